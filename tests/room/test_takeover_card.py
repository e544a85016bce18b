"""Hazard H52: whoever takes over knows everything, silences end, and a patient without owner is not forgotten."""

from dataclasses import replace

import pytest
from handover_cards import card_lines
from recovered import recovered
from stays import NURSE, PHYSICIAN, act, record, reply, room_with, stay
from worlds import admit, alarms, device, order, pulse, reading, spo2, step

from drivers.observations import Quality
from monitor.domain.answer_events import AudioPauseEnded, RuleResumed
from monitor.domain.commands import Acknowledge, PauseAudio, SetOwnLimit, SignIn, SignOut, SuspendRule, TakePlace
from monitor.domain.entries import CheckAnswered, DrugGiven, InfusionAct, SideEffect, SideEffectNoted, TextNoted
from monitor.domain.events import AlarmChanged
from monitor.domain.people import Actor
from monitor.domain.policy import STANDARD
from monitor.domain.vocabulary import AlarmKind, Priority
from monitor.port.projection import Projector
from monitor.room.room import Room

SECOND = Actor("S. Vogel", "nurse")


def prepared() -> Room:
    """Ten minutes into an infusion: everything that a card can hold is there."""
    room = stay(policy=STANDARD)
    answers = [record(20, CheckAnswered(check=each.check, done=True)) for each in STANDARD.checks]
    step(room, 20, reading(20, 124, 74), order(20, SignIn(station="desk", actor=NURSE)), *answers)
    for second in range(60, 100):
        step(room, second, spo2(second, 97), pulse(second, 70))
    step(room, 100, reading(100, 122, 76))
    step(room, 110, act(110, InfusionAct.START, rate_mg_per_h=60.0))
    own = SetOwnLimit(place_id="1", session_id=1, rule="O2-LO", limit=88, reason="COPD", actor=PHYSICIAN)
    quiet = SuspendRule(place_id="1", session_id=1, rule="T-SPO2", minutes=15, reason="cold hand", actor=NURSE)
    step(room, 120, order(120, own), order(120, quiet))
    step(
        room,
        130,
        record(130, DrugGiven(name="ondansetron", dose=4, unit="mg", route="IV")),
        record(130, SideEffectNoted(effect=SideEffect.NAUSEA)),
        record(130, TextNoted(text="watch the cannula")),
    )
    step(room, 600, reading(600, 165, 90))
    step(room, 700, reading(700, 186, 96), spo2(700, 91), pulse(700, 80))
    raised = next(record_ for record_ in room.board.at("1") if record_.rule == "BP-MOD")
    step(room, 705, order(705, Acknowledge(place_id="1", alarm_ids=(raised.alarm_id,), actor=NURSE)))
    step(room, 709, order(709, PauseAudio(place_id="1", actor=NURSE)), spo2(709, 91), pulse(709, 80))
    step(room, 710)
    return room


@pytest.mark.hazard("H52")
def test_the_card_holds_every_item_of_a_prepared_state() -> None:
    assert card_lines(prepared()) == (
        "Phase: infusion, 10 of 40 min (entered)",
        "Baseline: BP 123/75, pulse 70, SpO₂ 97",
        "Worst values: highest 186/96, lowest 122/76, lowest SpO₂ 91",
        "Alarm: !! BP ↑ 186/96 ≥ 180, baseline 123/75, +51 %, also BP-MOD, BP-EARLY, BP-CUSUM: open",
        "Alarm: !! BP ↑ 186/96 ≥ 160, baseline 123/75, +51 %, confirmed, also BP-EARLY, BP-CUSUM: "
        "acknowledged by R. King",
        "Alarm: ! BP ↑ 186/96 ≥ 148, baseline 123/75, +51 %, also BP-CUSUM: open",
        "Alarm: ! BP ↑ rising: 186/96, baseline 123, +63: open",
        "Own limit: SpO₂ fallen from 88 on, set by Dr Lund: COPD",
        "Silence: sound paused by R. King",
        "Silence: without sound: No SpO₂ value, for 5:10 by R. King: cold hand",
        "Drugs: ondansetron 4 mg IV",
        "Notes: nausea, watch the cannula",
        "Due: cuff next in 5 min, the pressure that belongs to the end in 30 min, V100: bedside alarm on and heard?",
    )


@pytest.mark.hazard("H52")
def test_a_worst_value_in_doubt_is_called_so_and_the_undoubted_one_stands_behind_it() -> None:
    room = stay(policy=STANDARD)
    step(room, 20, reading(20, 124, 74))
    step(room, 100, replace(reading(100, 214, 140), quality=Quality.QUESTIONABLE))
    step(room, 200, reading(200, 131, 80))
    assert Projector(room).snapshot(1, {}).places[0].handover.worst == (
        "highest 214/140 (doubtful)",
        "highest undoubted 131/80",
        "lowest 124/74",
    )


@pytest.mark.hazard("H52")
def test_leaving_says_not_taken_over_and_after_five_minutes_medium() -> None:
    room = prepared()
    step(room, 720, order(720, SignOut(station="desk", leaving=True, actor=NURSE)), spo2(720, 97), pulse(720, 70))
    view = Projector(room).snapshot(1, {})
    assert (view.not_taken_over, view.signed_in) == (1, ())
    events = [event for second in range(721, 1030) for event in step(room, second, spo2(second, 97), pulse(second, 70))]
    raised = [event for event in events if isinstance(event, AlarmChanged) and event.rule == "P-OWNER"]
    assert [(each.at.tick, each.priority, each.kind) for each in raised if each.change.value == "raised"] == [
        (10_200, Priority.MEDIUM, AlarmKind.PROCESS)
    ]
    taken = step(room, 1030, order(1030, TakePlace(place_id="1", session_id=1, actor=SECOND)))
    assert alarms(taken, "P-OWNER") == [(1030.0, "1", "P-OWNER", "cleared")]


@pytest.mark.hazard("H52")
def test_a_takeover_ends_pause_and_suspension() -> None:
    room = prepared()
    said = reply(room, 712, order(712, TakePlace(place_id="1", session_id=1, actor=SECOND)))
    assert [type(event) for event in said if isinstance(event, AudioPauseEnded | RuleResumed)] == [
        AudioPauseEnded,
        RuleResumed,
    ]
    after = card_lines(room)
    assert [line for line in after if line.startswith("Silence")] == ["Silence: none"]
    limits = [line for line in card_lines(prepared()) if line.startswith("Own limit")]
    assert [line for line in after if line.startswith("Own limit")] == limits  # the patient's, whoever answers for them


@pytest.mark.hazard("H52")
def test_a_pause_of_the_whole_room_stands_on_the_card_too() -> None:
    room = prepared()
    taken = TakePlace(place_id="1", session_id=1, actor=SECOND)
    step(room, 711, order(711, taken), order(711, PauseAudio(actor=SECOND)), spo2(711, 91))
    assert Projector(room).snapshot(1, {}).places[0].handover.silences == ("sound paused by S. Vogel",)


@pytest.mark.hazard("H52")
def test_what_is_due_names_what_is_open_and_nothing_that_is_done() -> None:
    room = recovered()
    to_hear = "V100: bedside alarm on and heard?"
    assert Projector(room).snapshot(1, {}).places[0].handover.tasks == (to_hear,)
    second = room.tick // 10 + 1
    step(
        room,
        second,
        record(second, CheckAnswered(check="escort_here", done=False)),
        spo2(second, 97),
        pulse(second, 70),
    )
    (open_, last) = Projector(room).snapshot(1, {}).places[0].handover.tasks
    assert open_ == "Escort is here"
    assert last == to_hear


# --- H32: devices that cannot say that they are muted


@pytest.mark.hazard("H32")
@pytest.mark.parametrize("reports", [(True,), (False,), (True, True), (True, False), (False, False)])
def test_the_bedside_alarm_is_asked_for_exactly_where_a_device_cannot_report(reports: tuple[bool, ...]) -> None:
    devices = [
        device("1", device_id=f"d{number}", title=f"M{number}", reports_alarms=says)
        for number, says in enumerate(reports)
    ]
    room = room_with(STANDARD, devices=devices)
    step(room, 10, admit(10))
    place = Projector(room).snapshot(1, {}).places[0]
    asked = [item.check for item in place.start_checks]
    assert ("bedside_alarm" in asked) is (not all(reports))
    to_hear = [
        line
        for line in Projector(room).snapshot(1, {}).places[0].handover.tasks
        if line.endswith("bedside alarm on and heard?")
    ]
    assert to_hear == [f"M{number}: bedside alarm on and heard?" for number, says in enumerate(reports) if not says]
