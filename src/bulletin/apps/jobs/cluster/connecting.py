"""Connecting: an address → a client of the cluster there; `local:4` starts one on this machine."""

from __future__ import annotations

import json
import logging
import re
from contextlib import ExitStack
from pathlib import Path

import dask
from distributed import Client, LocalCluster

from bulletin.errors import ConfigurationError, TryLaterError

LOCAL = re.compile(r"local:(?P<count>[1-9]\d{0,2})")

ADDRESS = re.compile(r"(tcp|tls|ws|wss|ucx)://\S+")

SECONDS = 10.0
"""How long a scheduler may take to answer."""

ALLOWED_FAILURES = 10
"""How many workers may die under a job before it is given up, if the cluster is ours.

Dask counts every job that the dead worker had, not only the one that it did.
"""

OURS = {
    "distributed.scheduler.allowed-failures": ALLOWED_FAILURES,
    # A job that has no worker yet is not counted against when another worker dies.
    "distributed.scheduler.worker-saturation": 1.0,
    # A lost worker is known as such by its closed connection; one that is only busy is waited for.
    "distributed.scheduler.worker-ttl": "15 minutes",
    # Jobs may start processes of their own.
    "distributed.worker.daemon": False,
    # Each second it would keep another tree of all that its threads did.
    "distributed.worker.profile.enabled": False,
    "distributed.admin.log-length": 100,
    "distributed.admin.low-level-log-length": 100,
}


def check_address(address: str) -> None:
    """Raise ConfigurationError (78) if it is no address of a cluster."""
    if not (LOCAL.fullmatch(address) or ADDRESS.fullmatch(address) or Path(address).suffix == ".json"):
        raise ConfigurationError(
            f'"{address}" is no address of a cluster.',
            error_id="cluster.address",
            source="--cluster",
            remedy="Use tcp://HOST:PORT of a Dask scheduler, its scheduler file (.json), or local:4",
        )


def connected(address: str, closing: ExitStack) -> Client:
    """A client. Raises ConfigurationError (78) for a wrong address, TryLaterError (75) if nobody answers there."""
    check_address(address)
    # What it has to say of lost connections, in tracebacks, we say in three lines.
    for name in [*logging.root.manager.loggerDict]:
        if name.partition(".")[0] == "distributed":
            # Each has a level of its own.
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    if local := LOCAL.fullmatch(address):
        closing.enter_context(dask.config.set(OURS))
        cluster = closing.enter_context(
            LocalCluster(
                n_workers=int(local["count"]),
                threads_per_worker=1,
                memory_limit=0,
                dashboard_address="127.0.0.1:0",
                silence_logs=50,
            )
        )
        client: Client = closing.enter_context(Client(cluster))
        return client
    try:
        found: Client = closing.enter_context(
            Client(_scheduler(address), timeout=SECONDS, set_as_default=False)
        )
    except (OSError, TimeoutError, ValueError) as error:
        raise TryLaterError(
            f"the cluster's scheduler does not answer ({type(error).__name__}, waited {SECONDS:.0f} s).",
            error_id="cluster.unreachable",
            source=f"--cluster {address}",
            remedy="Start it (dask scheduler), then run the same command again; what is done is kept.",
        ) from None
    return found


def _scheduler(address: str) -> str:
    """The scheduler's address, which its file holds anew after each start."""
    if ADDRESS.fullmatch(address):
        return address
    found = json.loads(Path(address).read_text(encoding="utf-8"))["address"]
    return str(found)
