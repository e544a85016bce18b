"""The numbers of a place in words: value, age, doubt and what comes next."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ui_builders import chair, number, pressure

from drivers.observations import Quality
from monitor.port.snapshot import Freshness, NumberView, PressureView
from monitor.ui.presenter.numbers import number_value, numbers, pressure_value
from monitor.ui.presenter.words import DASHES


def test_a_value_called_too_old_is_dashes_even_if_the_number_is_still_there() -> None:
    old = NumberView(value=96.0, freshness=Freshness.DASHES, why="no data")
    assert number_value(old) == DASHES
    reading = replace(pressure(184, 96), freshness=Freshness.DASHES)
    assert pressure_value(reading) == DASHES


@given(
    value=st.none() | st.floats(30, 250),
    freshness=st.sampled_from(Freshness),
    quality=st.sampled_from(Quality),
    age_s=st.none() | st.floats(0, 5000),
)
def test_a_number_shows_exactly_when_the_room_gives_one_that_may_be_shown(
    value: float | None, freshness: Freshness, quality: Quality, age_s: float | None
) -> None:
    place = replace(chair(), spo2=NumberView(value=value, freshness=freshness, quality=quality, age_s=age_s))
    shown = numbers(place).spo2
    may_show = value is not None and freshness is not Freshness.DASHES
    assert (shown.value != DASHES) == may_show
    assert shown.faded == (freshness is not Freshness.FRESH or quality is Quality.QUESTIONABLE)
    if may_show:
        assert abs(float(shown.value) - (value or 0.0)) <= 0.5


def test_a_grey_number_says_how_old_it_is() -> None:
    grey = replace(number(97), freshness=Freshness.GREY, age_s=5.2)
    shown = numbers(replace(chair(), spo2=grey)).spo2
    assert (shown.value, shown.detail, shown.faded) == ("97", ("5 s ago",), True)


def test_a_missing_number_says_why() -> None:
    off = NumberView(value=None, freshness=Freshness.DASHES, why="probe off")
    assert numbers(replace(chair(), spo2=off)).spo2.detail == ("probe off",)


def test_a_doubtful_number_says_why() -> None:
    doubtful = replace(number(88), quality=Quality.QUESTIONABLE, why="low perfusion")
    shown = numbers(replace(chair(), rate=doubtful)).rate
    assert shown.detail == ("doubtful: low perfusion", "doubtful")
    assert shown.faded


@pytest.mark.hazard("H49")
@pytest.mark.parametrize(
    ("source", "label"), [("ecg", "HR ECG /min"), ("oximeter", "Pulse /min"), ("cuff", "Pulse cuff /min")]
)
def test_every_number_names_itself_and_its_unit(source: str, label: str) -> None:
    shown = numbers(replace(chair(), rate=number(70, source=source)))
    assert shown.rate.label[0] == label
    assert "mmHg" in shown.pressure.label[0]
    assert "%" in shown.spo2.label[0]
    assert shown.pressure.detail[0].startswith("mean ")


@pytest.mark.parametrize(
    ("reading", "value", "detail", "following"),
    [
        (pressure(131, 79, age_s=20, next_in_s=281), "131/79", "mean 96 · now", "next in 5 min"),
        (replace(pressure(131, 79), measuring=True), "131/79", "mean 96 · 2 min ago", "measuring now"),
        (replace(pressure(131, 79), mean=None), "131/79", "2 min ago", "next in 1 min"),
        (replace(pressure(131, 79), entered=True), "131/79", "mean 96 · 2 min ago · entered", "next in 1 min"),
        (
            replace(pressure(131, 79), why="motion"),
            "131/79",
            "mean 96 · 2 min ago",
            "next in 1 min · last try failed: motion",
        ),
        (pressure(None, None), DASHES, "no reading yet", "next in 1 min"),
        (replace(pressure(None, None, next_in_s=-130), age_s=1200), DASHES, "last reading 20 min ago", "overdue 2 min"),
        (replace(pressure(142, 79), diastolic=None, mean=None), "142/–", "2 min ago", "next in 1 min"),
    ],
)
def test_pressures_carry_their_age_and_when_the_next_is_due(
    reading: PressureView, value: str, detail: str, following: str
) -> None:
    shown = numbers(replace(chair(), pressure=reading))
    assert shown.pressure.value == value
    assert shown.pressure.detail[0] == detail
    assert shown.next_cuff[0] == following


def test_with_one_line_only_an_overdue_reading_counts_more_than_its_age() -> None:
    fresh, late = numbers(chair()), numbers(replace(chair(), pressure=pressure(131, 79, next_in_s=-200)))
    assert fresh.cuff_brief == ("2 min ago · next in 1 min", "2 min ago")
    assert late.cuff_brief[-1] == "overdue 3 min"
