"""Sites: a newsroom's own profiles of news sites, from the files in its configuration folder."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from bulletin.errors import ConfigurationError
from bulletin.production.setup.texts import read_config
from bulletin.readers.sites.known import indexed, of_file, with_own
from bulletin.readers.sites.profile import Profile

FOLDER = "BULLETIN_CONFIG_DIR"
"""The environment variable that names the configuration folder."""


def sites_folder() -> Path:
    """Where a newsroom's profiles are: `sites` in `BULLETIN_CONFIG_DIR`, or in `bulletin` among the user's configuration."""
    chosen = os.environ.get(FOLDER, "").strip()
    if chosen:
        return Path(chosen).expanduser() / "sites"
    import platformdirs

    return Path(platformdirs.user_config_dir("bulletin", appauthor=False)) / "sites"


def own_profiles() -> tuple[Profile, ...]:
    """The newsroom's own profiles, by the names of their files.

    Raises ConfigurationError (78) naming file, row and remedy of the first thing that is wrong in one.
    """
    try:
        files = sorted(path for path in sites_folder().iterdir() if path.suffix == ".toml")
    except OSError:
        return ()
    return tuple(_profile(path, *_state(path)) for path in files)


def profile_of_file(file: str) -> Profile | None:
    """The profile of this file, the newsroom's or one of ours; None if there is none. Raises as `own_profiles` does."""
    with with_own(own_profiles):
        return of_file(file)


def sites_on_this_machine() -> str:
    """How many profiles there are. Raises ConfigurationError (78), whose first line names the file and row."""
    try:
        own = len(own_profiles())
    except ConfigurationError as error:
        raise ConfigurationError(
            f"{error.source}: {error.what}", error_id=error.error_id, source=error.source, remedy=error.remedy
        ) from None
    known = len(set(indexed("host").values()))
    return f"profiles of {known} sites, and {own} of the newsroom's own in {sites_folder()}"


def _state(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_size, found.st_mtime_ns


@lru_cache(maxsize=256)
def _profile(path: Path, size: int, changed_at: int) -> Profile:  # noqa: ARG001  (they tell one state from another)
    from bulletin.readers.sites.checking import ProfileError, profile_of

    text = read_config(path, "site.encoding")
    try:
        return profile_of(text, str(path))
    except ProfileError as error:
        raise ConfigurationError(
            f"{error.what}.",
            error_id="site.profile",
            source=f"{path} line {error.line}" if error.line else str(path),
            remedy=error.remedy,
        ) from None
