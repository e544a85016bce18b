"""Lowest and highest value of each minute, for drawing hours without reading every sample. Pure."""

from dataclasses import dataclass

import numpy as np

from drivers.observations import Parameter
from monitor.domain.time import ticks
from monitor.storage.packing import PARAMETERS, Codes, Floats, Ints, Samples, codes_now, pack_arrays, unpack_arrays

MINUTE_TICKS = ticks(60.0)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Minutes:
    """One entry for each minute of each parameter that had a value in it. `tick` is the minute's first."""

    tick: Ints
    parameter: Codes  # position in PARAMETERS
    lowest: Floats
    highest: Floats
    count: Ints  # values, of those that were measured

    def of(self, parameter: Parameter) -> tuple[Ints, Floats, Floats]:
        """Ticks, lowest and highest values of one parameter."""
        chosen = self.parameter == PARAMETERS.index(parameter)
        return self.tick[chosen], self.lowest[chosen], self.highest[chosen]


def minutes_of(samples: Samples) -> Minutes:
    """Minutes of `samples`; a minute without a value has no entry, never a 0."""
    measured = ~np.isnan(samples.value)
    tick = samples.tick[measured] // MINUTE_TICKS * MINUTE_TICKS
    parameter, value = samples.parameter[measured].astype(np.int64), samples.value[measured]
    order = np.lexsort((tick, parameter))
    tick, parameter, value = tick[order], parameter[order], value[order]
    is_first = np.ones(len(tick), bool)
    is_first[1:] = (np.diff(tick) != 0) | (np.diff(parameter) != 0)
    starts = np.flatnonzero(is_first)
    return Minutes(
        tick=tick[starts],
        parameter=parameter[starts].astype(np.uint16),
        lowest=np.minimum.reduceat(value, starts) if len(starts) else np.empty(0),
        highest=np.maximum.reduceat(value, starts) if len(starts) else np.empty(0),
        count=np.diff(starts, append=len(tick)).astype(np.int64),
    )


def pack_minutes(minutes: Minutes) -> bytes:
    """Bytes of all minutes of a session, compressed."""
    arrays = {
        "tick": np.diff(minutes.tick, prepend=np.int64(0)),
        "parameter": minutes.parameter,
        "lowest": minutes.lowest,
        "highest": minutes.highest,
        "count": minutes.count,
    }
    return pack_arrays(arrays, words={"parameter": PARAMETERS}, rest=b"")


def unpack_minutes(payload: bytes) -> Minutes:
    """Back from `pack_minutes`; raises ValueError on anything else."""
    arrays, words, _ = unpack_arrays(payload)
    try:
        return Minutes(
            tick=np.cumsum(arrays["tick"]).astype(np.int64),
            parameter=codes_now("parameter", arrays["parameter"], words),
            lowest=arrays["lowest"].astype(np.float64),
            highest=arrays["highest"].astype(np.float64),
            count=arrays["count"].astype(np.int64),
        )
    except KeyError as error:
        raise ValueError(f"packed minutes have no column {error}") from error
