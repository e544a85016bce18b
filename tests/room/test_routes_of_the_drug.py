"""Hazard H43: one scripted session for each route: buttons, readings and earliest leave are those of the table."""

from dataclasses import replace
from pathlib import Path

import pytest
from handover_cards import card_lines
from stays import NURSE, act, refusals, reply, room_with
from worlds import EPOCH, order, reading, step

from monitor.alarms.rules import Profile
from monitor.domain.admission import Plan, Route
from monitor.domain.commands import Admit
from monitor.domain.entries import InfusionAct
from monitor.domain.events import AlarmChanged, Event
from monitor.domain.policy import PAIN, STANDARD
from monitor.domain.time import ticks
from monitor.port.projection import Projector
from monitor.port.snapshot import PlaceView
from monitor.room.room import Room
from monitor.settings.profile import load_profile

pytestmark = pytest.mark.hazard("H43")
POLICY = replace(STANDARD, checks=(), pressure_gate=None)
PROFILES = Path(__file__).resolve().parents[2] / "config" / "profiles"
DOSED = {Route.INTRAMUSCULAR: 90.0, Route.SUBCUTANEOUS: 90.0, Route.NASAL: 120.0}  # minutes from the first dose
LEAVES = {"discharge", "sent to hospital", "leaves against advice"}


def admitted(plan: Plan, profile: Profile | None = None) -> Room:
    room = room_with(POLICY) if profile is None else Room(room_with(POLICY).plan, profile, EPOCH)
    command = Admit(place_id="1", label="A.M. 59", planned_infusion_s=plan.duration_s, plan=plan, actor=NURSE)
    assert refusals(step(room, 10, order(10, command))) == []
    step(room, 60, reading(60, 124, 74))
    step(room, 120, reading(120, 122, 76))
    return room


def seen(room: Room) -> PlaceView:
    return Projector(room).snapshot(1, {}).places[0]


def buttons(room: Room) -> set[str]:
    session = seen(room).session
    assert session is not None
    return {each.value for each in session.stay.next_acts}


def interval_min(room: Room, at_min: float) -> float:
    """How long after a reading at this minute of the room the next one is expected."""
    (session,) = room.sessions.values()
    return session.cuff_interval_ticks(room.profile.cuff, ticks(60 * at_min), session.phase) / 600


def leave_min(room: Room) -> float:
    session = seen(room).session
    assert session is not None
    assert session.stay.earliest_leave_utc_ms is not None
    return (session.stay.earliest_leave_utc_ms - room.ledger.instant(0).utc_ms) / 60_000


def texts(room: Room, events: list[Event]) -> str:
    """Every word about this patient that a screen or the record holds."""
    said = [event.why for event in events if isinstance(event, AlarmChanged)] + refusals(events)
    place = seen(room)
    shown = [alarm.message for alarm in place.alarms] + [item.text + item.why for item in place.gate]
    shown += [place.device_line, place.cuff_line, place.baseline_line, *card_lines(room)]
    session = place.session
    assert session is not None
    return " ".join([*said, *shown, session.stay.earliest_leave_why, session.stay.stage.value]).lower()


def test_an_infusion_for_mood() -> None:
    room = admitted(Plan(dose_mg_per_kg=0.5, weight_kg=80.0, duration_s=2400.0))
    assert "start" in buttons(room)
    assert "dose_given" not in buttons(room)
    reply(room, 300, act(300, InfusionAct.START, rate_mg_per_h=60.0))
    assert {"pause", "rate", "bolus", "end"} <= buttons(room)
    assert interval_min(room, 10) == 5.0
    assert room.sessions[1].cuff.marks == [3000 + 24_000]
    assert seen(room).session is not None
    reply(room, 2700, act(2700, InfusionAct.END))
    assert buttons(room) == LEAVES
    assert [interval_min(room, 45 + late) for late in (1, 19, 21, 59, 61)] == [5, 5, 10, 10, 15]
    assert leave_min(room) == 45 + 60


def test_an_infusion_for_pain_of_four_hours() -> None:
    plan = Plan(preset="pain", dose_mg_per_kg=PAIN.dose_mg_per_kg, weight_kg=80.0, duration_s=PAIN.duration_s)
    room = admitted(plan, load_profile(PROFILES / "pain.toml"))
    reply(room, 300, act(300, InfusionAct.START, rate_mg_per_h=28.0))
    assert room.sessions[1].cuff.marks == [], "the reading of 40 min is no rule of a pain session"
    assert [interval_min(room, 5 + at) for at in (1, 29, 31, 119)] == [5, 5, 10, 10]
    reply(room, 7500, act(7500, InfusionAct.RATE, rate_mg_per_h=35.0))
    assert [interval_min(room, 125 + at) for at in (1, 29, 31)] == [5, 5, 10]
    reply(room, 14_700, act(14_700, InfusionAct.END))
    assert leave_min(room) == 245 + 60


@pytest.mark.parametrize("route", DOSED)
def test_a_drug_given_in_doses(route: Route) -> None:
    room = admitted(Plan(route=route, weight_kg=70.0, duration_s=0.0))
    events: list[Event] = []
    assert buttons(room) == {"dose_given", "cancel", "sent to hospital"}
    for wrong in (InfusionAct.START, InfusionAct.PAUSE, InfusionAct.END):
        events += step(room, 130 + len(events), act(130 + len(events), wrong))
    for at_s in (300, 900, 1500):
        events += step(room, at_s, act(at_s, InfusionAct.DOSE_GIVEN, amount_mg=28.0))
        assert buttons(room) == {"dose_given"} | LEAVES
    session = room.sessions[1]
    assert session.dosing.dose_ticks == (3000, 9000, 15_000)
    assert leave_min(room) == 5 + DOSED[route]  # from the first, not the last
    assert seen(room).forecast is None
    view = seen(room).session
    assert view is not None
    assert (view.stay.paused_s, view.stay.doses, view.stay.delivered_mg) == (None, 3, 84.0)
    assert session.cuff.marks == [3000 + 24_000]
    for at_s in (1600, 2000, 4000, 8000):
        events += step(room, at_s, reading(at_s, 126, 78))
        assert "infusion" not in texts(room, events), at_s
