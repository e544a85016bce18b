"""The burden of alarms over a period: by rule, place, device and hour, in real sessions only.

A device is counted with the alarms of the place that it served at the time: the record does not tell which device's
value an alarm was about.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from drivers.observations import Provenance
from monitor.domain.time import seconds
from monitor.domain.vocabulary import Priority
from monitor.port.review_port import RiseRow, StatisticsRow, StatisticsView
from monitor.storage import Records, SessionFilter, SessionSummary
from monitor.storage.records import MAX_PAGE
from monitor.storage.review_lists import BurdenRow, DevicePlace, ReviewLists
from monitor.storage.signing import Mark

MS_PER_HOUR, MS_PER_MINUTE, SECONDS_PER_HOUR = 3_600_000, 60_000, 3600
LONGEST_COURSE = 99
Progress = Callable[[int, int], None]


@dataclass(slots=True)
class _Tally:
    """Alarms of one name."""

    by_priority: dict[Priority, int] = field(default_factory=lambda: defaultdict(int))
    useful: int = 0
    artefact: int = 0

    def take(self, row: BurdenRow) -> None:
        self.by_priority[row.priority] += 1
        self.useful += row.mark is Mark.USEFUL
        self.artefact += row.mark is Mark.ARTEFACT

    @property
    def count(self) -> int:
        return sum(self.by_priority.values())

    @property
    def marked(self) -> int:
        return self.useful + self.artefact

    @property
    def artefact_share(self) -> float | None:
        return self.artefact / self.marked if self.marked else None


class _Bindings:
    """Which devices stood at a place at a tick."""

    def __init__(self, places: Sequence[DevicePlace]) -> None:
        self._of_device: dict[str, tuple[list[int], list[str | None]]] = {}
        for one in places:
            ticks, where = self._of_device.setdefault(one.device_id, ([], []))
            ticks.append(one.from_tick)
            where.append(one.place_id)

    def at(self, place_id: str, tick: int) -> Iterable[str]:
        for device_id, (ticks, where) in self._of_device.items():
            index = bisect_right(ticks, tick) - 1
            if index >= 0 and where[index] == place_id:
                yield device_id


def statistics(
    records: Records,
    lists: ReviewLists,
    *,
    from_utc_ms: int | None,
    to_utc_ms: int | None,
    utc_offset_min: int,
    title_of: Callable[[str], str],
    progress: Progress = lambda _done, _total: None,
) -> StatisticsView:
    """Count the alarms of all finished real sessions admitted in this time. Hours are those of the given offset."""
    sessions = tuple(_real_sessions(records, from_utc_ms, to_utc_ms))
    counted = {one.session_id for one in sessions}
    hours = sum(_hours(one) for one in sessions)
    bindings = _Bindings(lists.device_places())
    whole = _Tally()
    groups: dict[str, dict[str, _Tally]] = {name: defaultdict(_Tally) for name in ("rule", "place", "device", "hour")}
    delays_s: list[float] = []
    paused = lists.first_pauses(from_utc_ms=from_utc_ms)
    for number, row in enumerate(lists.burden(from_utc_ms=from_utc_ms, to_utc_ms=to_utc_ms)):
        if row.session_id not in counted:
            continue
        for tally in (whole, *_tallies(groups, row, bindings, utc_offset_min=utc_offset_min, title_of=title_of)):
            tally.take(row)
        silenced_s = _silenced_s(row, paused.get(row.alarm_id))
        delays_s += [] if silenced_s is None else [silenced_s]
        if number % 1_000 == 0:
            progress(number, 0)
    return StatisticsView(
        sessions=len(sessions),
        session_hours=hours,
        alarms=whole.count,
        marked=whole.marked,
        artefact_share=whole.artefact_share,
        silence_median_s=float(np.median(delays_s)) if delays_s else None,
        silence_p90_s=float(np.percentile(delays_s, 90)) if delays_s else None,
        by_rule=_rows(groups["rule"], hours),
        by_place=_rows(groups["place"], hours),
        by_device=_rows(groups["device"], hours),
        by_hour=tuple(sorted(_rows(groups["hour"], hours), key=lambda one: one.name)),
        rises=_rises(sessions),
    )


def _silenced_s(row: BurdenRow, paused_tick: int | None) -> float | None:
    """Seconds from raised to the sound silenced: by an acknowledgement, or a pause of the place or room before it.

    That somebody is going, or did something, is another answer and not counted here. Ticks count: a wall clock that
    was set in between would make it hours, or less than nothing.
    """
    if row.raised_tick is None:
        return None
    ticks = (tick - row.raised_tick for tick in (row.acknowledged_tick, paused_tick) if tick is not None)
    return min((seconds(after) for after in ticks if after >= 0), default=None)


def _tallies(
    groups: dict[str, dict[str, _Tally]],
    row: BurdenRow,
    bindings: _Bindings,
    *,
    utc_offset_min: int,
    title_of: Callable[[str], str],
) -> Iterable[_Tally]:
    hour = (row.raised_utc_ms + utc_offset_min * MS_PER_MINUTE) // MS_PER_HOUR % 24
    yield groups["rule"][row.rule]
    yield groups["place"][title_of(row.place_id)]
    yield groups["hour"][f"{hour:02d}"]
    if row.raised_tick is not None:
        for device_id in bindings.at(row.place_id, row.raised_tick):
            yield groups["device"][device_id]


def _real_sessions(records: Records, from_utc_ms: int | None, to_utc_ms: int | None) -> Iterable[SessionSummary]:
    which = SessionFilter(from_utc_ms=from_utc_ms, to_utc_ms=to_utc_ms, provenance=Provenance.REAL)
    before: SessionSummary | None = None
    while True:
        page = records.sessions(which, before=before, limit=MAX_PAGE)
        yield from (one for one in page if one.discharged_utc_ms is not None)
        if len(page) < MAX_PAGE:
            return
        before = page[-1]


def _hours(one: SessionSummary) -> float:
    """Of the stay, by ticks: they know no steps of the wall clock."""
    end = one.admitted_tick if one.discharged_tick is None else one.discharged_tick
    return seconds(end - one.admitted_tick) / SECONDS_PER_HOUR


def _rows(tallies: dict[str, _Tally], hours: float) -> tuple[StatisticsRow, ...]:
    rows = [
        StatisticsRow(
            name=name,
            count=tally.count,
            per_hour=tally.count / hours if hours else 0.0,
            high=tally.by_priority[Priority.HIGH],
            medium=tally.by_priority[Priority.MEDIUM],
            low=tally.by_priority[Priority.LOW],
            artefact_share=tally.artefact_share,
        )
        for name, tally in tallies.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-row.count, row.name)))


def _rises(sessions: Sequence[SessionSummary]) -> tuple[RiseRow, ...]:
    by_number: dict[int, list[float]] = defaultdict(list)
    for one in sessions:
        number = infusion_number(one.course)
        if number is not None and one.peak_rise is not None:
            by_number[number].append(one.peak_rise)
    return tuple(
        RiseRow(infusion=number, sessions=len(rises), median=float(np.median(rises)), highest=max(rises))
        for number, rises in sorted(by_number.items())
    )


def infusion_number(course: str) -> int | None:
    """The number of the infusion in "session 3 of 6", "infusion 3 of 6" or "3"; None: none is there."""
    words = course.removeprefix("session ").removeprefix("infusion ").split()
    if not words or not words[0].isascii() or not words[0].isdigit():
        return None
    number = int(words[0])
    return number if 0 < number <= LONGEST_COURSE else None
