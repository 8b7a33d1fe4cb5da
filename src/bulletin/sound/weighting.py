"""Weighting: a sample rate → the K-weighting filter of ITU-R BS.1770-4, in matrices that filter a row of samples at once."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from bulletin.schema.units import Hertz
from bulletin.sound.decode import Sound
from bulletin.sound.second_order import Matrix, high_pass, in_series, shelf

ROW = 32
"""Samples filtered in one row of a matrix product."""

_FORGOTTEN = 1e-13
"""Powers of the state matrix below this are left out."""


class RowFilter(NamedTuple):
    """The K-weighting filter for rows of samples: y = x·T + s·O, and the state after a row s' = s·A + x·R.

    Samples are filtered in single precision, which adds noise 130 dB below them; states are in double precision.
    """

    response: Sound
    observe: Sound
    drive: Sound
    powers: tuple[Matrix, ...]
    """A to the power of 1, 2, 4, ... until it is below `_FORGOTTEN`."""


@lru_cache(maxsize=8)
def k_weighting(rate: Hertz) -> RowFilter:
    """The filter for a sample rate: the shelf, then the high-pass."""
    one = in_series(shelf(rate), high_pass(rate))
    powers = [np.eye(len(one.drive))]
    for _ in range(ROW):
        powers.append(powers[-1] @ one.advance)
    impulse = [one.direct, *(float(one.drive @ power @ one.observe) for power in powers[: ROW - 1])]
    response = np.zeros((ROW, ROW))
    for k in range(ROW):
        response[k, k:] = impulse[: ROW - k]
    observe = np.stack([power @ one.observe for power in powers[:ROW]], axis=1)
    drive = np.stack([one.drive @ power for power in powers[ROW - 1 :: -1]])
    doubled = [powers[ROW]]
    while np.abs(further := doubled[-1] @ doubled[-1]).max() > _FORGOTTEN:
        doubled.append(further)
    return RowFilter(
        response.astype(np.float32), observe.astype(np.float32), drive.astype(np.float32), tuple(doubled)
    )
