"""No data is itself an alarm: when it comes, how it grows, and that data end it."""

import numpy as np

from monitor.alarms.engine import AlarmEngine, Watch
from monitor.alarms.pressure_bank import Belief
from monitor.alarms.rules import Profile, Silence


def make_engine() -> AlarmEngine:
    engine = AlarmEngine(Profile(name="test"), 2)
    for column in range(2):
        engine.watch(column, Watch.PATIENT)
    return engine


def run_until(engine: AlarmEngine, tick: int) -> list[tuple[float, int, str, str, str]]:
    found = []
    while (due := engine.next_due()) <= tick:
        found += [
            (edge.tick / 10, edge.column, edge.rule, edge.change.value, edge.priority.word) for edge in engine.fire(due)
        ]
    return found


def test_silence_is_low_then_medium_each_at_its_second() -> None:
    engine = make_engine()
    engine.data_seen(0, Silence.LINK, {0: 0})
    assert run_until(engine, 1000) == [
        (10.0, 0, "T-LINK", "raised", "low"),
        (30.0, 0, "T-LINK", "escalated", "medium"),
    ]


def test_data_end_it_in_the_same_tick() -> None:
    engine = make_engine()
    engine.data_seen(0, Silence.LINK, {0: 0})
    run_until(engine, 150)
    (edge,) = engine.data_seen(155, Silence.LINK, {0: 155})
    assert (edge.rule, edge.change.value, edge.tick) == ("T-LINK", "cleared", 155)
    assert run_until(engine, 254) == []
    assert run_until(engine, 255) == [(25.5, 0, "T-LINK", "raised", "low")]


def test_a_known_break_is_an_alarm_within_two_seconds() -> None:
    engine = make_engine()
    engine.data_seen(50, Silence.LINK, {1: 50})
    engine.silences.known_break(52, 1)
    ((second, column, rule, change, priority),) = run_until(engine, 72)
    assert (column, rule, change, priority) == (1, "T-LINK", "raised", "low")
    assert second - 5.2 <= 2.0


def test_silence_is_medium_at_once_while_a_physiological_alarm_stands() -> None:
    engine = make_engine()
    engine.data_seen(0, Silence.LINK, {0: 0})
    readings, present = np.array([[190.0, 0], [100, 0], [120, 0]]), np.array([True, False])
    engine.readings(5, readings, present, Belief.full(engine.columns))
    changes = run_until(engine, 100)
    assert changes == [(10.0, 0, "T-LINK", "raised", "low"), (10.0, 0, "T-LINK", "escalated", "medium")]


def test_a_slow_device_or_a_fast_clock_lengthens_the_times() -> None:
    engine = make_engine()
    engine.silences.scale(0, Silence.LINK, factor=60.0, shortest_s=0.0)
    engine.silences.scale(1, Silence.LINK, factor=1.0, shortest_s=20.0)
    engine.data_seen(0, Silence.LINK, {0: 0})
    engine.data_seen(0, Silence.LINK, {1: 0})
    assert [(second, column) for second, column, *_ in run_until(engine, 6000)] == [(20.0, 1), (30.0, 1), (600.0, 0)]


def test_where_no_data_are_expected_nothing_is_missing() -> None:
    engine = make_engine()
    engine.data_seen(0, Silence.PRESSURE, {0: None})
    assert run_until(engine, 1_000_000) == []
