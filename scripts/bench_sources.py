"""Time reading long sources: a web page and a bare text of 300 kB, a feed of 1,000 entries; alone, or against another tree.

    scripts/bench sources [--rounds 15] [CHECKOUT]
    scripts/bench sources --write FOLDER

Each round reads each source once in a new process a tree, in turn: patterns and tables are cold, as in every run of
bulletin; what is timed is `read_article` (for the feed `entries_of`) with all that it imports. Then the whole command
`bulletin script SOURCE`; not for the feed, whose stories it would fetch. Prints the least of the processor's milliseconds
of each, which other work on the machine changes least (nothing here waits for anything else); with CHECKOUT, another
working tree of bulletin run with this one's packages, both and the median of the ratios this : other. `--write` writes the sources to a folder, to profile them.
"""

from __future__ import annotations

import argparse
import compileall
import os
import random
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from pathlib import Path

from bench import BULLETIN, ROOT, took

SIZE = 300_000
"""Bytes of the page and of the text."""

PARAGRAPHS = 70
ENTRIES = 1_000

WHERE = (
    "सोनवारा", "रतनगढ़", "पीपलखेड़ा", "भदौली", "कुसुमपुर", "चंदनपुरा", "हरसूद", "बेलागांव", "मधुबनिया", "टिकरी"
)  # fmt: skip
WHO = (
    "नगर परिषद की अध्यक्ष रेवती सोनकर", "जल विभाग के अभियंता महेश पाटीदार", "किसान संघ के सचिव दिनेश मालवीय",
    "स्कूल की प्राचार्य सुनीता जोशी", "व्यापार मंडल के महामंत्री केशव पटवा", "बस अड्डे के प्रभारी अशोक रावत",
)  # fmt: skip
WHAT = (
    "पुराने तालाब की सफाई", "नई पाइपलाइन बिछाने का काम", "साप्ताहिक हाट की जगह", "स्कूल की इमारत की मरम्मत",
    "रात की बस सेवा", "मंडी में तौल की नई मशीनें", "नदी के घाट की सीढ़ियां", "अस्पताल की नई प्रयोगशाला",
)  # fmt: skip
HOW = (
    "अगले {n} दिनों में पूरी हो जाएगी", "पर {n} लाख रुपये खर्च होंगे", "के लिए {n} लोगों की समिति बनाई गई है",
    "पिछले {n} महीनों से रुकी हुई थी", "से {n} गांवों के लोगों को फायदा होगा", "का विरोध {n} परिवारों ने किया है",
)  # fmt: skip
SHARE = ("फेसबुक", "ट्विटर", "व्हाट्सएप", "टेलीग्राम")
SECTIONS = ("देश", "विदेश", "खेल", "व्यापार", "मनोरंजन", "राज्य", "शिक्षा", "स्वास्थ्य", "मौसम", "राशिफल")

READ = """
import sys, time
from pathlib import Path
from bulletin.readers import read_article
path = Path(sys.argv[1])
data = path.read_bytes()
begun = time.process_time()
read_article(data, path.name)
print(time.process_time() - begun)
"""
READ_FEED = """
import sys, time
from datetime import UTC, datetime
from pathlib import Path
import bulletin.readers
path = Path(sys.argv[1])
data = path.read_bytes()
begun = time.process_time()
from bulletin.readers.entries.reading import entries_of
entries_of(data, path.name, now=datetime(2026, 12, 1, tzinfo=UTC))
print(time.process_time() - begun)
"""


class Words:
    """Sentences without meaning, each another one, the same in each run."""

    def __init__(self) -> None:
        self._choice = random.Random(1)
        self._number = count(3)

    def title(self) -> str:
        """A headline: no full stop."""
        where, what = self._choice.choice(WHERE), self._choice.choice(WHAT)
        return f"{where} में {what} {self._choice.choice(HOW).format(n=next(self._number))}"

    def sentence(self) -> str:
        """A sentence, some of them quoted."""
        if self._choice.random() < 0.3:
            return f"{self._choice.choice(WHO)} ने कहा, “{self.title()}।”"
        return f"{self._choice.choice(WHO)} ने बताया कि {self.title()}।"

    def paragraph(self) -> str:
        """Two to five sentences."""
        return " ".join(self.sentence() for _ in range(self._choice.randint(2, 5)))


def page() -> str:
    """A story of many paragraphs amid what sites put round one: menus, boxes, scripts, comments."""
    words = Words()
    title = words.title()
    menu = "".join(
        f'<li class="menu-item"><a href="/s/{i}" class="nav-link" data-id="{i}">{SECTIONS[i % 10]} {i}</a></li>'
        for i in range(250)
    )
    share = "".join(f'<li><a href="https://share.example/{word}">{word}</a></li>' for word in SHARE)
    return (
        f'<!DOCTYPE html><html lang="hi"><head><meta charset="utf-8"><title>{title} - नगर दर्पण</title>'
        f'<meta property="og:title" content="{title}"><meta property="og:type" content="article">'
        f"<script>{_script(40_000)}</script><style>{_style(15_000)}</style></head>"
        f'<body class="single"><header><nav><ul class="menu">{menu}</ul></nav></header><div class="wrapper"><div class="col">'
        f'<div class="breadcrumb"><a href="/">होम</a> &gt; <a href="/r">राज्य</a></div><h1>{title}</h1>'
        f'<div class="byline">द्वारा सुरेश कनौजिया</div><div class="date">23 नवंबर 2026, 06:20 PM IST</div>'
        f'<ul class="share-bar">{share}</ul><div class="story-content">{_story(words)}</div>'
        f'{"".join(_boxes(words))}<div id="comments"><h3>टिप्पणियां</h3>{"".join(_comments(words))}</div></div></div>'
        f"<script>{_script(20_000)}</script><footer><p>नगर दर्पण, सभी अधिकार सुरक्षित</p></footer></body></html>"
    )


def _story(words: Words) -> str:
    parts: list[str] = []
    for number in range(PARAGRAPHS):
        parts.append(f"<p>{words.paragraph()}</p>")
        if number % 9 == 4:
            parts.append(f"<h2>{words.title()}</h2>")
        if number % 11 == 6:
            parts.append(f'<p><strong>यह भी पढ़ें: <a href="/also/{number}">{words.title()}</a></strong></p>')
    return "\n".join(parts)


def _boxes(words: Words) -> Iterator[str]:
    for box in range(14):
        cards = "".join(
            f'<div class="card card-{i}"><a href="/r/{box}/{i}" title="" data-pos="{i}"><img src="/i/{i}.jpg" alt=""'
            f' loading="lazy"><span class="label">{SECTIONS[i]}</span><h3>{words.title()}</h3></a>'
            f'<span class="time">{i + 2} घंटे पहले</span></div>'
            for i in range(10)
        )
        yield f'<div class="related-box" id="box-{box}"><h2>संबंधित खबरें</h2><div class="cards">{cards}</div></div>'


def _comments(words: Words) -> Iterator[str]:
    for number in range(90):
        yield (
            f'<div class="comment" id="c{number}"><div class="author"><b>पाठक {number}</b> <span>{number % 23 + 1} घंटे पहले</span>'
            f'</div><p>{words.sentence()}</p><a href="#" class="reply">जवाब दें</a> <a href="#" class="like">पसंद 4</a></div>'
        )


def _script(size: int) -> str:
    return "".join(
        f'window.dl=window.dl||[];if(a{i}<3&&b>2){{push({{"k{i}":"v"}})}}' for i in range(size // 60)
    )


def _style(size: int) -> str:
    return "".join(f".c{i} > a{{color:red;margin:0 auto}}" for i in range(size // 35))


def text() -> str:
    """A bare text as long as the page."""
    words = Words()
    rows = [words.title(), words.sentence(), ""]
    size = 0
    while size < SIZE:
        rows += [words.paragraph(), ""]
        if len(rows) % 9 == 0:
            rows.append(words.title())
        size = sum(len(row.encode()) + 1 for row in rows)
    return "\n".join(rows)


def feed() -> str:
    """A feed of many entries, each with the beginning of its text."""
    words = Words()
    items = "".join(
        f"<item><title>{words.title()}</title><link>https://nagar.example/{i}</link><guid>{i}</guid>"
        f"<pubDate>Mon, 23 Nov 2026 {i // 60 % 24:02}:{i % 60:02}:00 +0530</pubDate>"
        f"<description><![CDATA[<p>{words.paragraph()}</p>]]></description></item>"
        for i in range(ENTRIES)
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>नगर दर्पण</title>{items}</channel></rss>'


SOURCES: dict[str, tuple[Callable[[], str], str]] = {
    "page.html": (page, READ),
    "text.txt": (text, READ),
    "feed.xml": (feed, READ_FEED),
}
"""By file name: what writes it, and the program that reads it and prints its seconds."""


def read_once(program: str, source: Path, sources: Path) -> float:
    """The processor's seconds in which the tree `sources` reads a source, in a new process."""
    environment = {**os.environ, "PYTHONPATH": str(sources)}
    command = [sys.executable, "-c", program, str(source)]
    return float(subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout)


def script_once(source: Path, sources: Path) -> float:
    """The processor's seconds of `bulletin script SOURCE` with the tree `sources`, as a whole process."""
    return took([*BULLETIN, "script", str(source)], {**os.environ, "PYTHONPATH": str(sources)}).processor


def write(folder: Path) -> dict[str, Path]:
    """Write the sources; returns their paths by name."""
    found = {name: folder / name for name in SOURCES}
    for name, path in found.items():
        path.write_text(SOURCES[name][0](), encoding="utf-8")
    return found


def main() -> None:
    """Write the sources, run the rounds, print the least times and the ratios."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("checkout", nargs="?", type=Path)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--write", type=Path, metavar="FOLDER")
    arguments = parser.parse_args()
    if arguments.write is not None:
        print(*write(arguments.write).values(), sep="\n")
        return
    trees = [ROOT / "src", *([arguments.checkout.resolve() / "src"] if arguments.checkout else [])]
    for tree in trees:
        compileall.compile_dir(tree / "bulletin", quiet=2)
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    print(f"{arguments.rounds} interleaved rounds, {os.cpu_count()} cores{load}")
    with tempfile.TemporaryDirectory() as name:
        paths = write(Path(name))
        jobs: dict[str, Callable[[Path], float]] = {}
        for source, path in paths.items():
            program = SOURCES[source][1]
            size = f"{path.stat().st_size // 1000:,} kB"
            jobs[f"{source} ({size}), read"] = partial(read_once, program, path)
            if program is READ:
                jobs[f"bulletin script {source}"] = partial(script_once, path)
        for job, run in jobs.items():
            rounds = [[run(tree) for tree in trees] for _ in range(arguments.rounds)]
            least = [1000 * min(times) for times in zip(*rounds, strict=True)]
            ratio = statistics.median(times[0] / times[-1] for times in rounds)
            other = f", other {least[1]:.0f} ms; this takes {ratio:.3f} of it" if len(trees) > 1 else ""
            print(f"{job}: {least[0]:.0f} ms{other}")


if __name__ == "__main__":
    main()
