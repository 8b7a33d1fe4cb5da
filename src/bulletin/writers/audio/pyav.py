"""PyAV: FFmpeg's encoders as a package, which is not installed with bulletin because it weighs 104 MB."""

from __future__ import annotations

from typing import Any

from bulletin.errors import EngineError

FLAG_BITEXACT = 1 << 23
"""FFmpeg's flag for encoders: no version of the library in the stream."""


def library(wanted_for: str) -> Any:
    """The package `av`. Raises EngineError (69) if it is not installed or does not load; names what it is for."""
    try:
        import av
    except ModuleNotFoundError:
        raise EngineError(
            f"{wanted_for} needs the package av, which is not installed",
            error_id="formats.missing",
            source=f"the format {wanted_for}",
            remedy='Install it: pip install "bulletin[formats]"',
        ) from None
    except ImportError as error:
        raise EngineError(
            f"{wanted_for} needs the package av, which does not load: {error}",
            error_id="formats.broken",
            source=f"the format {wanted_for}",
            remedy='Install it again: pip install --force-reinstall "bulletin[formats]"',
        ) from None
    return av
