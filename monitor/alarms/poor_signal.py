"""What a rule asks about the quality of its signals: up to when each counts as poor."""

from collections.abc import Callable
from typing import NamedTuple

from monitor.alarms.arrays import Columns, Ticks


class PoorUntil(NamedTuple):
    """Last ticks up to which a signal counts as poor, ``[channel, position in columns]``; `moved` is part of `poor`."""

    poor: Ticks  # for any reason
    moved: Ticks  # because a saturation fell faster than blood can


AskPoor = Callable[[int, Columns], PoorUntil]
"""Asked at a tick for some columns; what it says of one does not depend on the others."""
