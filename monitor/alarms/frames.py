"""Arrays as `AlarmEngine` takes them in: values and readings of one tick, by channel or component and column."""

import numpy as np

from monitor.alarms.arrays import Floats, Mask
from monitor.alarms.limit_bank import CHANNELS
from monitor.alarms.pressure_branches import COMPONENTS
from monitor.alarms.rules import Channel


def empty_samples(columns: int) -> tuple[Floats, Mask, Mask]:
    """Arrays for `AlarmEngine.samples` in which nothing has arrived: values, usable, solid."""
    shape = (len(CHANNELS), columns)
    return np.full(shape, np.nan), np.zeros(shape, dtype=bool), np.zeros(shape, dtype=bool)


def empty_readings(columns: int) -> tuple[Floats, Mask]:
    """Arrays for `AlarmEngine.readings` in which nothing has arrived: readings, present."""
    return np.full((len(COMPONENTS), columns), np.nan), np.zeros(columns, dtype=bool)


def channel_row(channel: Channel) -> int:
    """Row of a channel in the arrays of `AlarmEngine.samples`."""
    return CHANNELS.index(channel)
