"""The command, ended by SIGKILL's own way out at one of its renames. `BENCH_DIES_AT` is which, counted from 1.

Run as a program in place of `-m bulletin`. Only renames that give a file a name that people see are counted, and the
journal of several that belong together.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any


def die_at(number: int, folder: Path) -> None:
    """End the process before its rename of that number in the folder."""
    replace, left = os.replace, [number]

    def counted(source: Any, target: Any, **options: Any) -> None:
        if Path(os.fspath(target)).resolve().is_relative_to(folder):
            left[0] -= 1
            if not left[0]:
                os._exit(137)
        replace(source, target, **options)

    os.replace = os.rename = counted  # type: ignore[assignment]


if __name__ == "__main__":
    from bulletin.apps.cli.main import main

    die_at(int(os.environ["BENCH_DIES_AT"]), Path.cwd())
    main()
