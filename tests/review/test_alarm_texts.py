"""Value, limit and peak of an alarm as a reviewer reads them."""

from dataclasses import replace
from math import inf, nextafter

import numpy as np
import pytest

from drivers.observations import Parameter
from monitor.domain.vocabulary import AlarmKind, Priority
from monitor.port.figures import figure
from monitor.reports.words_of_rows import alarm_words
from monitor.review.alarm_rows import AlarmRow
from monitor.review.alarm_texts import limit_text, peak_text, unit_text, value_text

SPO2 = AlarmRow(
    alarm_id=1,
    rule="O2-LO",
    words="SpO₂ fallen",
    kind=AlarmKind.PHYSIOLOGICAL,
    priority=Priority.MEDIUM,
    place_id="1",
    parameter=Parameter.SPO2.value,
    due_utc_ms=0,
    raised_utc_ms=0,
    value=88.0,
    op="<",
    limit=90.0,
    baseline=None,
    shown="",
    confirmed=None,
    why="",
    peak=84.0,
    ended_utc_ms=None,
    duration_s=None,
    sound_silenced=None,
    person_going=None,
    action_noted=None,
    mark=None,
)
PRESSURE = replace(
    SPO2, rule="BP-SEV", parameter="systolic", op=">=", value=184.0, limit=180.0, shown="184/96", peak=190.0
)
SILENT = replace(
    SPO2, rule="T-SPO2", kind=AlarmKind.TECHNICAL, parameter="spo2", op=">", value=10.0, limit=10.0, peak=25.0
)


def test_a_value_stands_beside_its_limit_with_its_unit() -> None:
    assert (value_text(SPO2), limit_text(SPO2), peak_text(SPO2)) == ("88", "< 90 %", "84")
    assert (value_text(PRESSURE), limit_text(PRESSURE)) == ("184/96", "≥ 180 mmHg")
    rate = replace(SPO2, parameter="rate", op=">", value=131.0, limit=130.0)
    assert (value_text(rate), limit_text(rate)) == ("131", "> 130 /min")


@pytest.mark.hazard("H49")
@pytest.mark.parametrize(
    ("value", "limit", "expected"),
    [
        (89.96, 90.0, "89.96"),
        (89.6, 90.0, "89.6"),
        (90.04, 90.0, "90.04"),
        (130.0004, 130.0, "130.0004"),
        (90.0, 90.0, "90"),
    ],
)
def test_a_value_is_never_rounded_onto_its_limit(value: float, limit: float, expected: str) -> None:
    assert figure(value, limit) == expected
    assert value_text(replace(SPO2, value=value, limit=limit)) == expected


PAIRS = (153.996, 154.0, 154.04, 153.949, 89.96, 90.0, 90.04, 130.0000004, 130.0, 1e-9, 0.0)


@pytest.mark.hazard("H49")
@pytest.mark.parametrize("op", [">", ">=", "<", "<="])
def test_no_two_different_numbers_stand_beside_each_other_as_one(op: str) -> None:
    for value in PAIRS:
        for limit in PAIRS:
            row = replace(SPO2, value=value, limit=limit, op=op, peak=value)
            said = limit_text(row).split()[1]
            assert (value_text(row) == said) == (value == limit)
            assert (peak_text(row) == said) == (value == limit)
            assert (float(value_text(row)) < float(said)) == (value < limit)
            pressed = replace(PRESSURE, value=value, limit=limit, op=op, shown=f"{value:.0f}/84", peak=200.0)
            shown = float(value_text(pressed).partition("/")[0])
            written = float(limit_text(pressed).split()[1])
            assert ((shown > written) - (shown < written)) == ((value > limit) - (value < limit))


@pytest.mark.hazard("H49")
def test_exports_say_the_same_as_the_window() -> None:
    words = alarm_words(replace(SPO2, value=89.96, peak=89.996))
    assert "; value 89.96 %; limit < 90 %; peak 89.996 %; " in words
    assert "; value 184/96 mmHg; limit ≥ 180 mmHg; peak 190 mmHg; " in alarm_words(PRESSURE)
    assert "value silent 10 s" in alarm_words(SILENT)
    assert "limit" not in alarm_words(SILENT)


def test_a_mean_stands_before_the_reading_it_is_of_and_a_chance_is_no_limit_of_a_pressure() -> None:
    mean = replace(PRESSURE, rule="BP-LOW", parameter="mean", op="<", value=58.0, limit=60.0, peak=57.0, shown="84/45")
    assert (value_text(mean), limit_text(mean), peak_text(mean)) == ("58 (84/45)", "< 60 mmHg", "57")
    chance = replace(SPO2, rule="BP-FCST", parameter="forecast", op=">=", value=0.4, limit=0.3, shown="128–151")
    assert (value_text(chance), limit_text(chance), unit_text(chance)) == ("128–151", "", "")


@pytest.mark.hazard("H49")
def test_a_reading_in_words_does_not_hide_the_difference_either() -> None:
    near = replace(PRESSURE, rule="BP-CUSUM", op=">", value=121.4, limit=121.0, shown="121/84")
    assert value_text(near) == "121.4"
    assert value_text(replace(near, parameter="diastolic", value=84.4, limit=84.0)) == "84.4"
    assert value_text(replace(near, value=122.0, shown="122/84")) == "122/84"


def test_what_was_missing_is_said_in_words_and_has_no_peak() -> None:
    assert (value_text(SILENT), limit_text(SILENT), peak_text(SILENT)) == ("silent 10 s", "", "")
    assert value_text(replace(SILENT, why="sensor off the patient")) == "sensor off the patient"
    assert value_text(replace(SILENT, value=None)) == ""
    assert value_text(replace(SPO2, value=None, shown="faint")) == "faint"
    assert figure(-0.25) == "-0.2"


def test_the_last_digits_of_arithmetic_are_no_difference_and_no_type_is_written_out() -> None:
    assert (figure(119.0, 85 * 1.4), figure(85 * 1.4, 119.0)) == ("119", "119")
    assert figure(np.float64(180.0000001), 180.0) == "180.0000001"


@pytest.mark.hazard("H49")
def test_a_value_at_a_limit_a_hair_above_it_is_not_said_to_lie_below_itself() -> None:
    row = replace(SPO2, value=56.0, op="<", limit=nextafter(56.0, inf))
    assert (value_text(row), limit_text(row)) == ("56", "≤ 56 %")
