"""How numbers, ages and times are said."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from monitor.domain.vocabulary import Direction
from monitor.ui.presenter import words
from monitor.ui.words import tr_n


@pytest.mark.parametrize(("value", "text"), [(97.5, "98"), (97.49, "97"), (0.0, "0"), (-3.5, "−4"), (-0.2, "0")])
def test_whole_numbers_round_half_away_from_zero(value: float, text: str) -> None:
    assert words.whole(value) == text


@pytest.mark.parametrize(("value", "text"), [(24.2, "+24"), (-4.0, "−4"), (0.3, "±0"), (-0.3, "±0")])
def test_a_rise_is_signed(value: float, text: str) -> None:
    assert words.signed(value) == text


@pytest.mark.parametrize(
    ("age_s", "text"),
    [(None, ""), (0.0, "now"), (59.9, "now"), (60.0, "1 min ago"), (299.0, "4 min ago"), (7200.0, "2 h ago")],
)
def test_age_of_a_cuff_reading(age_s: float | None, text: str) -> None:
    assert words.age(age_s) == text


@pytest.mark.parametrize(
    ("age_s", "text"), [(None, ""), (1.9, "now"), (2.0, "2 s ago"), (59.0, "59 s ago"), (61.0, "1 min ago")]
)
def test_age_of_a_continuous_value(age_s: float | None, text: str) -> None:
    assert words.short_age(age_s) == text


@pytest.mark.parametrize(
    ("next_in_s", "text"),
    [
        (None, ""),
        (55.0, "next in 1 min"),
        (61.0, "next in 2 min"),
        (0.0, "due now"),
        (-59.0, "due now"),
        (-60.0, "overdue 1 min"),
        (-125.0, "overdue 2 min"),
    ],
)
def test_when_the_next_reading_is_due(next_in_s: float | None, text: str) -> None:
    assert words.due(next_in_s) == text


@pytest.mark.parametrize(("span_s", "text"), [(0.0, "0:00"), (25.9, "0:25"), (3599.0, "59:59"), (3900.0, "1 h 05")])
def test_spans(span_s: float, text: str) -> None:
    assert words.stopwatch(span_s) == text


def test_a_countdown_never_says_zero_while_something_runs() -> None:
    assert words.countdown(0.2) == "0:01"


@pytest.mark.parametrize(
    ("direction", "arrow"),
    [(Direction.UP, "↗"), (Direction.DOWN, "↘"), (Direction.STEADY, ""), (Direction.UNKNOWN, "")],
)
def test_an_arrow_stands_only_where_the_room_is_sure_of_a_direction(direction: Direction, arrow: str) -> None:
    assert words.arrow(direction) == arrow


def test_times_are_local_to_the_zone_asked_for() -> None:
    moment = datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)
    assert words.local_clock(moment, UTC) == "22:13:20"
    assert words.local_minute(moment, timezone(timedelta(hours=5, minutes=30))) == "03:43"


def test_nouns_follow_their_number() -> None:
    assert tr_n(1, "{count} open check", "{count} open checks") == "1 open check"
    assert tr_n(3, "{count} open check", "{count} open checks") == "3 open checks"
