"""Kills: SIGKILL at random instants over whole builds. Nothing partial is seen, and nothing finished is made again.

A round begins with an older bulletin in place and nothing else kept. The command that makes the newer one is killed
again and again, each time at an instant drawn from the time that a whole cold build takes, until a run ends before
its kill; the next round begins anew.
"""

from __future__ import annotations

import contextlib
import random
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

from bulletin.production.cache.clips import ClipCache
from bulletin.production.cache.entries import unpacked
from tests.faults.articles import article
from tests.faults.bench import Bench, Ended, Findings, World, left_in
from tests.faults.leftovers import leftovers
from tests.faults.services import again, google, settled
from tests.faults.truths import Truth, clip_path, truth, whole
from tests.standins.google import GoogleStandIn

PARALLEL = 4
"""Requests under way at once, at the most: the online voice's own number."""

NOT_KEPT_YET = 2 * PARALLEL
"""What a kill may cost, at the most: requests under way, and answers that are being judged or kept."""

DELAY = 0.05
"""Seconds that the stand-in takes for an answer, so that kills meet requests under way."""

ROW_OF_KILLS = 25

LONG = NOT_KEPT_YET * ROW_OF_KILLS
"""Sentences of the bulletin that never ends: a run speaks about five of them before it is killed."""

MOST_OF_ONE_RUN = 2 * (NOT_KEPT_YET + 3)
"""Temporary files of one run that speaks, each with its lock file: for clips, and for three others."""


@dataclass(slots=True)
class Counts:
    """What is told of all rounds of one voice."""

    kills: int = 0
    rounds: int = 0
    speaking: int = 0
    """Kills after which some clips were cached, but not all."""
    partial: int = 0
    again: int = 0
    left: int = 0
    """Temporary files at once, at the most."""
    asked: list[str] = field(default_factory=list)


def kills(bench: Bench) -> Findings:
    """SIGKILL over whole builds with three voices, and over the encoding of every format."""
    findings = Findings()
    for voice, wanted in {"gtts": (30, 2), "tone": (20, 0), "espeak": (10, 0)}.items():
        findings.add(kills_of(bench, voice, bench.count(*wanted)))
    findings.add(leftovers(bench))
    if not bench.short:
        findings.add(_never_ending(bench))
    return findings


def kills_of(bench: Bench, voice: str, wanted: int) -> Findings:
    """SIGKILL over whole builds with one voice, in rounds."""
    chance = bench.chance(f"kills {voice}")
    findings = Findings()
    if not wanted:
        return findings
    counts = Counts()
    size = bench.count(15, 5)
    older = truth(bench, article(4, 200), voice)
    newer = truth(bench, article(size), voice, apart=True)
    while counts.kills < wanted:
        with bench.world() as world, google(world, delay=DELAY) as stand_in:
            counts.rounds += 1
            _round(world, stand_in, chance, (older, newer), wanted, counts, findings)
    findings.trials = counts.kills
    findings.told.append(
        f"{voice}: {counts.kills} kills in {counts.rounds} rounds ({counts.speaking} while clips were being made),"
        f" {counts.partial} partial or corrupt files shown, {counts.again} finished clips made again,"
        f" at most {counts.left} temporary files between two runs, none after the last"
    )
    return findings


def _round(
    world: World,
    stand_in: GoogleStandIn,
    chance: random.Random,
    truths: tuple[Truth, Truth],
    wanted: int,
    counts: Counts,
    findings: Findings,
) -> None:
    older, newer = truths
    voice = newer.voice
    # Every other round leaves the name to the headline: then a killed run must be known again by its record.
    output = world.name if counts.rounds % 2 else world.out
    arguments = world.make("--voice", voice, "--parallel", PARALLEL, output=output)
    world.write(older.text)
    first = world.run_undisturbed(*arguments)
    findings.expect(first.code == 0, f"{voice}: the older bulletin ended in {first.code}: {first.last}")
    shown = world.shown()
    world.write(newer.text)
    clips = {piece: clip_path(world, voice, piece) for piece in newer.speeches}
    settled(stand_in)
    stand_in.texts.clear()
    # The headline is the older bulletin's, too.
    made = {path: stamp for path in clips.values() if (stamp := _stamp(path)) is not None}
    in_round = 0
    while True:
        before = set(made)
        left = world.hidden()
        begun = len(stand_in.texts)
        kill = counts.kills < wanted
        ended = _killed(world, arguments, chance.uniform(0, newer.wall) if kill else None)
        settled(stand_in)
        findings.expect("Traceback" not in ended.told, f"{voice}: a traceback: {ended.last}")
        asked = stand_in.texts[begun:]
        made_again = [path for path, stamp in made.items() if _stamp(path) != stamp]
        made_again += [clips[text] for text in asked if text in clips and clips[text] in before]
        counts.again += len(set(made_again))
        findings.expect(not made_again, f"{voice}: {len(made_again)} finished clips were made again")
        for path in clips.values():
            if (stamp := _stamp(path)) is not None:
                made.setdefault(path, stamp)
        _check_shown(world, truths, shown, counts, findings)
        if ended.code == 0:
            still = [path.name for path in left if path.exists()]
            findings.expect(not still, f"{voice}: left by killed runs after the next that ended: {still[:4]}")
            break
        counts.left = max(counts.left, len(world.hidden()))
        in_round += 1
        counts.kills += 1
        counts.speaking += 0 < len(made) < newer.unique
        if not findings.expect(ended.code == -9, f"{voice}: ended in {ended.code}: {ended.last}"):
            return
    _check_end(world, truths, ended, len(before), findings)
    if voice == "gtts":
        most = newer.unique + NOT_KEPT_YET * in_round
        findings.expect(
            len(stand_in.texts) <= most and again(stand_in.texts) <= NOT_KEPT_YET * in_round,
            f"gtts: {len(stand_in.texts)} requests for {newer.unique} pieces after {in_round} kills",
        )
    findings.expect(world.shown() == shown, f"{voice}: shown in the end: {world.shown()} in place of {shown}")
    _check_sweep(world, arguments, findings, voice)


def _never_ending(bench: Bench) -> Findings:
    """No run ever ends: each is killed in mid-speech. Even so there is more spoken each time, and little else left."""
    findings = Findings()
    text = article(LONG)
    chance = bench.chance("never ending")
    runs, before = 0, 0
    with bench.world() as world, google(world, delay=DELAY) as stand_in:
        world.write(text)
        while runs < ROW_OF_KILLS:
            started = len(stand_in.texts)
            with world.start(*world.make("--voice", "gtts", "--parallel", PARALLEL)) as running:
                while _kept(world) <= before and running.process.poll() is None:
                    time.sleep(0.005)
                time.sleep(chance.uniform(0, 2 * DELAY))
                running.process.kill()
                ended = running.wait()
            settled(stand_in)
            if ended.code == 0 or len(stand_in.texts) == started:
                break
            runs += 1
            kept = _kept(world)
            findings.expect(
                kept > before, f"{before} clips were cached before kill {runs}, and {kept} after it"
            )
            before = kept
            left = len(world.hidden())
            findings.expect(left <= MOST_OF_ONE_RUN, f"{left} temporary files are left after kill {runs}")
        findings.expect(world.shown() == [], f"shown, though nothing ended: {world.shown()}")
        findings.expect(
            again(stand_in.texts) <= runs * NOT_KEPT_YET,
            f"{again(stand_in.texts)} requests were made twice in {runs} killed runs",
        )
    findings.trials = runs
    findings.told.append(
        f"{runs} kills in mid-speech in a row: {before} clips cached, {left} temporary files left by the last"
    )
    return findings


def _kept(world: World) -> int:
    return sum(1 for _ in ClipCache(world.cache).paths())


def _killed(world: World, arguments: list[object], after: float | None) -> Ended:
    """Run the command and kill it after so many seconds; `None` lets it end by itself."""
    if after is None:
        return world.run_undisturbed(*arguments)
    with world.start(*arguments) as running:
        with contextlib.suppress(subprocess.TimeoutExpired):
            running.process.wait(after)
        running.process.kill()
        return running.wait()


def _stamp(path: Path) -> tuple[int, int] | None:
    """What tells a file from another that takes its place."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_ino, status.st_mtime_ns


def _check_shown(
    world: World, truths: tuple[Truth, Truth], names: list[str], counts: Counts, findings: Findings
) -> None:
    """What anyone can see is the older bulletin or the newer one, whole; every cached clip is whole."""
    older, newer = truths
    voice = newer.voice
    findings.expect(world.shown() == names, f"{voice}: shown: {world.shown()} in place of {names}")
    for name in names:
        # A kill may fall between two of the renames: then some files are the newer bulletin's, some the older's.
        good = older.made(world.out / name) or newer.made(world.out / name)
        counts.partial += not good
        findings.expect(good, f"{voice}: {name} is neither the older bulletin's nor the newer's")
    for path in ClipCache(world.cache).paths():
        good = unpacked(path.stem, path.read_bytes()) is not None
        counts.partial += not good
        findings.expect(good, f"{voice}: the clip {path.name} is not whole")


def _check_end(
    world: World, truths: tuple[Truth, Truth], ended: Ended, kept: int, findings: Findings
) -> None:
    """The last run made the newer bulletin out of the clips that were cached and those that were missing."""
    newer = truths[1]
    others = newer.amiss(world.out)
    findings.expect(
        not others and whole(world.name) == "", f"{newer.voice}: the end is not the whole bulletin: {others}"
    )
    requests = ended.episode["requests"]
    findings.expect(
        (requests["from_cache"], requests["made"]) == (kept, newer.unique - kept),
        f"{newer.voice}: {kept} of {newer.unique} clips were cached, and the last run says {requests}",
    )


def _check_sweep(world: World, arguments: list[object], findings: Findings, voice: str) -> None:
    """Nothing is left of the killed runs after one more that speaks."""
    ended = world.run_undisturbed(*arguments, "--again")
    findings.expect(ended.code == 0, f"{voice}: one more run ended in {ended.code}: {ended.last}")
    still = [path.name for path in world.hidden()]
    findings.expect(
        not still, f"{voice}: {len(still)} temporary files are left after the next run: {still[:4]}"
    )
    findings.expect(
        not left_in(world.tmp),
        f"{voice}: left in TMPDIR: {[path.name for path in left_in(world.tmp)]}",
    )
