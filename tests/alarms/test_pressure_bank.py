"""Pressure rules: limits, rise in mmHg and per cent over the frozen baseline, floors, confirmation, hysteresis."""

from dataclasses import replace

import numpy as np
import pytest

from monitor.alarms.pressure_bank import Belief, PressureBank
from monitor.alarms.pressure_rules import PressureRule
from monitor.alarms.rules import SHIPPED_RULES
from monitor.domain.vocabulary import Priority


def shipped(name: str) -> PressureRule:
    (found,) = [item for item in SHIPPED_RULES if item.rule == name and isinstance(item, PressureRule)]
    return found


def make_bank(*rules: PressureRule, baseline: tuple[float, float, float] | None = None) -> PressureBank:
    bank = PressureBank(rules, 1)
    bank.enabled[:] = True
    systolic, diastolic, mean = baseline or (None, None, None)
    bank.set_baseline(0, systolic=systolic, diastolic=diastolic, mean=mean)
    return bank


def feed(
    bank: PressureBank, second: int, systolic: float, diastolic: float = 70, mean: float | None = None
) -> list[str]:
    """Judge one reading; "rule change priority" of what happened."""
    only = np.ones(1, dtype=bool)
    edges = []
    while bank.next_due() <= second * 10:
        edges += bank.fire(bank.next_due(), only)
    parts = np.array([[systolic], [diastolic], [np.nan if mean is None else mean]])
    edges += bank.apply(second * 10, parts, only, Belief.full(1))
    return [f"{edge.rule} {edge.change.value} {edge.priority.word}" for edge in edges]


@pytest.mark.parametrize(("systolic", "diastolic", "raises"), [(159, 99, False), (160, 70, True), (120, 100, True)])
def test_fixed_limits_need_no_baseline(systolic: float, diastolic: float, raises: bool) -> None:  # noqa: FBT001
    bank = make_bank(shipped("BP-MOD"))
    assert feed(bank, 1, systolic, diastolic) == (["BP-MOD raised medium"] if raises else [])


@pytest.mark.parametrize(("systolic", "raises"), [(142, False), (143, True)])
def test_thirty_per_cent_over_the_baseline(systolic: float, raises: bool) -> None:  # noqa: FBT001
    bank = make_bank(shipped("BP-MOD"), baseline=(110, 70, 83))
    assert bool(feed(bank, 1, systolic)) is raises


@pytest.mark.parametrize("systolic", range(90, 140))
def test_a_rise_below_140_is_no_hypertension_however_low_the_baseline(systolic: int) -> None:
    bank = make_bank(shipped("BP-MOD"), shipped("BP-EARLY"), baseline=(90, 60, 70))
    assert feed(bank, 1, systolic, 60, 84) == []


@pytest.mark.parametrize(("systolic", "raises"), [(149, False), (150, True)])
def test_a_rise_in_mmhg(systolic: float, raises: bool) -> None:  # noqa: FBT001
    rule = PressureRule(rule="R", op=">=", priority=Priority.LOW, rise_mmhg=40, rise_clear_mmhg=30)
    bank = make_bank(rule, baseline=(110, 70, 83))
    assert bool(feed(bank, 1, systolic)) is raises
    if raises:
        assert feed(bank, 2, 141) == []
        assert feed(bank, 3, 140) == ["R cleared low"]


def test_one_reading_is_never_high_and_a_second_one_confirms() -> None:
    bank = make_bank(shipped("BP-SEV"))
    assert feed(bank, 0, 184, 96) == ["BP-SEV raised medium"]
    assert feed(bank, 60, 182, 96) == ["BP-SEV escalated high"]
    assert feed(bank, 120, 186, 96) == []


@pytest.mark.parametrize(("repeatable", "due"), [(False, 1800), (True, 2100)])
def test_without_a_repeat_in_time_it_is_high_not_repeated(due: int, *, repeatable: bool) -> None:
    """Where the station itself repeats, the first repeat may fail: two of them fit into three and a half minutes."""
    bank, only = make_bank(shipped("BP-SEV")), np.ones(1, dtype=bool)
    belief = replace(Belief.full(1), repeatable=only & repeatable)
    bank.apply(0, np.array([[184.0], [96.0], [np.nan]]), only, belief)
    assert bank.next_due() == due
    edges = bank.fire(due, only)
    assert [(edge.tick, edge.priority, edge.confirmed) for edge in edges] == [(due, Priority.HIGH, False)]


@pytest.mark.parametrize(("systolic", "diastolic", "ends"), [(173, 90, False), (172, 106, False), (172, 105, True)])
def test_a_severe_pressure_ends_only_below_its_own_clear_values(
    systolic: float,
    diastolic: float,
    ends: bool,  # noqa: FBT001
) -> None:
    bank = make_bank(shipped("BP-SEV"))
    feed(bank, 0, 184, 96)
    feed(bank, 60, 184, 96)
    changes = feed(bank, 120, systolic, diastolic)
    assert changes == (["BP-SEV latched high"] if ends else [])


def test_an_acknowledged_pressure_that_is_confirmed_sounds_again() -> None:
    bank = make_bank(shipped("BP-SEV"))
    feed(bank, 0, 184)
    bank.acknowledge(10, 0, 0)
    assert feed(bank, 60, 184) == ["BP-SEV escalated high"]


@pytest.mark.hazard("H24")
@pytest.mark.parametrize(("baseline", "limit"), [(None, 90), (95, 80.75), (90, 80), (125, 90)])
def test_the_low_limit_follows_a_low_baseline(baseline: float | None, limit: float) -> None:
    bank = make_bank(shipped("BP-LOW"), baseline=None if baseline is None else (baseline, 60, 75))
    bank.at_rest[:] = False
    assert bank.limit[0, 0, 0] == pytest.approx(limit)
    assert feed(bank, 1, limit, 50) == []
    assert feed(bank, 2, limit - 1, 50) == ["BP-LOW raised medium"]
    assert feed(bank, 3, limit + 5, 50) == ["BP-LOW latched medium"]


def test_clear_never_overlaps_with_raise_for_any_baseline() -> None:
    for name in ("BP-SEV", "BP-MOD", "BP-EARLY", "BP-LOW"):
        for baseline in range(80, 190):
            bank = make_bank(shipped(name), baseline=(baseline, baseline * 0.6, baseline * 0.75))
            sign = 1 if shipped(name).op.startswith(">") else -1
            limits, clears = bank.limit[0, :, 0], bank.clear[0, :, 0]
            judged = ~np.isnan(limits)
            assert judged.any()
            assert (sign * (limits - clears))[judged].min() >= 0, (name, baseline)


def test_a_device_without_mean_can_raise_and_clear() -> None:
    bank = make_bank(shipped("BP-MOD"), baseline=(120, 70, 85))
    assert feed(bank, 1, 165, 80, None) == ["BP-MOD raised medium"]
    assert feed(bank, 2, 120, 70, None) == ["BP-MOD cleared medium"]


def test_raising_all_parts_together_never_removes_an_alarm() -> None:
    for extra in range(0, 60, 3):
        bank = make_bank(shipped("BP-SEV"), shipped("BP-MOD"), shipped("BP-EARLY"), baseline=(118, 72, 87))
        before = {change.split()[0] for change in feed(bank, 1, 142 + extra, 85 + extra, 104 + extra)}
        bank = make_bank(shipped("BP-SEV"), shipped("BP-MOD"), shipped("BP-EARLY"), baseline=(118, 72, 87))
        after = {change.split()[0] for change in feed(bank, 1, 145 + extra, 88 + extra, 107 + extra)}
        assert before <= after
