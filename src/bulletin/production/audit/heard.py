"""Heard: the sound itself: its length by three clocks, loudness, peaks, holes, clipping."""

from __future__ import annotations

from collections.abc import Iterator

from bulletin.containers.frames import Frames
from bulletin.production.audit.wording import clock, counted
from bulletin.production.episode.claims import Claims
from bulletin.schema.check import Check
from bulletin.sound.audition import Audition
from bulletin.sound.loudness import SILENCE
from bulletin.sound.master import CEILING
from bulletin.writers.audio.found import ReadBack

FRAME_SECONDS = 0.03
"""By how much two lengths may differ: a frame of the encoder, 1,152 samples at 44.1 kHz."""

LATE_SECONDS = 0.065
"""The same for MP2, which tells neither the encoder's delay nor how much of the last frame is filled."""

LOUDNESS_LU = 0.1
PEAK_DB = 0.1
"""By how much another decoder's sound may differ."""

TARGET_LU = 0.3
"""By how much a programme may miss the loudness it was asked for."""

LONGEST_SILENCE = 3.0
"""Seconds of digital silence, in the middle of a programme, after which a piece is missing."""


def check_sound(claims: Claims, heard: Audition, frames: Frames | None, told: ReadBack) -> Iterator[Check]:
    """All that can be said of the sound."""
    yield _length(claims, heard, frames, told)
    if frames is not None:
        yield _frames(claims, heard, frames)
    yield _loudness(claims, heard, told)
    yield _peak(claims, heard, told)
    yield _clipping(heard)
    yield _holes(claims, heard)


def _length(claims: Claims, heard: Audition, frames: Frames | None, told: ReadBack) -> Check:
    claimed: dict[str, float] = {}
    if (seconds := claims.number("duration")) is not None:
        claimed["record"] = seconds
    if frames is not None and frames.claimed_samples is not None:
        claimed["header"] = round(frames.claimed_samples / frames.rate, 3)
    if told.length is not None:
        claimed["tag"] = told.length
    if told.sound_end is not None:
        claimed["cart"] = round(told.sound_end / heard.rate, 3)
    allowed = LATE_SECONDS if claims.kind == "mp2" else FRAME_SECONDS
    wrong = {name: value for name, value in claimed.items() if not abs(value - heard.duration) <= allowed}
    if heard.samples and not wrong:
        return Check(
            name="length", ok=True if claimed else None, what=clock(heard.duration) + _agreed(list(claimed)),
            measured=round(heard.duration, 3), claimed=claimed or None,
        )  # fmt: skip
    others = ", ".join(f"the {name} says {clock(value)}" for name, value in wrong.items())
    return Check(
        name="length", ok=False, what=f"{clock(heard.duration)} of sound; {others or 'there is none'}",
        measured=round(heard.duration, 3), claimed=claimed or None, remedy=claims.again,
    )  # fmt: skip


def _frames(claims: Claims, heard: Audition, frames: Frames) -> Check:
    """The file's own account: as many frames and bytes as its Info frame counts, nothing else between them."""
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
    if not fault and info is None and claims.kind == "mp3":
        fault = "there is no Info frame, so players guess the length"
    told = " and the Info frame agrees" if info is not None else ""
    return Check(
        name="frames", ok=not fault, what=fault or f"{frames.count:,}{told}", measured=frames.count,
        claimed=None if info is None else info.frames, remedy=claims.again if fault else "",
    )  # fmt: skip


def _loudness(claims: Claims, heard: Audition, told: ReadBack) -> Check:
    allowed = {
        "record": LOUDNESS_LU if claims.is_main else TARGET_LU,
        "target": TARGET_LU,
        "bext": LOUDNESS_LU,
    }
    known = {
        "record": claims.number("loudness", "integrated_lufs"),
        "target": claims.number("loudness", "target_lufs"),
        "bext": told.loudness,
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
    return Check(
        name="loudness", ok=False if fault else (True if claimed else None), what=what,
        measured=round(float(heard.integrated), 2), claimed=claimed or None, remedy=claims.again if fault else "",
    )  # fmt: skip


def _peak(claims: Claims, heard: Audition, told: ReadBack) -> Check:
    claimed: dict[str, float] = {"ceiling": float(CEILING)}
    peak = float(heard.true_peak)
    # What the record says is measured on the main file; another encoder's peaks are its own.
    if claims.is_main and (recorded := claims.number("loudness", "true_peak_dbtp")) is not None:
        claimed["record"] = recorded
    if told.true_peak is not None:
        claimed["bext"] = told.true_peak
    wrong = [
        f"the {name} says {value:.1f}"
        for name, value in claimed.items()
        if name != "ceiling" and not abs(value - peak) <= PEAK_DB
    ]
    what = f"{peak:.1f} dBTP at {clock(heard.true_peak_at)}"
    # What is shown as -1.0 is not above it.
    if round(peak, 2) > CEILING:
        places = counted(len(heard.overs), "place")
        wrong.insert(0, f"{CEILING:.1f} is the ceiling, and {places} of a tenth of a second are above it")
    return Check(
        name="true peak", ok=not wrong, what="; ".join([what, *wrong]), measured=round(peak, 2), claimed=claimed,
        remedy=claims.again if wrong else "",
    )  # fmt: skip


def _clipping(heard: Audition) -> Check:
    if not heard.clipped:
        return Check(name="clipping", ok=True, what="none", measured=0, claimed=0)
    assert heard.clipped_at is not None
    return Check(
        name="clipping", ok=False,
        what=f"samples stand at full scale in {counted(heard.clipped, 'place')}, first at {clock(heard.clipped_at)}",
        measured=heard.clipped, claimed=0,
        remedy="Give its sources (jingles, bed) at a lower level, then have it made again.",
    )  # fmt: skip


def _holes(claims: Claims, heard: Audition) -> Check:
    """Digital silence between sounds: speech that was lost on the way leaves it."""
    holes = holes_in(heard)
    longest = max((end - start for start, end in heard.silences), default=0.0)
    if not holes:
        told = f"none; the longest silence lasts {longest:.1f} s" if longest else "none"
        return Check(name="holes", ok=True, what=told, measured=[], claimed=[])
    told = ", ".join(f"{end - start:.1f} s at {clock(start)}" for start, end in holes[:3])
    more = f" and {len(holes) - 3} more" if len(holes) > 3 else ""
    return Check(
        name="holes", ok=False, what=f"digital silence of {told}{more}: a piece is missing",
        measured=[[round(start, 3), round(end, 3)] for start, end in holes], claimed=[], remedy=claims.again,
    )  # fmt: skip


def holes_in(heard: Audition) -> list[tuple[float, float]]:
    """Digital silence of more than three seconds with sound before and after it; seconds."""
    return [
        (start, end)
        for start, end in heard.silences
        if start > 0 and end < heard.duration - 0.001 and end - start > LONGEST_SILENCE
    ]


def _agreed(names: list[str]) -> str:
    """Who says the same."""
    words = [f"the {name}" for name in names]
    if len(words) < 2:
        return f", as {words[0]} says" if words else "; nothing claims another"
    return f", as {', '.join(words[:-1])} and {words[-1]} say"
