"""The words of alarms: the rule's operator, arrows instead of high and low, never a value that reads as its limit."""

import re
from dataclasses import replace
from math import inf, nextafter
from pathlib import Path

import pytest

from monitor.domain.vocabulary import AlarmKind, AlarmState, Priority
from monitor.port.messages import least_message, message, short_message
from monitor.port.rule_words import RULE_WORDS
from monitor.room.board import AlarmRecord


def record(**changes: object) -> AlarmRecord:
    fields: dict[str, object] = {
        "alarm_id": 1,
        "place_id": "1",
        "session_id": 1,
        "rule": "BP-SEV",
        "kind": AlarmKind.PHYSIOLOGICAL,
        "priority": Priority.HIGH,
        "state": AlarmState.ACTIVE,
        "audible": True,
        "raised_tick": 0,
    }
    return AlarmRecord(**{**fields, **changes})  # type: ignore[arg-type]  # a test names fields freely


ESTIMATE = {"rule": "BP-FCST", "parameter": "forecast", "value": 0.41, "op": ">=", "limit": 0.3, "baseline": 128.0}
CHANGE = {"rule": "BP-CUSUM", "parameter": "systolic", "value": 141.0, "op": ">", "limit": 128.0, "baseline": 128.0}
PRESSURE = {
    "parameter": "systolic",
    "value": 184.0,
    "op": ">=",
    "limit": 180.0,
    "baseline": 128.0,
    "baseline_shown": "128/76",
    "shown": "184/96",
}
SPO2 = {"rule": "O2-LO", "parameter": "spo2", "value": 88.0, "op": "<", "limit": 90.0}


@pytest.mark.parametrize(
    ("changes", "text", "short"),
    [
        (
            {**PRESSURE, "confirmed": True},
            "BP ↑ 184/96 ≥ 180, baseline 128/76, +44 %, confirmed",
            "BP ↑ 184/96 confirmed",
        ),
        ({**PRESSURE, "confirmed": False}, "BP ↑ 184/96 ≥ 180, baseline 128/76, +44 %, not repeated", "BP ↑ 184/96"),
        (
            {**PRESSURE, "rule": "BP-JUMP", "baseline_shown": "", "limit": None},
            "BP ↑ 184/96, baseline 128, +44 %, jump",
            "BP ↑ 184/96",
        ),
        (
            {"rule": "BP-LOW", "parameter": "mean", "op": "<", "value": 58.0, "limit": 60.0, "baseline": 84.0},
            "BP mean ↓ 58 < 60, baseline 84, −31 %",
            "BP mean ↓ 58",
        ),
        ({"rule": "FAINT", "parameter": "side_effect"}, "Faint or unresponsive", "Faint or unresponsive"),
        ({**PRESSURE, "baseline": None}, "BP ↑ 184/96 ≥ 180", "BP ↑ 184/96"),
        (
            {**PRESSURE, "not_remeasured": True},
            "BP ↑ last 184/96, NOT RE-MEASURED, ≥ 180, baseline 128/76, +44 %",
            "BP ↑ was 184/96",
        ),
        (
            {**ESTIMATE, "shown": "128–151 at 40 min"},
            "BP ↑ expected: estimate 128–151 at 40 min",
            "BP ↑ expected",
        ),
        ({**CHANGE, "shown": "141/84"}, "BP ↑ rising: 141/84, baseline 128, +13", "BP ↑ rising"),
        (
            {**CHANGE, "op": "<", "value": 110.0, "shown": "110/64"},
            "BP ↓ falling: 110/64, baseline 128, −18",
            "BP ↓ falling",
        ),
        ({**SPO2, "baseline": 97.0}, "SpO₂ ↓ 88 < 90, baseline 97, −9", "SpO₂ ↓ 88 < 90"),
        ({**SPO2, "state": AlarmState.LATCHED}, "SpO₂ ↓ 88 < 90, over now", "SpO₂ ↓ 88 < 90"),
        (
            {"rule": "HR-HI", "parameter": "hr", "value": 131.0, "op": ">", "limit": 120.0},
            "HR ↑ 131 > 120",
            "HR ↑ 131 > 120",
        ),
        ({"rule": "T-LINK", "parameter": "link", "why": "V100: port closed"}, "No data: V100: port closed", "No data"),
        ({"rule": "T-STALE", "parameter": "pressure"}, "Pressure overdue", "Pressure overdue"),
    ],
)
def test_texts(changes: dict[str, object], text: str, short: str) -> None:
    assert (message(record(**changes)), short_message(record(**changes))) == (text, short)


MEAN = {"rule": "BP-LOW", "parameter": "mean", "op": "<", "value": 58.0, "limit": 60.0, "shown": "92/41"}


@pytest.mark.hazard("H34")
@pytest.mark.parametrize(
    ("changes", "text", "short", "least"),
    [
        (
            {**PRESSURE, "confirmed": True},
            "BP ↑ last 184/96, 10 min ago, NOT RE-MEASURED, ≥ 180, baseline 128/76, +44 %, confirmed",
            "BP ↑ was 184/96, 10 min ago",
            "BP ↑ was 184/96",
        ),
        (
            MEAN,
            "BP mean ↓ last 58 (92/41), 10 min ago, NOT RE-MEASURED, < 60",
            "BP mean ↓ was 58 (92/41), 10 min ago",
            "BP mean ↓ was 58 (92/41)",
        ),
        (
            {**CHANGE, "shown": "141/84"},
            "BP ↑ rising: last 141/84, 10 min ago, NOT RE-MEASURED, baseline 128, +13",
            "BP ↑ was 141/84, 10 min ago",
            "BP ↑ was 141/84",
        ),
    ],
)
def test_an_old_pressure_is_never_said_as_if_it_were_of_now(
    changes: dict[str, object], text: str, short: str, least: str
) -> None:
    old = record(**changes, not_remeasured=True)
    assert message(old, reading_age_s=600.0) == text
    assert (short_message(old, reading_age_s=600.0), least_message(old)) == (short, least)


def test_what_is_never_cut_is_name_arrow_and_value() -> None:
    kept = [least_message(record(**one)) for one in ({**PRESSURE, "confirmed": True}, MEAN, SPO2, {"rule": "T-STALE"})]
    assert kept == ["BP ↑ 184/96", "BP mean ↓ 58 (92/41)", "SpO₂ ↓ 88", "Pressure overdue"]


@pytest.mark.hazard("H49")
@pytest.mark.parametrize("value", [89.96, 89.9, 89.6, 89.5, 89.4])
def test_a_value_never_rounds_onto_its_limit(value: float) -> None:
    shown = message(record(**{**SPO2, "value": value})).split(" < ")
    assert shown[0].split()[-1] != shown[1]


@pytest.mark.parametrize("priority", list(Priority))
def test_no_text_uses_high_or_low_for_a_direction(priority: Priority) -> None:
    for changes in (PRESSURE, SPO2):
        text = message(record(**changes, priority=priority)).lower()
        assert "high" not in text
        assert "low" not in text


def test_the_alarms_behind_it_are_named() -> None:
    assert message(record(**PRESSURE), ["BP-MOD", "BP-EARLY"]).endswith("+44 %, also BP-MOD, BP-EARLY")


def test_every_rule_of_the_clinics_table_has_words(reference: Path) -> None:
    design = (reference / "clinical/alarm_design.md").read_text(encoding="utf-8")
    tables = design[design.index("### 2.1") : design.index("### 2.3")]
    named = [
        cell
        for row in re.findall(r"^\| ([A-Z][A-Z0-9-]+(?:[ ,/]+[A-Z][A-Z0-9-]+)*) \|", tables, re.MULTILINE)
        for cell in re.split(r"[ ,/]+", row)
    ]
    assert len(named) > 35
    assert {rule for rule in named if rule not in RULE_WORDS} == set()


@pytest.mark.parametrize("rule", sorted(RULE_WORDS))
def test_words_of_rules_never_use_high_or_low(rule: str) -> None:
    words = short_message(record(rule=rule)).lower().split()
    assert not {"high", "low"} & set(words)
    assert words != [rule.lower()]


@pytest.mark.parametrize("why", ["Has the infusion begun?", "Planned end passed: still running?"])
def test_a_question_is_asked_once(why: str) -> None:
    asked = record(rule="P-BEGUN", kind=AlarmKind.PROCESS, why=why)
    assert message(asked) == short_message(asked) == least_message(asked) == why
    assert message(record(rule="P-BEGUN", kind=AlarmKind.PROCESS)) == RULE_WORDS["P-BEGUN"]


def test_a_limit_that_follows_the_baseline_is_written_without_the_noise_of_its_arithmetic() -> None:
    """85 /min times 1.4 is 118.99999999999999 to a computer."""
    shown = message(record(rule="HR-REL", parameter="rate", value=119.0, op=">=", limit=1.4 * 85, baseline=85.0))
    assert shown.startswith("Pulse ↑ 119 ≥ 119, ")


@pytest.mark.hazard("H49")
def test_a_rate_that_has_fallen_just_so_far_is_not_below_itself() -> None:
    """Fallen by 30 per cent includes 30 per cent: the limit is the next number above 0.7 times 80."""
    fallen = record(rule="VVS", parameter="rate", value=56.0, op="<", limit=nextafter(0.7 * 80, inf))
    assert "Pulse ↓ 56 ≤ 56" in message(fallen)
    assert "Pulse ↓ 55 < 56" in message(replace(fallen, value=55.0))
