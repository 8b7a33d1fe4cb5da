"""Work: a job done in this process, whichever that is: `produce` is walked through, and its events are told as they come."""

from __future__ import annotations

import time
from collections.abc import Callable

from bulletin.apps.jobs.job import Job, JobResult, Made
from bulletin.errors import BulletinError, system_refused
from bulletin.production.events import Event, Finished, Warned
from bulletin.schema.episode import RECORD, Episode
from bulletin.schema.failure import Failure

Tell = Callable[[Event], None]
"""Is called with every event of a job: that it comes at all shows that the work goes on."""


def do(job: Job, tell: Tell = lambda _: None) -> JobResult:
    """Do a job. Whatever goes wrong with its article is in the result; only what ends the process is raised."""
    # Loaded in the process that works, not in the one that hands out work.
    from bulletin.production.produce import produce

    began = time.monotonic()
    warnings: list[tuple[str, str]] = []
    made: Made | None = None
    failure: Failure | None = None
    try:
        for event in produce(job.recipe):
            tell(event)
            if isinstance(event, Warned):
                warnings.append((event.what, event.warning_id))
            elif isinstance(event, Finished):
                made = made_of(event.episode)
    except BulletinError as error:
        failure = Failure.of(error)
    except OSError as error:
        failure = Failure.of(system_refused(error, job.key))
    except Exception as error:  # noqa: BLE001  (one article's bug is no other's)
        failure = _bug(error, job)
    return JobResult(
        job=job,
        made=made if failure is None else None,
        failure=failure,
        warnings=tuple(warnings),
        seconds=time.monotonic() - began,
    )


def made_of(episode: Episode) -> Made:
    """What others need of an episode."""
    return Made(
        record=episode.files[RECORD],
        audio=episode.audio,
        title=episode.title,
        duration=episode.duration,
        voice=episode.voice,
        fallen_back=len(episode.fallback) or (max(1, len(episode.chapters)) if episode.voice_reason else 0),
        stand_in=next(
            (each.voice for each in episode.fallback), episode.voice if episode.voice_reason else ""
        ),
        spoken=episode.requests.made,
        unchanged=episode.unchanged,
    )


def _bug(error: Exception, job: Job) -> Failure:
    import traceback

    last = traceback.extract_tb(error.__traceback__)[-1]
    return Failure(
        code=70,
        error_id="internal",
        what=f"bulletin itself failed ({type(error).__name__}); this is a bug, in {last.name}, line {last.lineno}.",
        source=job.key,
        remedy="See all of it: bulletin make with this source.",
    )


def get_warm(share: int) -> None:
    """Import what nearly every job needs, before the first of them comes; and keep voices open from then on.

    `share` is how many processes do so together.
    """
    from bulletin.production.voice.keeping import keep_sessions

    keep_sessions(share)
    from bulletin.production import produce  # noqa: F401
    from bulletin.production.finish import finishing  # noqa: F401
    from bulletin.production.mix import mixing  # noqa: F401
