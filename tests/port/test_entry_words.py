"""Every kind of entry has words, and none of them says a number that nobody entered."""

import typing

import pytest

from monitor.domain import entries
from monitor.domain.entries import Arm, Entry, InfusionAct, Score, SideEffect
from monitor.port.entry_words import entry_words

WORDS: list[tuple[Entry, str]] = [
    (entries.SideEffectNoted(effect=SideEffect.OTHER, text="cold hands"), "other: cold hands"),
    (entries.DrugGiven(name="ondansetron", dose=4, unit="mg", route="IV"), "ondansetron 4 mg IV"),
    (entries.ScoreNoted(score=Score.MOAAS, value=5), "MOAA/S 5"),
    (entries.TextNoted(text="sees colours"), "sees colours"),
    (
        entries.InfusionActRecorded(act=InfusionAct.RATE, rate_mg_per_h=52.5),
        "new rate of the infusion, 52.5 mg/h",
    ),
    (entries.OxygenSet(flow_l_per_min=0), "room air"),
    (entries.ArmsSet(cuff=Arm.LEFT), "arms: cuff left, probe not said, line not said"),
    (entries.CuffMoved(to=Arm.RIGHT), "cuff moved to the right arm"),
    (entries.ValuesEntered(systolic=120, diastolic=70, spo2=97), "entered by hand: BP 120/70, SpO₂ 97"),
    (entries.ValuesEntered(systolic=120), "entered by hand: BP 120"),
    (entries.CheckAnswered(check="gait", done=False), "check gait: not done"),
    (entries.CheckOverridden(check="fasting", reason="Dr. F."), "check fasting set aside: Dr. F."),
    (entries.OffMonitor(companion="R. Kern"), "off monitor for 10 min with R. Kern"),
    (entries.BackOnMonitor(), "back on monitor"),
]


@pytest.mark.parametrize(("entry", "expected"), WORDS)
def test_an_entry_in_words(entry: Entry, expected: str) -> None:
    assert entry_words(entry) == expected


def test_no_kind_of_entry_is_left_out() -> None:
    assert {type(entry) for entry, _ in WORDS} == set(typing.get_args(Entry))
