"""The phase clock, what counts as read, and what keys mean."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.clock import ManualClock, ScaledClock
from drivers.observations import Stamp
from monitor.domain.vocabulary import Priority
from monitor.ui.flash import PAINTED_FOR_S, PaintedAlarms, phase_at, real_s
from monitor.ui.keys import ChairDigits, HeldKey

NUMBERS = frozenset({"1", "2", "3", "12"})


def edges(flags: list[bool]) -> int:
    return sum(before is False and after is True for before, after in pairwise(flags))


def test_flash_rates_and_duty_over_ten_seconds() -> None:
    phases = [phase_at(step / 1000) for step in range(10_000)]
    high, medium = [phase.high_on for phase in phases], [phase.medium_on for phase in phases]
    assert edges(high) == pytest.approx(20, abs=1)
    assert edges(medium) == pytest.approx(6, abs=1)
    assert sum(high) / len(high) == pytest.approx(0.5, abs=0.01)
    assert sum(medium) / len(medium) == pytest.approx(0.5, abs=0.01)


def test_a_fast_clock_does_not_flash_faster() -> None:
    fast = ScaledClock(20.0, Stamp(0, 0))
    real_now_s = fast.now().mono_ns / 20 / 1e9
    assert real_s(fast) == pytest.approx(real_now_s, abs=1.0)
    clock = ManualClock()
    clock.move(3.0)
    assert real_s(clock) == pytest.approx(3.0)


def test_an_alarm_is_read_after_a_second_on_screen() -> None:
    painted, key = PaintedAlarms(), (1, Priority.HIGH)
    painted.note(frozenset({key}), 10.0)
    painted.note(frozenset({key}), 10.5)
    assert not painted.is_read(key, 10.99)
    assert painted.is_read(key, 11.0)


def test_an_alarm_that_was_hidden_starts_anew() -> None:
    painted, key = PaintedAlarms(), (1, Priority.HIGH)
    painted.note(frozenset({key}), 10.0)
    painted.note(frozenset(), 12.0)
    painted.note(frozenset({key}), 12.1)
    assert not painted.is_read(key, 12.5)


def test_an_alarm_that_became_graver_starts_anew() -> None:
    painted = PaintedAlarms()
    painted.note(frozenset({(1, Priority.MEDIUM)}), 10.0)
    painted.note(frozenset({(1, Priority.HIGH)}), 15.0)
    assert not painted.is_read((1, Priority.HIGH), 15.3)


@given(st.lists(st.tuples(st.floats(0.0, 0.4), st.booleans()), min_size=1, max_size=30))
def test_nothing_counts_as_read_that_was_not_seen_for_a_second_without_a_break(steps: list[tuple[float, bool]]) -> None:
    painted, key, now_s = PaintedAlarms(), (1, Priority.LOW), 0.0
    seen_since_s: float | None = None
    for pause_s, visible in steps:
        now_s += pause_s
        painted.note(frozenset({key}) if visible else frozenset(), now_s)
        seen_since_s = (now_s if seen_since_s is None else seen_since_s) if visible else None
    assert painted.is_read(key, now_s) == (seen_since_s is not None and now_s - seen_since_s >= PAINTED_FOR_S)


def test_digits_select_chairs() -> None:
    digits = ChairDigits()
    assert digits.press("1", now_s=10.0, numbers=NUMBERS) == "1"
    assert digits.press("2", now_s=10.5, numbers=NUMBERS) == "12"
    assert digits.press("3", now_s=10.8, numbers=NUMBERS) == "3"
    assert digits.press("1", now_s=20.0, numbers=NUMBERS) == "1"
    assert digits.press("2", now_s=21.5, numbers=NUMBERS) == "2"
    assert digits.press("9", now_s=30.0, numbers=NUMBERS) is None


def test_a_held_key_acts_once_after_a_second() -> None:
    key = HeldKey()
    assert not key.acts(5.0)
    key.press(5.0)
    assert not key.acts(5.9)
    assert key.acts(6.0)
    assert not key.acts(7.0)


def test_a_key_let_go_in_time_does_nothing() -> None:
    key = HeldKey()
    key.press(5.0)
    key.release()
    assert not key.acts(9.0)
