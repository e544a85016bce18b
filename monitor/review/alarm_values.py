"""The values behind an alarm: which one raised it, which came while it lasted, and what marks each carries. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from drivers.observations import Parameter, Quality
from monitor.alarms.rules import Channel
from monitor.domain.events import AlarmChanged
from monitor.domain.vocabulary import AlarmKind, ValueMark
from monitor.review.reading_row import ReadingRow
from monitor.review.value_columns import ValueColumn
from monitor.storage.packing import QUALITIES

PRESSURES = ("systolic", "diastolic", "mean")
PARAMETERS: Mapping[str, tuple[Parameter, ...]] = {
    Channel.RATE.value: (Parameter.HR, Parameter.PULSE),
    **{parameter.value: (parameter,) for parameter in Parameter},
}
Marks = tuple[ValueMark, ...]


@dataclass(frozen=True, slots=True)
class MarkedValue:
    """One number of an alarm; None: there is none."""

    value: float | None
    marks: Marks = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmValues:
    """What was measured and typed during one session."""

    readings: Sequence[ReadingRow]
    columns: Sequence[ValueColumn]

    def marks_of(self, edge: AlarmChanged) -> Marks:
        """The marks of the value that caused an edge."""
        if edge.kind is not AlarmKind.PHYSIOLOGICAL or edge.value is None:
            return ()
        if edge.parameter in PRESSURES:
            reading = self._reading_of(edge)
            return () if reading is None else reading.marks
        return self._marks_of_sample(edge)

    def peak(self, edges: Sequence[AlarmChanged], first: AlarmChanged, to_utc_ms: int | None) -> MarkedValue:
        """The farthest beyond the limit of the edges' own values and of those that came while the alarm lasted.

        One that was set aside is none of the patient's. Of two that went as far a plain measurement is taken.
        """
        if first.op == "" or first.value is None:
            return MarkedValue(None)
        own = [edge for edge in edges if edge.value is not None and edge.parameter == first.parameter]
        found = [(edge.value, self.marks_of(edge)) for edge in own if edge.value is not None]
        kept = [(value, marks) for value, marks in found if ValueMark.VOIDED not in marks]
        some_set_aside = len(kept) < len(found)
        if first.kind is AlarmKind.PHYSIOLOGICAL:  # a no-data rule on the saturation compares seconds, not per cent
            kept += self._between(first.parameter, first.at.utc_ms, to_utc_ms)
        if some_set_aside and first.limit is not None:  # what is left may not be beyond anything
            kept = [one for one in kept if _is_beyond(one[0], first.op, first.limit)]
        if not kept:
            return MarkedValue(None)
        sign = 1 if first.op.startswith(">") else -1
        return MarkedValue(*max(kept, key=lambda one: (sign * one[0], -len(one[1]))))

    def _reading_of(self, edge: AlarmChanged) -> ReadingRow | None:
        """The newest reading with this number that was judged before; of an estimate the newest of all."""
        before = [
            row for row in self.readings if row.judged_seq is not None and row.judged_seq < edge.seq and not row.failed
        ]
        same = [row for row in before if getattr(row, edge.parameter) == edge.value]
        return max(same or before, key=lambda row: row.judged_seq or 0, default=None)

    def _marks_of_sample(self, edge: AlarmChanged) -> Marks:
        """Of the newest value with this number until then."""
        newest: tuple[int, Marks] = (0, ())
        for column in self._columns_of(edge.parameter):
            places = np.flatnonzero((column.utc_ms <= edge.at.utc_ms) & (column.value == edge.value))
            if len(places):
                is_valid = QUALITIES[column.quality[places[-1]]] is Quality.VALID
                newest = max(newest, (int(column.utc_ms[places[-1]]), () if is_valid else (ValueMark.DOUBTFUL,)))
        return newest[1]

    def _between(self, parameter: str, from_utc_ms: int, to_utc_ms: int | None) -> Iterator[tuple[float, Marks]]:
        if parameter in PRESSURES:
            for row in self.readings:
                late = to_utc_ms is not None and row.measured_utc_ms > to_utc_ms
                value = getattr(row, parameter)
                if row.counts and row.measured_utc_ms >= from_utc_ms and not late and value is not None:
                    yield value, row.marks
            return
        for column in self._columns_of(parameter):
            during = (column.utc_ms >= from_utc_ms) & (column.quality == QUALITIES.index(Quality.VALID))
            if to_utc_ms is not None:
                during &= column.utc_ms <= to_utc_ms
            chosen = column.value[during & column.measured]
            if len(chosen):
                yield float(np.min(chosen)), ()
                yield float(np.max(chosen)), ()

    def _columns_of(self, parameter: str) -> list[ValueColumn]:
        wanted = PARAMETERS.get(parameter, ())
        return [column for column in self.columns if column.parameter in wanted]


def _is_beyond(value: float, op: str, limit: float) -> bool:
    return {">": value > limit, ">=": value >= limit, "<": value < limit, "<=": value <= limit}.get(op, False)
