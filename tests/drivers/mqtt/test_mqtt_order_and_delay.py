"""Sequence numbers and delivery delays: duplicates, overtaking, gaps, restarts; wrong, drifting and stepping clocks."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.clock import MANUAL_START
from drivers.mqtt.delivery import STEP_ABOVE_S, STEP_AFTER_S, Delivery
from drivers.mqtt.numbering import REMEMBERED_MESSAGES, Numbering, Order
from drivers.mqtt.payloads import Kind
from drivers.observations import Stamp

START = datetime(2024, 5, 17, 14, 0, tzinfo=UTC)


def at(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def arrival(seconds: float) -> Stamp:
    return MANUAL_START.earlier(-seconds)


def judge_all(numbering: Numbering, row: list[int]) -> list[Order]:
    return [numbering.judge(Kind.SPO2, seq, at(seq)) for seq in row]


def test_duplicate_overtaken_and_gap() -> None:
    numbering = Numbering()
    assert judge_all(numbering, [1, 2, 2, 5, 4, 5, 6]) == [
        Order.NEW,
        Order.NEW,
        Order.DUPLICATE,
        Order.NEW,
        Order.OVERTAKEN,
        Order.DUPLICATE,
        Order.NEW,
    ]
    counts = numbering.counts
    assert (counts.duplicates, counts.overtaken, counts.missing, counts.restarts) == (2, 1, 2, 0)


def test_a_pressure_that_a_saturation_overtook_is_new_and_no_longer_missing() -> None:
    numbering = Numbering()
    numbering.judge(Kind.SPO2, 1, at(1))
    numbering.judge(Kind.SPO2, 3, at(3))
    assert numbering.counts.missing == 1
    assert numbering.judge(Kind.NIBP, 2, at(2)) is Order.NEW
    assert numbering.counts.missing == 0


def test_a_birth_starts_the_row_anew() -> None:
    numbering = Numbering()
    judge_all(numbering, [500, 501])
    assert numbering.born(0, at(502))
    assert numbering.judge(Kind.SPO2, 1, at(503)) is Order.NEW
    assert numbering.counts.missing == 0


def test_a_birth_delivered_twice_does_not_let_old_messages_in_again() -> None:
    numbering = Numbering()
    numbering.born(0, at(0))
    judge_all(numbering, [1, 2])
    assert not numbering.born(0, at(0))
    assert numbering.judge(Kind.SPO2, 2, at(2)) is Order.DUPLICATE


def test_a_restart_whose_birth_was_missed_is_noticed_by_time_and_number() -> None:
    numbering = Numbering()
    judge_all(numbering, [500])
    assert numbering.judge(Kind.SPO2, 0, at(600)) is Order.NEW
    assert numbering.judge(Kind.SPO2, 1, at(601)) is Order.NEW
    assert numbering.counts.restarts == 1


def test_a_device_whose_clock_is_set_back_goes_on() -> None:
    numbering = Numbering()
    judge_all(numbering, [500])
    assert numbering.judge(Kind.SPO2, 501, at(100)) is Order.NEW
    assert numbering.judge(Kind.SPO2, 502, at(101)) is Order.NEW
    assert numbering.counts.restarts == 0


def test_what_is_older_than_the_memory_is_still_no_new_message() -> None:
    numbering = Numbering()
    judge_all(numbering, list(range(REMEMBERED_MESSAGES + 10)))
    assert numbering.judge(Kind.SPO2, 3, at(3)) is Order.OVERTAKEN
    assert numbering.judge(Kind.SPO2, REMEMBERED_MESSAGES, at(REMEMBERED_MESSAGES)) is Order.DUPLICATE


@given(row=st.lists(st.integers(0, 30), max_size=40))
def test_accepted_numbers_of_one_kind_only_rise(row: list[int]) -> None:
    numbering = Numbering()
    accepted = [seq for seq in row if numbering.judge(Kind.SPO2, seq, at(seq)) is Order.NEW]
    assert accepted == sorted(set(accepted))


@pytest.mark.parametrize("clock_error_s", [0.0, -3600.0, 3600.0, 86_400.0 * 365])
def test_a_wrong_clock_changes_nothing(clock_error_s: float) -> None:
    delivery = Delivery()
    delays = [delivery.delay_s(arrival(n + 0.05), at(n + clock_error_s)) for n in range(10)]
    assert max(delays) < 0.01
    assert delivery.delay_s(arrival(70.0), at(10 + clock_error_s)) == pytest.approx(59.95, abs=0.1)


def test_a_burst_of_messages_that_waited_shows_how_long_each_did() -> None:
    delivery = Delivery()
    delivery.delay_s(arrival(0), at(0))
    delays = [delivery.delay_s(arrival(60), at(sent)) for sent in range(1, 61)]
    assert delays[0] == pytest.approx(59, abs=0.1)
    assert delays[-1] == pytest.approx(0, abs=0.1)
    assert delays == sorted(delays, reverse=True)


def test_a_birth_tells_the_distance_before_the_messages_that_waited() -> None:
    delivery = Delivery()
    delivery.born(arrival(100), at(100))
    assert delivery.delay_s(arrival(100.1), at(40)) == pytest.approx(60.1)


def test_a_clock_set_back_is_learnt_after_some_seconds() -> None:
    delivery = Delivery()
    delivery.delay_s(arrival(0), at(0))
    delays = [delivery.delay_s(arrival(n), at(n - 600)) for n in range(1, 20)]
    learnt_at = next(n for n, delay_s in enumerate(delays, start=1) if delay_s == 0)
    assert learnt_at == 1 + STEP_AFTER_S
    assert all(delay_s > 599 for delay_s in delays[: learnt_at - 1])
    assert max(delays[learnt_at:]) == 0


def test_a_slow_device_clock_does_not_age_its_values_in_a_day() -> None:
    delivery = Delivery()
    slow = 1 - 1e-4
    delays = [delivery.delay_s(arrival(minute * 60), at(minute * 60 * slow)) for minute in range(24 * 60)]
    assert max(delays) < STEP_ABOVE_S / 10


@given(steps=st.lists(st.tuples(st.floats(0, 100), st.floats(-100, 100)), max_size=30))
def test_a_delay_is_never_negative(steps: list[tuple[float, float]]) -> None:
    delivery = Delivery()
    moment = 0.0
    for waited_s, sent_s in steps:
        moment += waited_s
        assert delivery.delay_s(arrival(moment), at(sent_s)) >= 0
