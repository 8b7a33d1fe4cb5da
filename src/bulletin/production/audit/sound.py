"""Sound: what was heard in the file: its length, loudness, peaks, clipping and holes."""

from __future__ import annotations

from collections.abc import Iterator

from bulletin.containers.frames import Frames
from bulletin.production.audit.episode import AuditedEpisode
from bulletin.production.audit.wording import counted, timestamp
from bulletin.schema.audit import Finding
from bulletin.sound.audition import Audition
from bulletin.sound.loudness import SILENCE
from bulletin.sound.master import CEILING
from bulletin.writers.audio.found import ReadBack

FRAME_SECONDS = 0.03
"""By how much two lengths may differ: one frame of the encoder, 1,152 samples at 44.1 kHz."""

LATE_SECONDS = 0.065
"""The same for MP2, which holds neither the encoder's delay nor how much of the last frame is filled."""

LOUDNESS_LU = 0.1
PEAK_DB = 0.1
"""By how much the sound of another decoder may differ."""

TARGET_LU = 0.3
"""By how much a programme may miss its target loudness."""

LONGEST_SILENCE = 3.0
"""Seconds of digital silence within a programme; if it lasts longer, a piece is missing."""


def audit_sound(
    episode: AuditedEpisode, heard: Audition, frames: Frames | None, not_whole: str | None, tags: ReadBack
) -> Iterator[Finding]:
    """Findings about the sound; `frames` is None for formats other than MP3 and MP2, `not_whole` for these.

    `not_whole` says why the file is not one whole sound.
    """
    yield _length(episode, heard, frames, tags)
    if frames is not None:
        yield _frames(episode, heard, frames)
    if not_whole is not None:
        yield Finding(
            name="whole file", ok=not not_whole, what=not_whole or "one sound, to its last byte",
            remedy=episode.remake if not_whole else "",
        )  # fmt: skip
    yield _loudness(episode, heard, tags)
    yield _peak(episode, heard, tags)
    yield _clipping(heard)
    yield _holes(episode, heard)


def _length(episode: AuditedEpisode, heard: Audition, frames: Frames | None, tags: ReadBack) -> Finding:
    claimed: dict[str, float] = {}
    if (seconds := episode.record.duration) is not None:
        claimed["record"] = seconds
    if frames is not None and frames.claimed_samples is not None:
        claimed["header"] = round(frames.claimed_samples / frames.rate, 3)
    if tags.length is not None:
        claimed["tag"] = tags.length
    if tags.sound_end is not None:
        claimed["cart"] = round(tags.sound_end / heard.rate, 3)
    allowed = LATE_SECONDS if episode.kind == "mp2" else FRAME_SECONDS
    wrong = {name: value for name, value in claimed.items() if not abs(value - heard.duration) <= allowed}
    if heard.samples and not wrong:
        return Finding(
            name="length", ok=True if claimed else None, what=timestamp(heard.duration) + _agreed(list(claimed)),
            measured=round(heard.duration, 3), claimed=claimed or None,
        )  # fmt: skip
    others = ", ".join(f"the {name} says {timestamp(value)}" for name, value in wrong.items())
    return Finding(
        name="length", ok=False, what=f"{timestamp(heard.duration)} of sound; {others or 'there is none'}",
        measured=round(heard.duration, 3), claimed=claimed or None, remedy=episode.remake,
    )  # fmt: skip


def _frames(episode: AuditedEpisode, heard: Audition, frames: Frames) -> Finding:
    """As many frames, bytes and samples as the Info frame counts, and nothing else between them."""
    fault = frames.fault
    info = frames.info
    if not fault and info is not None:
        if info.frames is not None and info.frames != frames.count:
            fault = f"{frames.count:,} are there, the Info frame counts {info.frames:,}"
        elif info.size is not None and info.size != frames.size:
            fault = f"they take {frames.size:,} bytes, the Info frame counts {info.size:,}"
        elif frames.claimed_samples is not None and frames.claimed_samples != heard.samples:
            fault = (
                f"they decode to {heard.samples:,} samples, the Info frame counts {frames.claimed_samples:,}"
            )
    if not fault and info is None and episode.kind == "mp3":
        fault = "there is no Info frame, so players guess the length"
    agreed = " and the Info frame agrees" if info is not None else ""
    return Finding(
        name="frames", ok=not fault, what=fault or f"{frames.count:,}{agreed}", measured=frames.count,
        claimed=None if info is None else info.frames, remedy=episode.remake if fault else "",
    )  # fmt: skip


def _loudness(episode: AuditedEpisode, heard: Audition, tags: ReadBack) -> Finding:
    allowed = {
        "record": LOUDNESS_LU if episode.is_main else TARGET_LU,
        "target": TARGET_LU,
        "bext": LOUDNESS_LU,
    }
    known = {
        "record": episode.record.loudness.integrated_lufs,
        "target": episode.record.loudness.target_lufs,
        "bext": tags.loudness,
    }
    claimed = {name: value for name, value in known.items() if value is not None}
    reach = "" if heard.loudness_range is None else f", range {heard.loudness_range:.1f} LU"
    what = f"{heard.integrated:.1f} LUFS{reach}"
    wrong = [
        f"; the {name} says {value:.1f}"
        for name, value in claimed.items()
        if not abs(value - heard.integrated) <= allowed[name]
    ]
    silent = heard.integrated <= SILENCE
    what = "there is only silence" if silent else what + ("".join(wrong) or _agreed(list(claimed)))
    fault = silent or bool(wrong)
    return Finding(
        name="loudness", ok=False if fault else (True if claimed else None), what=what,
        measured=round(float(heard.integrated), 2), claimed=claimed or None, remedy=episode.remake if fault else "",
    )  # fmt: skip


def _peak(episode: AuditedEpisode, heard: Audition, tags: ReadBack) -> Finding:
    claimed: dict[str, float] = {"ceiling": float(CEILING)}
    peak = float(heard.true_peak)
    # The record's peak was measured on the main file; another encoder gives other peaks.
    if episode.is_main and (recorded := episode.record.loudness.true_peak_dbtp) is not None:
        claimed["record"] = recorded
    if tags.true_peak is not None:
        claimed["bext"] = tags.true_peak
    wrong = [
        f"the {name} says {value:.1f}"
        for name, value in claimed.items()
        if name != "ceiling" and not abs(value - peak) <= PEAK_DB
    ]
    what = f"{peak:.1f} dBTP at {timestamp(heard.true_peak_at)}"
    # A peak that rounds to the ceiling is not above it.
    if round(peak, 2) > CEILING:
        places = counted(len(heard.overs), "place")
        wrong.insert(0, f"{CEILING:.1f} is the ceiling, and {places} of a tenth of a second are above it")
    return Finding(
        name="true peak", ok=not wrong, what="; ".join([what, *wrong]), measured=round(peak, 2), claimed=claimed,
        remedy=episode.remake if wrong else "",
    )  # fmt: skip


def _clipping(heard: Audition) -> Finding:
    if not heard.clipped:
        return Finding(name="clipping", ok=True, what="none", measured=0, claimed=0)
    assert heard.clipped_at is not None
    return Finding(
        name="clipping", ok=False,
        what=f"samples stand at full scale in {counted(heard.clipped, 'place')}, first at {timestamp(heard.clipped_at)}",
        measured=heard.clipped, claimed=0,
        remedy="Give its sources (jingles, bed) at a lower level, then have it made again.",
    )  # fmt: skip


def _holes(episode: AuditedEpisode, heard: Audition) -> Finding:
    """Digital silence between sounds, as lost speech leaves it."""
    holes = holes_in(heard)
    longest = max((end - start for start, end in heard.silences), default=0.0)
    if not holes:
        what = f"none; the longest silence lasts {longest:.1f} s" if longest else "none"
        return Finding(name="holes", ok=True, what=what, measured=[], claimed=[])
    places = ", ".join(f"{end - start:.1f} s at {timestamp(start)}" for start, end in holes[:3])
    more = f" and {len(holes) - 3} more" if len(holes) > 3 else ""
    return Finding(
        name="holes", ok=False, what=f"digital silence of {places}{more}: a piece is missing",
        measured=[[round(start, 3), round(end, 3)] for start, end in holes], claimed=[], remedy=episode.remake,
    )  # fmt: skip


def holes_in(heard: Audition) -> list[tuple[float, float]]:
    """Digital silence of more than LONGEST_SILENCE with sound before and after it: (start, end) in seconds."""
    return [
        (start, end)
        for start, end in heard.silences
        if start > 0 and end < heard.duration - 0.001 and end - start > LONGEST_SILENCE
    ]


def _agreed(names: list[str]) -> str:
    """The end of a finding: who claims the same value."""
    words = [f"the {name}" for name in names]
    if len(words) < 2:
        return f", as {words[0]} says" if words else "; nothing claims another"
    return f", as {', '.join(words[:-1])} and {words[-1]} say"
