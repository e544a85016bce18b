"""Hazard H43: infusions for mood and for pain side by side in one room, each measured as its preset asks."""

from dataclasses import replace
from pathlib import Path

import pytest
from stays import NURSE, act, refusals
from worlds import make_room, order, plan, reading, step

from monitor.alarms.closer import with_programme
from monitor.alarms.profile_text import profile_text, read_text
from monitor.alarms.rules import CuffProgramme, PresetCuff, Profile
from monitor.domain.admission import Patient, Plan, RiskFlag
from monitor.domain.commands import Admit
from monitor.domain.entries import InfusionAct
from monitor.domain.policy import MOOD, PAIN, Preset
from monitor.port.projection import Projector
from monitor.room.room import Room
from monitor.settings import load_profile

pytestmark = pytest.mark.hazard("H43")
PROFILES = Path(__file__).resolve().parents[2] / "config" / "profiles"
PRESETS = (MOOD, PAIN)
START_S = 300.0


def admission(place_id: str, preset: Preset, *flags: RiskFlag) -> Admit:
    dose = Plan(preset=preset.name, dose_mg_per_kg=preset.dose_mg_per_kg, weight_kg=80.0, duration_s=preset.duration_s)
    return Admit(
        place_id=place_id,
        label=f"{preset.name} {place_id}",
        planned_infusion_s=preset.duration_s,
        plan=dose,
        patient=Patient(label=preset.name, risk_flags=flags),
        actor=NURSE,
    )


def side_by_side(profile: Profile, *flags: RiskFlag) -> Room:
    """Chair 1 for mood, chair 2 for pain, both infusions begun at START_S."""
    room = make_room(plan=plan(), profile=profile)
    for number, preset in enumerate(PRESETS, start=1):
        assert refusals(step(room, 10 + number, order(10 + number, admission(str(number), preset, *flags)))) == []
    measured(room, 60)
    measured(room, 240)
    for number in (1, 2):
        act_at = act(START_S + number, InfusionAct.START, rate_mg_per_h=40.0, place_id=str(number), session_id=number)
        assert refusals(step(room, START_S + number, act_at)) == []
    return room


def measured(room: Room, second: float) -> None:
    step(room, second, reading(second, 124, 74, place_id="1"), reading(second, 122, 76, place_id="2"))


def until(room: Room, minute: float) -> None:
    """Both cuffs measure every 5 min from the start, the last time at this minute of the infusions."""
    for at_min in range(5, round(minute) + 1, 5):
        if START_S + 60 * at_min > room.tick / 10:
            measured(room, START_S + 60 * at_min)


def next_min(room: Room) -> list[float]:
    """In how many minutes the screen says that the next pressure comes, and the scheduler will ask for it."""
    places = Projector(room).snapshot(1, {}).places[:2]
    found = []
    for place in places:
        assert place.pressure.next_in_s is not None
        assert place.session is not None
        seat, session = room.seats[place.place_id], room.sessions[place.session.session_id]
        assert room.cuffs.next_tick(seat, session) - room.tick == round(10 * place.pressure.next_in_s)
        found.append(place.pressure.next_in_s / 60)
    return found


@pytest.mark.parametrize("name", ["mood", "pain"])
def test_each_patient_is_measured_as_the_preset_asks_whatever_the_rooms_profile(name: str) -> None:
    room = side_by_side(load_profile(PROFILES / f"{name}.toml"))
    until(room, 25)
    assert next_min(room) == [5, 5]
    until(room, 35)
    assert next_min(room) == [5, 10]


def test_a_change_of_the_rate_brings_the_pain_session_back_to_five_minutes() -> None:
    room = side_by_side(load_profile(PROFILES / "mood.toml"))
    until(room, 35)
    changed_s = START_S + 36 * 60
    rate = act(changed_s, InfusionAct.RATE, rate_mg_per_h=50.0, place_id="2", session_id=2)
    assert refusals(step(room, changed_s, rate)) == []
    measured(room, START_S + 40 * 60)
    assert next_min(room) == [5, 5]


def test_a_pressure_is_overdue_after_the_interval_of_the_preset() -> None:
    room = side_by_side(load_profile(PROFILES / "mood.toml"))
    until(room, 35)
    step(room, START_S + 35 * 60 + 7.5 * 60)
    assert [room.board.find(place, "T-STALE") is not None for place in ("1", "2")] == [True, False]
    step(room, START_S + 35 * 60 + 12.5 * 60)
    assert room.board.find("2", "T-STALE") is not None


def test_a_restart_keeps_the_programme_also_of_limits_read_from_the_record() -> None:
    profile = load_profile(PROFILES / "mood.toml")
    room = side_by_side(profile)
    until(room, 35)
    again = Room.restore(room.plan, read_text(profile_text(profile)), room.checkpoint())
    assert next_min(again) == next_min(room) == [5, 10]
    measured(again, START_S + 45 * 60)
    measured(room, START_S + 45 * 60)
    assert again.checkpoint() == room.checkpoint()


def test_a_preset_without_a_programme_of_its_own_has_that_of_the_room() -> None:
    room = side_by_side(Profile(name="test"))
    until(room, 35)
    assert next_min(room) == [5, 5]


def test_the_closer_programme_tightens_that_of_the_preset() -> None:
    """A patient at risk: the shorter of both intervals, for pain as well; what it does not shorten stays."""
    room = side_by_side(load_profile(PROFILES / "mood.toml"), RiskFlag.HYPERTENSION)
    until(room, 35)
    assert next_min(room) == [3, 3]
    pain = PresetCuff(preset="pain", cuff=CuffProgramme(infusion_later_interval_s=600.0, recovery_interval_s=900.0))
    closer_pain = replace(pain, cuff=replace(pain.cuff, infusion_later_interval_s=450.0, recovery_interval_s=1200.0))
    profile = Profile(name="test", cuff_presets=(pain,), closer=Profile(name="closer", cuff_presets=(closer_pain,)))
    both = with_programme(profile).cuff_of("pain")
    assert (both.infusion_later_interval_s, both.recovery_interval_s) == (450.0, 900.0)
    only_closer = with_programme(replace(profile, cuff_presets=()))
    assert only_closer.cuff_of("pain").infusion_later_interval_s == 300.0


def test_what_protects_the_arm_is_the_same_for_every_preset() -> None:
    profile = load_profile(PROFILES / "mood.toml")
    same = ("empty_s", "repeat_after_s", "repeats_in_row", "most_in_15_min", "most_in_60_min", "look_at_arm_after")
    for key in same:
        assert getattr(profile.cuff_of("pain"), key) == getattr(profile.cuff, key), key
