"""The continuous values of a session in columns, one for each parameter of each device, and their minutes. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from drivers.observations import Parameter, Provenance, Quality, Source
from monitor.domain.inputs import ClockStepped, Input
from monitor.review.entry_rows import MS_PER_TICK
from monitor.storage.packing import PARAMETERS, PROVENANCES, QUALITIES, SOURCES, Floats, Ints, Samples

MS_PER_SECOND, MS_PER_MINUTE = 1_000, 60_000
_CODES = 1 << 16  # as many as a column of codes can tell apart
_VALID = QUALITIES.index(Quality.VALID)


class UtcOfTicks:
    """UTC of a session's ticks: from its admission, and anew from each step of the wall clock."""

    def __init__(self, tick: int, utc_ms: int, others: Sequence[Input]) -> None:
        steps = sorted(
            {item.tick: item.utc_ms for item in others if isinstance(item, ClockStepped) and item.tick > tick}.items()
        )
        self._ticks = np.array([tick, *(step[0] for step in steps)], dtype=np.int64)
        self._utc_ms = np.array([utc_ms, *(step[1] for step in steps)], dtype=np.int64)

    def __call__(self, ticks: Ints) -> Ints:
        """Milliseconds since 1970."""
        part = np.clip(np.searchsorted(self._ticks, ticks, side="right") - 1, 0, None)
        return self._utc_ms[part] + (ticks - self._ticks[part]) * MS_PER_TICK

    def one(self, tick: int) -> int:
        """The same of one tick."""
        return int(self(np.array([tick], dtype=np.int64))[0])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MinuteColumn:
    """Lowest, middle and highest value of each minute in which there was one. `utc_ms` is the minute's first."""

    utc_ms: Ints
    lowest: Floats
    median: Floats
    highest: Floats
    count: Ints  # values, doubtful ones among them
    doubtful: Ints  # of them, those that the device or the link put in question


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondRow:
    """The last value of one second; `value` None: the device could not measure. `unit` is the column's."""

    utc_ms: int
    value: float | None
    quality: Quality
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ValueColumn:
    """Values of one parameter from one device, in order; NaN exactly where the device could not measure."""

    parameter: Parameter
    device_id: str
    source: Source
    provenance: Provenance  # the least real of its values
    utc_ms: Ints
    value: Floats
    quality: NDArray[np.uint16]  # positions in monitor.storage.packing.QUALITIES
    provenances: NDArray[np.uint16]  # positions in monitor.storage.packing.PROVENANCES

    @property
    def unit(self) -> str:
        """UCUM."""
        return self.parameter.unit

    @property
    def measured(self) -> NDArray[np.bool_]:
        """Where there is a value."""
        measured: NDArray[np.bool_] = ~np.isnan(self.value)
        return measured

    def minutes(self) -> MinuteColumn:
        """Of the whole column; a minute without a value has no entry."""
        chosen = self.measured
        minute = self.utc_ms[chosen] // MS_PER_MINUTE * MS_PER_MINUTE
        value, doubtful = self.value[chosen], self.quality[chosen] != _VALID
        order = np.lexsort((value, minute))
        minute, value, doubtful = minute[order], value[order], doubtful[order]
        starts = np.flatnonzero(np.diff(minute, prepend=np.int64(-1)) != 0)
        count = np.diff(starts, append=len(minute)).astype(np.int64)
        middle_low, middle_high = starts + (count - 1) // 2, starts + count // 2
        sums = np.concatenate([[0], np.cumsum(doubtful)])
        return MinuteColumn(
            utc_ms=minute[starts],
            lowest=value[starts],
            median=(value[middle_low] + value[middle_high]) / 2,
            highest=value[starts + count - 1],
            count=count,
            doubtful=(sums[starts + count] - sums[starts]).astype(np.int64),
        )

    def seconds(self) -> Iterator[SecondRow]:
        """One row for each second in which the device said anything; of several the last counts."""
        second = self.utc_ms // MS_PER_SECOND
        is_last = np.ones(len(second), dtype=bool)
        is_last[:-1] = np.diff(second) != 0
        for position in np.flatnonzero(is_last).tolist():
            value = float(self.value[position])
            yield SecondRow(
                utc_ms=int(second[position]) * MS_PER_SECOND,
                value=None if np.isnan(value) else value,
                quality=QUALITIES[self.quality[position]],
                provenance=PROVENANCES[self.provenances[position]],
            )


def value_columns(samples: Samples, utc_of: UtcOfTicks, *, from_tick: int) -> tuple[ValueColumn, ...]:
    """Columns of everything said from a tick on, parameters in their own order, devices in theirs."""
    since = samples.tick >= from_tick
    pair = samples.parameter.astype(np.int64) * _CODES + samples.device
    return tuple(
        _column(samples, np.flatnonzero(since & (pair == code)), utc_of) for code in np.unique(pair[since]).tolist()
    )


def _column(samples: Samples, chosen: NDArray[np.int64], utc_of: UtcOfTicks) -> ValueColumn:
    """Values at the places `chosen`, all of one parameter and device, by their ticks."""
    first = chosen[0]
    chosen = chosen[np.argsort(samples.tick[chosen], kind="stable")]
    return ValueColumn(
        parameter=PARAMETERS[samples.parameter[first]],
        device_id=samples.device_ids[samples.device[first]],
        source=SOURCES[samples.source[first]],
        provenance=least_real(PROVENANCES[code] for code in np.unique(samples.provenance[chosen]).tolist()),
        utc_ms=utc_of(samples.tick[chosen]),
        value=samples.value[chosen],
        quality=samples.quality[chosen],
        provenances=samples.provenance[chosen],
    )


def least_real(provenances: Iterator[Provenance] | Sequence[Provenance]) -> Provenance:
    """SIMULATED before REPLAYED before REAL; what people entered says nothing about the devices."""
    found = set(provenances)
    return next((one for one in (Provenance.SIMULATED, Provenance.REPLAYED) if one in found), Provenance.REAL)
