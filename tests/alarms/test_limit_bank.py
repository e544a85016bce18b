"""Limit rules: boundaries, delay, hysteresis, hold, missing and doubtful samples; one bank, many columns."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.alarms.arrays import NEVER, TILE_COLUMNS, Edge
from monitor.alarms.limit_bank import CHANNELS, LimitBank
from monitor.alarms.limits import resolve_clear, resolve_limit
from monitor.alarms.rules import SHIPPED_RULES, Channel, LimitRule, Op
from monitor.domain.vocabulary import AlarmChangeKind, Priority

SPO2_ROW = 1


def rule(**changes: object) -> LimitRule:
    fields: dict[str, object] = {
        "rule": "R",
        "channel": Channel.SPO2,
        "op": "<",
        "priority": Priority.MEDIUM,
        "limit": 90,
        "delay_s": 10,
        "clear_margin": 1,
        "hold_s": 20,
    }
    return LimitRule(**{**fields, **changes})  # type: ignore[arg-type]  # a test names fields freely


def make_bank(*rules: LimitRule, columns: int = 1) -> LimitBank:
    bank = LimitBank(rules or (rule(),), columns)
    bank.enabled[:] = True
    for column in range(columns):
        bank.set_baseline(column, rate=None, spo2=None)
    return bank


def feed(bank: LimitBank, second: int, value: float | None, *, solid: bool = True, column: int = 0) -> list[str]:
    """Let the timers up to this second run out, then judge one saturation; "change@seconds" of what happened."""
    edges: list[Edge] = []
    while (due := bank.next_due()) <= second * 10:
        edges += bank.fire(due, np.ones(bank.columns, dtype=bool))
    values = np.full((len(CHANNELS), bank.columns), np.nan)
    usable = np.zeros((len(CHANNELS), bank.columns), dtype=bool)
    if value is not None:
        values[SPO2_ROW, column] = value
        usable[SPO2_ROW, column] = True
    edges += bank.apply(second * 10, values, usable=usable, solid=usable & solid)
    return [f"{edge.change.value}@{edge.tick / 10:g}" for edge in edges]


@pytest.mark.parametrize(
    ("op", "value", "raises"),
    [
        ("<", 89, True), ("<", 90, False), ("<", 91, False),
        ("<=", 89, True), ("<=", 90, True), ("<=", 91, False),
        (">", 89, False), (">", 90, False), (">", 91, True),
        (">=", 89, False), (">=", 90, True), (">=", 91, True),
    ],
)  # fmt: skip
def test_each_operator_at_the_limit_and_one_beside(op: Op, value: float, raises: bool) -> None:  # noqa: FBT001
    bank = make_bank(rule(op=op, delay_s=0))
    assert feed(bank, 1, value) == (["raised@1"] if raises else [])


def test_the_delay_runs_from_the_first_violating_sample() -> None:
    bank = make_bank()
    assert feed(bank, 5, 88) == ["pending@5"]
    assert [feed(bank, second, 88) for second in range(6, 15)] == [[]] * 9
    assert feed(bank, 15, 88) == ["raised@15"]


def test_a_timer_fires_before_the_sample_of_the_same_instant() -> None:
    bank = make_bank()
    for second in range(5, 15):
        feed(bank, second, 88)
    assert feed(bank, 15, 95) == ["raised@15"]


def test_one_good_sample_resets_the_delay_and_a_missing_one_does_not() -> None:
    bank = make_bank()
    feed(bank, 1, 88)
    assert feed(bank, 4, None) == []
    assert feed(bank, 5, 95) == ["withdrawn@5"]
    assert feed(bank, 6, 88) == ["pending@6"]
    for second in (7, 9, 11, 13, 15):
        feed(bank, second, 88)
    assert feed(bank, 16, 88) == ["raised@16"]


def test_it_fires_only_while_the_last_value_is_fresh_and_then_with_the_next_one() -> None:
    bank = make_bank()
    feed(bank, 1, 88)
    feed(bank, 2, 88)
    assert feed(bank, 20, None) == [], "the last value was 9 s old when the delay ran out"
    assert feed(bank, 21, 88) == ["raised@21"]


def test_a_doubtful_sample_may_raise_but_neither_resets_nor_clears() -> None:
    bank = make_bank(rule(hold_s=0))
    feed(bank, 1, 88)
    assert feed(bank, 2, 97, solid=False) == []
    for second in range(3, 11):
        feed(bank, second, 88, solid=False)
    assert feed(bank, 11, 88, solid=False) == ["raised@11"]
    assert feed(bank, 12, 97, solid=False) == []
    assert feed(bank, 13, 97) == ["cleared@13"]


def test_it_clears_at_the_clear_value_after_the_hold_and_not_between() -> None:
    bank = make_bank(rule(delay_s=0))
    feed(bank, 1, 88)
    assert feed(bank, 2, 90) == [], "90 does not violate, but 91 is where it clears"
    for second in range(3, 23):
        assert feed(bank, second, 91) == []
    assert feed(bank, 23, 91) == ["cleared@23"]


def test_missing_samples_never_clear() -> None:
    bank = make_bank(rule(delay_s=0))
    feed(bank, 1, 88)
    feed(bank, 2, 95)
    for second in range(3, 600):
        assert feed(bank, second, None) == []
    assert feed(bank, 600, 95) == [], "a hold is made of values: the gap began it anew"
    assert [feed(bank, second, 95) for second in range(601, 620)] == [[]] * 19
    assert feed(bank, 620, 95) == ["cleared@620"]


def test_a_relapse_during_the_hold_keeps_the_alarm() -> None:
    bank = make_bank(rule(delay_s=0))
    feed(bank, 1, 88)
    for second in range(2, 10):
        feed(bank, second, 95)
    assert feed(bank, 10, 88) == []
    for second in range(11, 31):
        assert feed(bank, second, 95) == []
    assert feed(bank, 31, 95) == ["cleared@31"]


def test_a_latching_rule_stays_until_it_is_acknowledged() -> None:
    bank = make_bank(rule(delay_s=0, hold_s=0, latching=True))
    feed(bank, 1, 80)
    assert feed(bank, 2, 95) == ["latched@2"]
    assert [edge.change for edge in bank.acknowledge(30, 0, 0)] == [
        AlarmChangeKind.ACKNOWLEDGED,
        AlarmChangeKind.CLEARED,
    ]
    assert feed(bank, 4, 80) == ["raised@4"]
    assert [edge.change for edge in bank.acknowledge(45, 0, 0)] == [AlarmChangeKind.ACKNOWLEDGED]
    assert feed(bank, 5, 95) == ["cleared@5"], "somebody has seen it: no need to stay"


def test_columns_beyond_one_tile_are_judged_alike() -> None:
    columns = TILE_COLUMNS + 3
    bank = make_bank(rule(delay_s=0), columns=columns)
    values = np.full((len(CHANNELS), columns), 88.0)
    usable = np.ones((len(CHANNELS), columns), dtype=bool)
    edges = bank.apply(10, values, usable=usable, solid=usable)
    assert sorted(edge.column for edge in edges) == list(range(columns))
    assert {edge.value for edge in edges} == {88.0}


def test_a_rule_that_is_not_enabled_or_has_no_limit_is_not_judged() -> None:
    bank = make_bank(rule(delay_s=0), rule(rule="REL", delay_s=0, limit=None, baseline_ratio=0.9))
    bank.enabled[0] = False
    assert feed(bank, 1, 10) == []
    bank.set_baseline(0, rate=None, spo2=100)
    assert feed(bank, 2, 89) == ["raised@2"]


@pytest.mark.parametrize(
    ("name", "baseline", "limit", "clear"),
    [
        ("HR-LO", 100, 50, 53),
        ("HR-LO", 55, 44, 47),
        ("HR-LO", 40, 38, 41),
        ("HR-XLO", 100, 40, 43),
        ("HR-REL", 60, 105, 100),
    ],
)
def test_limits_follow_the_baseline_within_their_bounds(name: str, baseline: float, limit: float, clear: float) -> None:
    (found,) = [item for item in SHIPPED_RULES if item.rule == name and isinstance(item, LimitRule)]
    assert resolve_limit(found, baseline) == limit
    assert resolve_clear(found, limit) == clear


@given(st.lists(st.one_of(st.none(), st.floats(60, 100)), max_size=80))
def test_without_a_violating_sample_there_is_no_alarm_and_with_one_none_before_its_delay(
    samples: list[float | None],
) -> None:
    bank = make_bank()
    first: int | None = None
    for second, value in enumerate(samples):
        if first is None and value is not None and value < 90:
            first = second
        changes = feed(bank, second, value)
        if any(change.startswith("raised") for change in changes):
            assert first is not None
            assert second - first >= 10
    assert first is not None or bank.next_due() == NEVER
