"""VVS: a steep fall of the rate, its boundaries, its graver stage, and its end."""

import pytest
from test_quality_gate import feed, fire_until, make_engine, raised

from monitor.alarms.arrays import Edge
from monitor.alarms.engine import AlarmEngine
from monitor.domain.vocabulary import AlarmChangeKind, AlarmState, Priority


def fallen(rate: float, *, before: float = 70.0, seconds: int = 20) -> tuple[AlarmEngine, list[Edge]]:
    """A minute at one rate, then at another one."""
    engine = make_engine()
    for second in range(60):
        feed(engine, second, rate=before)
    edges = [edge for second in range(60, 60 + seconds) for edge in feed(engine, second, rate=rate)]
    return engine, [edge for edge in edges if edge.rule == "VVS"]


@pytest.mark.parametrize(
    ("before", "rate", "raises"),
    [
        (72, 55, False), (72, 54, True), (72, 53, True),  # below 55, and 54 is exactly a quarter below 72
        (64, 49, False), (64, 48, True), (64, 47, True),
        (52, 41, False), (52, 39, True),
    ],
)  # fmt: skip
def test_a_quarter_below_the_minute_before_and_below_55(before: float, rate: float, *, raises: bool) -> None:
    _, edges = fallen(rate, before=before)
    assert bool(raised(edges, "VVS")) is raises


def test_it_comes_five_seconds_after_the_fall_and_becomes_high_below_40() -> None:
    _, edges = fallen(45)
    (edge,) = raised(edges, "VVS")
    assert (edge.tick, edge.priority, edge.delay_s) == (650, Priority.MEDIUM, 5)
    _, edges = fallen(39)
    assert [(edge.tick, edge.change, edge.priority) for edge in edges[1:]] == [
        (650, AlarmChangeKind.RAISED, Priority.MEDIUM),
        (650, AlarmChangeKind.ESCALATED, Priority.HIGH),
    ]


def test_a_cuff_that_fails_meanwhile_makes_it_high_and_otherwise_does_nothing() -> None:
    engine, _ = fallen(45)
    (edge,) = engine.cuff_failed(800, 0)
    assert (edge.rule, edge.change, edge.priority) == ("VVS", AlarmChangeKind.ESCALATED, Priority.HIGH)
    assert engine.cuff_failed(810, 0) == []
    assert make_engine().cuff_failed(10, 0) == []


def test_a_slow_decline_is_no_fall_and_too_short_a_past_says_nothing() -> None:
    engine = make_engine()
    edges = [edge for second in range(600) for edge in feed(engine, second, rate=70 - second / 25)]
    assert not raised(edges, "VVS")
    engine = make_engine()
    edges = [edge for second in range(20) for edge in feed(engine, second, rate=70.0 if second < 2 else 45.0)]
    assert not raised(edges, "VVS")


def test_it_ends_after_thirty_seconds_at_60_and_stays_latched_until_seen() -> None:
    engine, _ = fallen(45)
    edges = [edge for second in range(80, 120) for edge in feed(engine, second, rate=59.0)]
    assert not [edge for edge in edges if edge.rule == "VVS"]
    edges = [edge for second in range(120, 160) for edge in feed(engine, second, rate=60.0)]
    assert [(edge.tick, edge.change) for edge in edges if edge.rule == "VVS"] == [(1500, AlarmChangeKind.LATCHED)]
    acknowledged = engine.acknowledge(1700, 0, "VVS")
    assert [edge.change for edge in acknowledged] == [AlarmChangeKind.ACKNOWLEDGED, AlarmChangeKind.CLEARED]


def test_without_data_it_stays_as_it_is() -> None:
    engine, _ = fallen(45)
    assert not [edge for edge in fire_until(engine, 6000) if edge.rule == "VVS"]
    states = {standing.rule: standing.state for standing in engine.standing(0)}
    assert states["VVS"] is AlarmState.ACTIVE


def test_a_cuff_that_fails_once_the_rate_has_come_back_does_not_make_it_high() -> None:
    engine, _ = fallen(45)
    for second in range(80, 90):  # within the clear hold: the alarm still stands
        feed(engine, second, rate=72.0)
    assert engine.stands("VVS", 0)
    assert engine.cuff_failed(900, 0) == []
    feed(engine, 91, rate=45.0)
    assert [edge.priority for edge in engine.cuff_failed(915, 0)] == [Priority.HIGH]
