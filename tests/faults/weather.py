"""Weather: a service of which one answer in four is a refusal for now, breaks off or is cut. All is spoken, with few requests."""

from __future__ import annotations

from collections import Counter

from tests.faults.articles import article, sentence
from tests.faults.bench import Bench, Findings, digest
from tests.faults.cut_answers import read
from tests.faults.services import google, settled
from tests.faults.truths import truth
from tests.standins.google import weather as bad_weather

VOICE = "gtts"

MOST_REQUESTS = 1.6
"""A piece. One answer in four fails, so at least 1.33 are needed on the average."""

BUSY, CUT = 0.20, 0.05


BULLETINS = 200
"""So many are read with cut answers: with three tries a piece, about three of them ended in 76."""


def weather(bench: Bench) -> Findings:
    """Bad weather for a few runs of the real command, and cut answers for many bulletins' worth of requests."""
    findings = real_runs(bench)
    findings.add(cut_answers(bench))
    return findings


def cut_answers(bench: Bench) -> Findings:
    """Bulletins in whose weather some answers are cut in mid-sound but claim to be whole: none ends in 76."""
    findings = Findings()
    texts = [sentence(number) for number in range(bench.count(118, 60))]
    chance = bench.chance("cut answers")
    pieces = requests = 0
    ends: Counter[int] = Counter()
    for number in range(bench.count(BULLETINS, 4)):
        # Every other one with refusals besides.
        found = read(texts, chance.randrange(1 << 30), cut=CUT, busy=BUSY * (number % 2))
        bad = {code: count for code, count in found.codes.items() if code}
        findings.trials += 1
        findings.expect(not bad, f"bulletin {number}: pieces ended in {bad}")
        findings.expect(not found.false, f"bulletin {number}: false sound for {found.false}")
        ends[max(found.codes)] += 1
        pieces += len(texts)
        requests += found.requests
    findings.told.append(
        f"{findings.trials} bulletins with {CUT:.0%} of the answers cut: {ends[76]} ended in 76;"
        f" {requests:,} requests for {pieces:,} pieces"
    )
    return findings


def real_runs(bench: Bench) -> Findings:
    """Long articles in bad weather, at the voice's own pace or, in the short form, in a hurry."""
    findings = Findings()
    sentences = bench.count(112, 12)
    right = truth(bench, article(sentences), VOICE)
    ratios = []
    for number in range(bench.count(2, 1)):
        with bench.world() as world, google(world) as stand_in:
            seed = bench.chance(f"weather {number}").randrange(1 << 30)
            stand_in.always = bad_weather(seed, busy=BUSY, cut=CUT)
            world.write(right.text)
            world.environment["BENCH_HURRY"] = "60" if bench.short else "4"
            ended = world.run(*world.make("--voice", VOICE), hurry=True, patience=900.0)
            settled(stand_in)
            findings.trials += right.unique
            good = ended.code == 0 and digest(world.name) == right.digest
            findings.expect(good, f"it ended in {ended.code}: {ended.last}")
            ratio = len(stand_in.texts) / right.unique
            ratios.append(ratio)
            # So few pieces say little of an average; the promise is of 120.
            allowed = MOST_REQUESTS if right.unique >= 100 else 2.5
            findings.expect(ratio <= allowed, f"{len(stand_in.texts)} requests for {right.unique} pieces")
            most = max(Counter(stand_in.texts).values(), default=0)
            findings.told.append(
                f"{right.unique} pieces, {len(stand_in.texts)} requests ({ratio:.2f} a piece, at most {most})"
            )
    return findings
