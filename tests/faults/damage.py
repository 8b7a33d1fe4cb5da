"""Damage: cached clips whose bytes went bad. All are found, set aside and made again; the good ones are left alone."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

from bulletin.engines.tone import ToneSession
from bulletin.production.cache.clips import ClipCache
from bulletin.production.cache.entries import clip_key
from bulletin.schema.manner import NATURAL
from tests.faults.articles import article, sentence
from tests.faults.bench import Bench, Findings, World, digest
from tests.faults.truths import clip_path, truth

VOICE = "tone"


def flipped(data: bytes, chance: random.Random) -> bytes:
    """One bit is another."""
    place = chance.randrange(len(data))
    return data[:place] + bytes([data[place] ^ 1 << chance.randrange(8)]) + data[place + 1 :]


def cut(data: bytes, chance: random.Random) -> bytes:
    """The end is missing, or all of it."""
    return data[: chance.randrange(len(data))]


def inserted(data: bytes, chance: random.Random) -> bytes:
    """There are bytes more somewhere, or at the end."""
    place = chance.randrange(len(data) + 1)
    return data[:place] + chance.randbytes(chance.randrange(1, 50)) + data[place:]


def zeroed(data: bytes, chance: random.Random) -> bytes:
    """A page of the disk was never written."""
    while True:
        place = chance.randrange(len(data))
        end = min(len(data), place + 4096)
        if any(data[place:end]):
            return data[:place] + bytes(end - place) + data[end:]


def swapped(data: bytes, chance: random.Random) -> bytes:
    """Two stretches have changed places."""
    while True:
        first, second = sorted(chance.sample(range(len(data) - 64), 2))
        if second - first >= 64 and data[first : first + 64] != data[second : second + 64]:
            middle = data[first + 64 : second]
            return (
                data[:first]
                + data[second : second + 64]
                + middle
                + data[first : first + 64]
                + data[second + 64 :]
            )


KINDS: tuple[Callable[[bytes, random.Random], bytes], ...] = (flipped, cut, inserted, zeroed, swapped)


def damage(bench: Bench) -> Findings:
    """Damaged entries through `bulletin cache verify`, and through `make`."""
    findings = Findings()
    chance = bench.chance("damage")
    for _ in range(bench.count(5, 1)):
        with bench.world() as world:
            _verified(world, chance, bench.count(400, 50), findings)
    for _ in range(bench.count(8, 1)):
        with bench.world() as world:
            _made_again(bench, world, chance, findings)
    findings.told.append(f"{findings.trials} damaged entries, {len(findings.wrong)} not found")
    return findings


def _verified(world: World, chance: random.Random, count: int, findings: Findings) -> None:
    """A cache of which some entries are damaged, and some have another's content, is checked by the command."""
    cache = ClipCache(world.cache)
    keys = []
    for number in range(count + count // 2):
        text = f"{sentence(number)} {number}"
        key = clip_key("tone", "1", "hum", NATURAL, text)
        cache.put(key, ToneSession().speak(text.split()[number % 6]))
        keys.append(key)
    chance.shuffle(keys)
    bad, good = keys[:count], keys[count:]
    strangers = bad[: count // 10 * 2]
    for one, other in zip(strangers[::2], strangers[1::2], strict=True):
        contents = cache.path(one).read_bytes(), cache.path(other).read_bytes()
        cache.path(other).write_bytes(contents[0])
        cache.path(one).write_bytes(contents[1])
    for number, key in enumerate(bad[len(strangers) :]):
        path = cache.path(key)
        path.write_bytes(KINDS[number % len(KINDS)](path.read_bytes(), chance))
    ended = world.run_undisturbed("cache", "verify")
    findings.trials += count
    told = {line.removeprefix("damaged: ") for line in ended.out.splitlines() if line.startswith("damaged: ")}
    findings.expect(ended.code == 74, f"verify ended in {ended.code}: {ended.last}")
    findings.wrong += [f"verify did not find {key}" for key in bad if key not in told]
    findings.wrong += [f"verify called a good entry bad: {key}" for key in told - set(bad)]
    findings.wrong += [f"{key} was not set aside" for key in bad if cache.path(key).exists()]
    findings.wrong += [f"the good {key} is gone" for key in good if not cache.path(key).exists()]
    again = world.run_undisturbed("cache", "verify")
    findings.expect(again.code == 0, f"verify ended in {again.code} when it was called again")


def _made_again(bench: Bench, world: World, chance: random.Random, findings: Findings) -> None:
    """Every entry of an article is damaged, one way or another; the article is made again."""
    right = truth(bench, article(bench.count(18, 6)), VOICE)
    world.write(right.text)
    world.run_undisturbed(*world.make("--voice", VOICE))
    world.name.unlink()
    paths: list[Path] = [clip_path(world, VOICE, piece) for piece in right.speeches]
    for number, path in enumerate(paths):
        if number % 6 == 5:
            # Something else has the entry's name.
            path.unlink()
            if chance.random() < 0.5:
                path.mkdir()
            else:
                path.symlink_to(world.folder / "nowhere")
            continue
        path.write_bytes(KINDS[number % 6](path.read_bytes(), chance))
    ended = world.run_undisturbed(*world.make("--voice", VOICE))
    findings.trials += len(paths)
    if findings.expect(ended.code == 0, f"make with damaged clips ended in {ended.code}: {ended.last}"):
        made = ended.episode["requests"]["made"]
        findings.expect(made == len(paths), f"make spoke {made} of {len(paths)} damaged clips again")
        findings.expect(digest(world.name) == right.digest, "make with damaged clips made something else")
        findings.expect("[cache.damaged]" in ended.told, "make did not warn of damaged clips")
