"""State of a bank of rules as arrays ``[rule, column]``; a column is a place, or one of many sessions in a batch.

Each bank lists its state arrays once; dumping, restoring, clearing and moving a column work on that list, so that no
array can be forgotten when a patient moves or the monitor restarts.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from monitor.alarms.machine import TABLE, Trigger
from monitor.domain.vocabulary import AlarmChangeKind, AlarmKind, AlarmState, Priority

NEVER = np.int64(2**62)  # a tick that no room reaches: 1.4e10 years of tenths of a second
TILE_COLUMNS = 1024  # arrays of one tile stay in the processor's second-level cache

Floats = NDArray[np.float64]
Ticks = NDArray[np.int64]
States = NDArray[np.int8]
Mask = NDArray[np.bool_]
Columns = NDArray[np.intp]  # column numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """One change of one condition in one column."""

    tick: int  # when it happened
    due: int  # when delay and confirmation had run out
    column: int
    rule: str
    kind: AlarmKind
    change: AlarmChangeKind
    priority: Priority
    parameter: str
    value: float | None = None
    op: str = ""
    limit: float | None = None
    baseline: float | None = None
    confirmed: bool | None = None
    shown: str = ""  # the value as people read it, where it is more than one number: "184/96"
    delay_s: float | None = None  # of RAISED: the condition's own delay
    gate_s: float | None = None  # of RAISED: how long a poor signal held it back beyond that
    why: str = ""  # in words, where numbers do not say it


@dataclass(frozen=True, slots=True)
class Facts:
    """The numbers of a condition that stands."""

    parameter: str
    op: str
    value: float | None
    limit: float | None
    shown: str = ""


class StatefulArrays(ABC):
    """Base of the banks: everything that is done to all state arrays alike."""

    INITIAL: ClassVar[Mapping[str, tuple[type[np.generic], Any]]] = {}
    enabled: Mask
    state: States

    def _make_state(self, rows: int, columns: int) -> None:
        for name, (dtype, initial) in self.INITIAL.items():
            setattr(self, name, np.full((rows, columns), initial, dtype=dtype))

    def clear_column(self, column: int) -> None:
        """Forget everything about a column."""
        for name, (_, initial) in self.INITIAL.items():
            getattr(self, name)[:, column] = initial

    def move_column(self, source: int, target: int) -> None:
        """Carry the whole state of `source` to `target` and forget it at `source`."""
        for name in self.INITIAL:
            array = getattr(self, name)
            array[:, target] = array[:, source]
        self.clear_column(source)

    def reopen(self, row: int, column: int) -> None:
        """An acknowledgement ended while the condition stands."""
        state = AlarmState(int(self.state[row, column]))
        if state is AlarmState.ACKNOWLEDGED:
            self.state[row, column] = TABLE[state, Trigger.WORSE].state

    def forget_disabled(self) -> None:
        """Begin anew where a rule is not judged any more: nothing would ever end it."""
        for name, (_, initial) in self.INITIAL.items():
            getattr(self, name)[~self.enabled] = initial

    def drop_timers(self, tick: int, column: int) -> None:
        """Give up the column's timers that are due by `tick`."""
        for name in self.INITIAL:
            if name.endswith("_timer"):
                timers = getattr(self, name)[:, column]
                timers[timers <= tick] = NEVER

    def dump(self) -> dict[str, dict[str, list[Any]]]:
        """All state as ``{array: {rule id: [per column]}}``; not-a-number becomes None, so that it is plain JSON."""
        names = self.row_names()
        return {name: dict(zip(names, plain(getattr(self, name)), strict=True)) for name in self.INITIAL}

    def load(self, dumped: Mapping[str, Mapping[str, Sequence[Any]]], columns: Mapping[int, int]) -> None:
        """Back from `dump`. `columns` maps today's columns to those of the dump; rules are matched by id.

        An array, rule or place that the dump does not know starts from its initial state.
        """
        for name in self.INITIAL:
            array = getattr(self, name)
            for row, rule in enumerate(self.row_names()):
                kept = dumped.get(name, {}).get(rule)
                if kept is None:
                    continue
                for column, former in columns.items():
                    array[row, column] = np.nan if kept[former] is None else kept[former]

    @abstractmethod
    def row_names(self) -> list[str]:
        """Rule ids in the order of the rows."""


def plain(array: NDArray[Any]) -> list[list[Any]]:
    """A two-dimensional array as nested lists; not-a-number becomes None, so that it is plain JSON."""
    if np.issubdtype(array.dtype, np.floating):
        missing = np.isnan(array)
        array = array.astype(object)
        array[missing] = None
    rows: list[list[Any]] = array.tolist()
    return rows


def known_medians(values: Floats) -> tuple[Floats, NDArray[np.intp]]:
    """Median of what is known in each column of a table and how many values that is; NaN where nothing is.

    A sort puts the missing values (NaN) last; `numpy.nanmedian` takes ten times as long for tables as small as ours.
    """
    ordered = np.sort(values, axis=0)
    known = np.count_nonzero(ordered == ordered, axis=0)  # noqa: PLR0124 - a number equals itself, NaN does not
    columns = np.arange(values.shape[1])
    lower, upper = (
        ordered[np.maximum(known - 1, 0) // 2, columns],
        ordered[np.minimum(known // 2, len(ordered) - 1), columns],
    )
    return np.where(known == 0, np.nan, 0.5 * (lower + upper)), known


def tiles(columns: int) -> Iterator[slice]:
    """Cut `columns` into slices that fit the cache."""
    for start in range(0, columns, TILE_COLUMNS):
        yield slice(start, min(start + TILE_COLUMNS, columns))


def optional(value: float) -> float | None:
    """Turn not-a-number into None."""
    return None if np.isnan(value) else float(value)
