"""Make the index of our profiles of news sites, so that a page finds its own without parsing all of them.

    scripts/make_sites.py

Writes src/bulletin/readers/sites/index.tsv. It checks every profile first, and ends with 78 at the first that is wrong.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from bulletin.readers.sites.checking import ProfileError, profile_of  # noqa: E402
from bulletin.readers.sites.indexing import index_of  # noqa: E402

SITES = ROOT / "src" / "bulletin" / "readers" / "sites"


def main() -> int:
    profiles = []
    for path in sorted(SITES.glob("*.toml")):
        try:
            profiles.append(profile_of(path.read_text(encoding="utf-8"), path.name))
        except ProfileError as error:
            print(f"{path} line {error.line}: {error.what}. {error.remedy}", file=sys.stderr)
            return 78
    (SITES / "index.tsv").write_text(index_of(profiles), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
