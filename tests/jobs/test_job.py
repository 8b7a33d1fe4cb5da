"""Jobs and their results: they travel, and one article's fault stays its own."""

from __future__ import annotations

import pickle
from pathlib import Path

from bulletin.apps.jobs.job import Job
from bulletin.apps.jobs.pool import Here
from bulletin.production.setup.settle import settle


def _job(source: Path, number: int = 0) -> Job:
    recipe = settle([str(source)], {"voices.main": "tone", "output": "out"})
    return Job(key=str(source), number=number, recipe=recipe)


def test_a_job_and_its_result_travel_to_another_process(brief: Path) -> None:
    job = pickle.loads(pickle.dumps(_job(brief)))
    (result,) = Here().run([job])
    assert pickle.loads(pickle.dumps(result)) == result
    assert result.state == "done"
    assert result.made is not None
    assert result.made.record.is_file()


def test_an_article_that_cannot_be_made_costs_only_itself(brief: Path) -> None:
    empty = brief.with_name("empty.txt")
    empty.write_text("")
    missing, poison, good = Here().run([_job(brief.with_name("none.txt")), _job(empty), _job(brief)])
    assert missing.failure is not None
    assert (missing.state, missing.failure.code) == ("failed", 66)
    assert poison.failure is not None
    assert (poison.state, poison.failure.code) == ("failed", 65)
    assert good.state == "done"
