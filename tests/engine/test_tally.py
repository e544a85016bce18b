"""Percentiles and alarm counts of the summary."""

from monitor.domain.events import AlarmChanged
from monitor.domain.time import Instant
from monitor.domain.vocabulary import AlarmChangeKind, AlarmKind, Priority
from monitor.engine.tally import LONGEST_COUNTED_MS, LatencyHistogram, Tally


def change(alarm_id: int, kind: AlarmChangeKind, priority: Priority, rule: str = "BP-SEV") -> AlarmChanged:
    return AlarmChanged(
        seq=1,
        at=Instant(1, 0),
        due=Instant(1, 0),
        alarm_id=alarm_id,
        place_id="1",
        session_id=1,
        rule=rule,
        kind=AlarmKind.PHYSIOLOGICAL,
        priority=priority,
        change=kind,
        parameter="systolic",
    )


def test_percentiles_are_the_smallest_latency_that_so_many_do_not_exceed() -> None:
    latencies = LatencyHistogram()
    assert latencies.percentile(50) is None
    for milliseconds in range(1, 101):
        latencies.add(milliseconds)
    assert (latencies.percentile(50), latencies.percentile(99), latencies.percentile(100)) == (50, 99, 100)


def test_a_latency_beyond_all_bins_still_counts_as_slow() -> None:
    latencies = LatencyHistogram()
    latencies.add(10 * LONGEST_COUNTED_MS)
    assert latencies.percentile(99) == LONGEST_COUNTED_MS


def test_an_alarm_counts_once_with_the_gravest_priority_it_reached() -> None:
    tally = Tally()
    tally.note_events(
        [
            change(1, AlarmChangeKind.RAISED, Priority.MEDIUM),
            change(1, AlarmChangeKind.ESCALATED, Priority.HIGH),
            change(1, AlarmChangeKind.DE_ESCALATED, Priority.MEDIUM),
            change(1, AlarmChangeKind.CLEARED, Priority.MEDIUM),
            change(2, AlarmChangeKind.RAISED, Priority.MEDIUM),
            change(0, AlarmChangeKind.PENDING, Priority.MEDIUM),
            change(3, AlarmChangeKind.RAISED, Priority.LOW, rule="BP-EARLY"),
        ]
    )
    assert tally.alarms() == [
        {"rule": "BP-EARLY", "priority": "low", "count": 1},
        {"rule": "BP-SEV", "priority": "medium", "count": 1},
        {"rule": "BP-SEV", "priority": "high", "count": 1},
    ]
