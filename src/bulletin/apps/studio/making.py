"""Making: a story or rundown is put into the queue; a page a job, which follows it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bulletin.apps.studio.forms import Form, form, to
from bulletin.apps.studio.pages import render
from bulletin.apps.studio.studio import Studio
from bulletin.apps.studio.words import language_of, say
from bulletin.errors import MissingInputError
from bulletin.production.drafts.folder import StudioFolder
from bulletin.production.drafts.rundown_forms import read_rundown
from bulletin.production.drafts.stories import read_story
from bulletin.production.making.job import Job, Order, Told
from bulletin.production.making.queue import MakingQueue
from bulletin.production.wording.table import Language, as_language

LISTED = 5
"""Jobs that are over, on the first page."""


def queue_of(request: Request) -> MakingQueue:
    """The queue of the studio."""
    studio: Studio = request.app.state.studio
    assert studio.queue is not None
    return studio.queue


def order_of(folder: StudioFolder, source: Path, title: str) -> Order:
    """The order for a draft of the folder, as the command line would have it."""
    station = folder.station_file
    return Order(
        title=title,
        sources=(source.relative_to(folder.path).as_posix(),),
        settings=folder.settings,
        station=station.relative_to(folder.path).as_posix() if station else "",
    )


def make_story(request: Request, _: Form) -> Response:
    """A story is put into the queue."""
    studio: Studio = request.app.state.studio
    name = request.path_params["name"]
    title = read_story(studio.folder, name).title
    return submitted(request, order_of(studio.folder, studio.folder.story(name), title))


def make_rundown(request: Request, _: Form) -> Response:
    """A rundown is put into the queue."""
    studio: Studio = request.app.state.studio
    name = request.path_params["name"]
    title = read_rundown(studio.folder, name).title
    return submitted(request, order_of(studio.folder, studio.folder.rundown(name), title))


def submitted(request: Request, order: Order) -> Response:
    """To the page of the new job."""
    return to(f"/jobs/{queue_of(request).submit(order).number}", "queued")


def job(request: Request) -> Response:
    """A job: what it does now, what was told, what it made."""
    queue = queue_of(request)
    number = _number(request)
    found = queue.job(number)
    language = as_language(language_of(request))
    told = queue.told(number)
    return render(
        request, "job.html",
        message=say(language, f"job-told-{found.state}") if found.is_over else "",
        job=found, episode=episode_name(found), before=_before(queue, found), **_shown(told, language),
    )  # fmt: skip


def _shown(told: list[Told], language: Language) -> dict[str, Any]:
    """The lines so far, and the last that tells how far it is."""
    # What was told before the studio was started again is told anew.
    starts = [place for place, each in enumerate(told) if each.stage == "reading"]
    told = told[starts[-1] :] if starts else told
    last = next((each for each in reversed(told) if each.kind in ("stage", "piece")), None)
    return {
        "lines": [line for each in told if each.kind != "piece" for line in each.lines.get(language, ())],
        "now": last,
        "doing": " ".join(last.lines.get(language, ())) if last else "",
    }


def cancel(request: Request, _: Form) -> Response:
    """A job is not made, or no further."""
    number = _number(request)
    queue_of(request).cancel(number)
    return to(f"/jobs/{number}", "cancelling")


def again(request: Request, _: Form) -> Response:
    """The same is put into the queue once more."""
    return submitted(request, queue_of(request).job(_number(request)).order)


def episode_name(job: Job) -> str:
    """The name of the episode that a job has made; "" for none."""
    return Path(job.made).with_suffix("").name if job.made else ""


def listed(queue: MakingQueue | None) -> list[Job]:
    """The jobs for the first page: all that wait or run, and the last few that are over, the newest first."""
    jobs = queue.jobs()[::-1] if queue else []
    over = [job for job in jobs if job.is_over][:LISTED]
    return [job for job in jobs if not job.is_over or job in over]


def _before(queue: MakingQueue, job: Job) -> int:
    return sum(not other.is_over and other.number < job.number for other in queue.jobs())


def _number(request: Request) -> int:
    text: str = request.path_params["number"]
    if text.isascii() and text.isdecimal() and len(text) < 10:
        return int(text)
    raise MissingInputError(
        "there is no such order here.",
        error_id="studio.job",
        source=text[:40],
        remedy="Go back to the first page: it lists the latest.",
    )


routes = [
    Route("/stories/{name}/make", form(make_story), methods=["POST"]),
    Route("/rundowns/{name}/make", form(make_rundown), methods=["POST"]),
    Route("/jobs/{number}", job),
    Route("/jobs/{number}/cancel", form(cancel), methods=["POST"]),
    Route("/jobs/{number}/again", form(again), methods=["POST"]),
]
