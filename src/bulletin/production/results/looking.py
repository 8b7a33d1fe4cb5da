"""Looking: the audit of a finished episode and its picture, kept until one of its files changes."""

from __future__ import annotations

import contextlib
import hashlib
import json
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bulletin.production.disk.commit import check_writable, write_whole
from bulletin.production.results.facts import Result
from bulletin.schema.audit import Finding

ORDER = {False: 0, None: 1, True: 2}
"""Faults first."""

_ONE_AT_A_TIME = threading.Lock()
"""Decoding takes a core; a page asks for the picture and the list at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What an audit found."""

    findings: tuple[Finding, ...]
    """Faults first."""
    picture: Path | None
    """A PNG of its waveform, loudness and chapters; None where nothing can be heard."""

    @property
    def faults(self) -> int:
        """How many findings are not as they should be."""
        return sum(finding.ok is False for finding in self.findings)


def look(result: Result, folder: Path) -> Look:
    """Audit an episode, unless that was done since it was changed last; `folder` keeps what is found.

    Raises as `audit_episode` and `write_whole` do.
    """
    with _ONE_AT_A_TIME:
        known = known_look(result, folder)
        if known is not None:
            return known
        from bulletin.production.audit.plot import plot_to
        from bulletin.production.audit.run import audit_episode

        key = _key(result)
        check_writable(folder)
        audit = audit_episode(result.record)
        picture = folder / f"{result.name}.png"
        if audit.heard is not None and audit.heard.samples:
            plot_to(picture, audit)
        else:
            picture.unlink(missing_ok=True)
        rows = [[each.name, each.ok, each.what, each.remedy] for each in audit.report.findings]
        write_whole(
            folder / f"{result.name}.json",
            json.dumps({"of": key, "findings": rows}, ensure_ascii=False).encode(),
        )
        return _look(rows, picture)


def known_look(result: Result, folder: Path) -> Look | None:
    """What was found since the episode was changed last; None where nobody looked."""
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        document = json.loads((folder / f"{result.name}.json").read_bytes())
        if document["of"] == _key(result):
            return _look(document["findings"], folder / f"{result.name}.png")
    return None


def _look(rows: Sequence[Sequence[object]], picture: Path) -> Look:
    findings = (
        Finding(name=str(name), ok=None if ok is None else bool(ok), what=str(what), remedy=str(remedy))
        for name, ok, what, remedy in rows
    )
    return Look(
        findings=tuple(sorted(findings, key=lambda finding: ORDER[finding.ok])),
        picture=picture if picture.is_file() else None,
    )


def _key(result: Result) -> str:
    """Changes with any file of the episode."""
    return hashlib.sha256("\n".join(_states(result)).encode()).hexdigest()


def _states(result: Result) -> Iterator[str]:
    for file in result.files:
        status = file.path.stat()
        yield f"{file.path} {status.st_size} {status.st_mtime_ns}"
