"""Pauses, suspensions and limits of the patient's own: each has an end, and no HIGH begins silent."""

import pytest
from answering import REMOTE, admitted, alarm_view, found, levels, place_view, refusals, seconds_of
from cuff_rooms import go, infusing, measuring
from worlds import (
    NURSE,
    PHYSICIAN,
    acknowledge,
    admit,
    alarms,
    make_room,
    order,
    reading,
    run,
    spo2,
    start,
    step,
    world,
)

from monitor.domain.answer_events import AudioPaused, AudioPauseEnded, RuleResumed, RuleSuspended
from monitor.domain.commands import (
    Discharge,
    PauseAudio,
    ResumeRule,
    SetOwnLimit,
    SuspendRule,
)
from monitor.domain.events import AlarmChanged
from monitor.domain.inputs import MonitorRestarted
from monitor.domain.people import UNATTRIBUTED, Actor
from monitor.domain.vocabulary import AlarmChangeKind, Priority
from monitor.room.board import AlarmRecord
from monitor.room.room import Room


@pytest.mark.hazard("H29")
def test_a_pause_covers_only_what_stood_and_ends_by_itself() -> None:
    room = admitted()
    step(room, 10, reading(10, 165))
    step(room, 12, order(12, PauseAudio(place_id="1", actor=NURSE)))
    assert room.board.sounding() is None
    seconds_of(room, 13, 24, 88)
    assert room.board.sounding() is Priority.MEDIUM, "another parameter of the same patient"
    events = step(room, 132)
    assert [event.at.tick for event in events if isinstance(event, AudioPauseEnded)] == [1320]


@pytest.mark.hazard("H29")
@pytest.mark.parametrize("place_id", ["1", None])
def test_what_grows_graver_or_comes_anew_sounds_through_a_pause(place_id: str | None) -> None:
    room = infusing()
    go(room, 1400, measuring(1370), reading(1400, 165, 95))
    go(room, 1500, measuring(1470), reading(1500, 186, 100))
    assert room.board.sounding() is Priority.MEDIUM
    go(room, 1501, order(1501, PauseAudio(place_id=place_id, actor=NURSE)))
    assert room.board.sounding() is None
    go(room, 1590, measuring(1561), reading(1590, 188, 101))
    assert found(room, "BP-SEV").priority is Priority.HIGH
    assert room.board.pauses, "the pause still runs"
    assert room.board.sounding() is Priority.HIGH


@pytest.mark.hazard("H30")
def test_an_acknowledgement_at_one_place_reaches_no_alarm_of_another() -> None:
    room = make_room()
    step(room, 1, admit(1), admit(1, "2", "B.B. 60"))
    for second in range(2, 14):
        step(room, second, spo2(second, 88, "1"), spo2(second, 97, "2"))
    (alarm,) = room.board.at("1")
    assert refusals(step(room, 14, acknowledge(14, "2", alarm.alarm_id))) == [
        "Nothing was acknowledged: this alarm no longer stands."
    ]
    assert (alarm.acknowledged_by, room.board.sounding()) == ("", Priority.MEDIUM)


@pytest.mark.hazard("H29")
def test_an_alarm_that_ends_and_comes_back_within_a_pause_sounds() -> None:
    room = admitted()
    seconds_of(room, 2, 14, 88)
    step(room, 14, order(14, PauseAudio(actor=NURSE)))
    assert room.board.sounding() is None
    seconds_of(room, 15, 60, 97)
    assert room.board.find("1", "O2-LO") is None
    for begin, saturation in ((60, 94), (67, 91), (74, 88)):  # slowly: a plunge would be taken for a movement first
        seconds_of(room, begin, begin + (16 if saturation == 88 else 7), saturation)
    assert room.board.pauses
    assert room.board.sounding() is Priority.MEDIUM


@pytest.mark.hazard("H29")
def test_a_pause_of_one_place_leaves_every_other_place_sounding() -> None:
    room = make_room()
    step(room, 1, admit(1), admit(1, "2", "B.B. 60"))
    for second in range(2, 14):
        step(room, second, *(sample for place_id in "12" for sample in (spo2(second, 88, place_id),)))
    step(room, 14, order(14, PauseAudio(place_id="1", actor=NURSE)))
    assert silent_at(room) == {"1": True, "2": False}
    assert room.board.sounding() is Priority.MEDIUM


@pytest.mark.hazard("H29")
def test_a_pause_is_not_pressed_from_another_room_and_does_not_outlive_a_restart() -> None:
    room = admitted()
    seconds_of(room, 2, 14, 88)
    far = order(14, PauseAudio(actor=REMOTE, reason="busy"))
    assert refusals(step(room, 14, far)) == ["The sound is paused at the station, not from another room."]
    assert room.board.sounding() is Priority.MEDIUM
    step(room, 15, order(15, PauseAudio(actor=NURSE)))
    assert room.board.sounding() is None
    again = Room.restore(room.plan, room.profile, room.checkpoint())
    step(again, 16, MonitorRestarted(tick=160, missing_s=1.0))
    assert again.board.pauses == []
    assert again.board.sounding() is Priority.MEDIUM


@pytest.mark.hazard("H31")
def test_a_suspension_is_for_its_own_patient_alone_and_ends_with_a_restart() -> None:
    room = make_room()
    step(room, 1, admit(1), admit(1, "2", "B.B. 60"))
    step(room, 2, order(2, suspend("O2-LO", 10)))
    for second in range(3, 20):
        step(room, second, spo2(second, 88, "1"), spo2(second, 88, "2"))
    assert silent_at(room) == {"1": True, "2": False}
    again = Room.restore(room.plan, room.profile, room.checkpoint())
    assert again.board.silences.suspensions == room.board.silences.suspensions != []
    events = step(again, 20, MonitorRestarted(tick=200, missing_s=1.0))
    assert [(event.rule, event.why) for event in events if isinstance(event, RuleResumed)] == [
        ("O2-LO", "the monitor was restarted")
    ]
    assert silent_at(again) == {"1": False, "2": False}
    assert place_view(again).suspensions == ()


def silent_at(room: Room) -> dict[str, bool]:
    """Whether the one alarm of each of the first two chairs is silent."""
    return {place_id: room.board.is_silent(one) for place_id in "12" for one in room.board.at(place_id)}


@pytest.mark.hazard("H31")
def test_a_suspended_alarm_hides_no_other_behind_it() -> None:
    room = admitted()
    step(room, 2, order(2, suspend("O2-XLO")))
    seconds_of(room, 3, 60, 82)
    assert {record.rule for record in room.board.at("1")} >= {"O2-XLO", "O2-LO"}
    assert room.board.is_silent(found(room, "O2-XLO"))
    assert not room.board.is_silent(found(room, "O2-LO"))
    step(room, 60, acknowledge(60, "1", found(room, "O2-XLO").alarm_id), spo2(60, 82))
    assert not room.board.is_silent(found(room, "O2-LO")), "nor does its acknowledgement cover another"


@pytest.mark.hazard("H29")
def test_the_third_pause_in_ten_minutes_asks_for_a_reason() -> None:
    room = admitted()
    pause = PauseAudio(place_id="1", actor=NURSE)
    events = step(room, 10, order(10, pause))
    events += step(room, 100, order(100, PauseAudio(actor=NURSE)))
    assert refusals(events) == []
    assert refusals(step(room, 200, order(200, pause))) == ["This is the third pause within ten minutes: say why."]
    events = step(room, 201, order(201, PauseAudio(place_id="1", actor=NURSE, reason="dressing")))
    assert [event.reason for event in events if isinstance(event, AudioPaused)] == ["dressing"]
    assert refusals(step(room, 801, order(801, pause))) == [], "the first two are more than ten minutes old"


@pytest.mark.hazard("H29")
def test_a_pause_upon_a_pause_ends_the_first_in_the_record() -> None:
    room = admitted()
    step(room, 10, order(10, PauseAudio(actor=NURSE)))
    events = step(room, 60, order(60, PauseAudio(actor=NURSE)))
    assert [event.why for event in events if isinstance(event, AudioPauseEnded)] == ["a new pause takes its place"]
    assert [pause.until_tick for pause in room.board.pauses] == [1800]


@pytest.mark.hazard("H29", "H31")
@pytest.mark.parametrize("seed", range(4))
def test_no_high_alarm_begins_silent_and_each_silence_ends(seed: int) -> None:
    room, inputs, begun = make_room(), world(seed), 0
    began: dict[object, int] = {}
    for tick in range(1, 7201 + 9000, 5):
        events = run(room, [item for item in inputs if tick - 5 < item.tick <= tick], [tick])
        for event in events:
            if isinstance(event, AudioPaused | RuleSuspended):
                began[(type(event), event.place_id, getattr(event, "rule", ""))] = event.until.tick
            if not isinstance(event, AlarmChanged) or event.priority is not Priority.HIGH or event.at.tick != tick:
                continue
            record = room.board.records.get(event.alarm_id)
            if record is not None and event.change in (AlarmChangeKind.RAISED, AlarmChangeKind.ESCALATED):
                begun += 1
                assert any(not room.board.is_silent(item) for item in voices_of(room, record)), (
                    f"world {seed}, tick {tick}"
                )
    assert min(begun, len(began)) > 1, f"world {seed} proves nothing"
    assert room.board.silences.pauses == []
    assert room.board.silences.suspensions == []


def voices_of(room: Room, record: AlarmRecord) -> list[AlarmRecord]:
    """Itself, and the graver ones of its place and direction; of two conditions at once any HIGH of the place."""
    others = room.board.at(record.place_id)
    if record.rule == "DBL":
        return [item for item in others if item.priority is Priority.HIGH]
    return [record, *[item for item in others if record in room.board.behind(item)]]


def suspend(rule: str, minutes: float = 10.0, reason: str = "cold hand") -> SuspendRule:
    return SuspendRule(place_id="1", session_id=1, rule=rule, minutes=minutes, reason=reason, actor=NURSE)


@pytest.mark.hazard("H31")
def test_a_suspended_rule_is_shown_and_silent_until_its_time_is_over() -> None:
    room = admitted()
    step(room, 2, order(2, suspend("O2-LO", 2)))
    events = seconds_of(room, 3, 122, 88)
    view = alarm_view(room, "O2-LO")
    assert (view.suspended, view.silent, room.board.sounding()) == (True, True, None)
    assert [item.rule for item in place_view(room).suspensions] == ["O2-LO"]
    events = seconds_of(room, 122, 124, 88)
    assert [(event.at.tick, event.why) for event in events if isinstance(event, RuleResumed)] == [
        (1220, "its time is over")
    ]
    assert room.board.sounding() is Priority.MEDIUM
    assert levels(seconds_of(room, 124, 250, 88), "O2-LO") == [(242.0, 1)]


@pytest.mark.hazard("H31")
@pytest.mark.parametrize(
    ("rule", "minutes", "reason", "words"),
    [
        ("O2-LO", 15.0, "cold hand", None),
        ("O2-LO", 15.1, "cold hand", "up to 15 minutes"),
        ("O2-LO", 0.0, "cold hand", "up to 15 minutes"),
        ("O2-LO", 5.0, "  ", "needs a reason"),
        ("O2-XLO", 5.0, "cold hand", "while the infusion runs"),
        ("BP-SEV", 5.0, "cold hand", "while the infusion runs"),
        ("NO-RULE", 5.0, "cold hand", "There is no rule"),
    ],
)
def test_what_may_be_suspended_during_an_infusion(rule: str, minutes: float, reason: str, words: str | None) -> None:
    room = admitted()
    step(room, 2, start(2))
    told = refusals(step(room, 3, order(3, suspend(rule, minutes, reason))))
    assert (told == []) if words is None else (len(told) == 1 and words in told[0])


@pytest.mark.hazard("H31")
def test_the_start_of_the_infusion_and_the_end_of_the_stay_end_suspensions() -> None:
    room = admitted()
    step(room, 2, order(2, suspend("O2-XLO")), order(2, suspend("O2-LO")))
    events = step(room, 3, start(3))
    assert [(event.rule, event.why) for event in events if isinstance(event, RuleResumed)] == [
        ("O2-XLO", "the infusion began")
    ]
    room = admitted()
    step(room, 2, order(2, suspend("O2-LO")))
    events = step(room, 3, order(3, Discharge(place_id="1", session_id=1, actor=NURSE)))
    assert [event.why for event in events if isinstance(event, RuleResumed)] == ["the patient was discharged"]


def test_a_suspension_is_ended_by_hand_once() -> None:
    room = admitted()
    step(room, 2, order(2, suspend("O2-LO")))
    resume = ResumeRule(place_id="1", session_id=1, rule="O2-LO", actor=NURSE)
    events = step(room, 3, order(3, resume), order(3, resume))
    assert [event.why for event in events if isinstance(event, RuleResumed)] == ["ended by R. King"]
    assert refusals(events) == ["O2-LO is not suspended."]


def own(rule: str, limit: float | None, actor: Actor = PHYSICIAN, reason: str = "athlete") -> SetOwnLimit:
    return SetOwnLimit(place_id="1", session_id=1, rule=rule, limit=limit, reason=reason, actor=actor)


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (own("O2-LO", 80.0), None),
        (own("O2-LO", 79.9), "from 80 to 95"),
        (own("O2-XLO", 79.0), "from 80 to 90"),
        (own("BP-SEV", 200.0), None),
        (own("BP-SEV", 201.0), "from 150 to 200"),
        (own("BP-MOD", 200.1), "from 130 to 200"),
        (own("O2-LO", 86.0, NURSE), "by a physician"),
        (own("O2-LO", 86.0, UNATTRIBUTED), "by a physician"),
        (own("O2-LO", 86.0, reason=""), "needs a reason"),
        (own("T-LINK", 86.0), "no limit"),
    ],
)
def test_the_hard_bounds_of_own_limits(command: SetOwnLimit, words: str | None) -> None:
    told = refusals(step(admitted(), 2, order(2, command)))
    assert (told == []) if words is None else (len(told) == 1 and words in told[0])


@pytest.mark.hazard("H31")
def test_an_own_limit_judges_is_shown_survives_the_start_and_leaves_with_the_patient() -> None:
    room = admitted()
    step(room, 2, order(2, own("O2-LO", 86.0)), order(2, own("BP-MOD", 175.0)))
    step(room, 3, start(3))
    events = seconds_of(room, 4, 30, 88)
    events += step(room, 30, reading(30, 170))
    assert alarms(events, "O2-LO", "BP-MOD") == []
    assert alarms(step(room, 330, reading(330, 176)), "BP-MOD") == [(330.0, "1", "BP-MOD", "raised")]
    shown = {item.rule: (item.limit, item.former, item.by, item.reason) for item in place_view(room).own_limits}
    assert shown == {"O2-LO": (86.0, 90.0, "Dr. Vogt", "athlete"), "BP-MOD": (175.0, 160.0, "Dr. Vogt", "athlete")}
    revived = Room.restore(room.plan, room.profile, room.checkpoint())
    assert (revived.engine.limit_of("O2-LO", 0), revived.engine.limit_of("BP-MOD", 0)) == (86.0, 175.0)
    room = admitted()
    step(room, 2, order(2, own("O2-LO", 86.0)))
    step(room, 3, order(3, Discharge(place_id="1", session_id=1, actor=NURSE)))
    step(room, 4, admit(4))
    assert (room.engine.limit_of("O2-LO", 0), place_view(room).own_limits) == (90.0, ())


def test_an_own_limit_is_taken_back() -> None:
    room = admitted()
    step(room, 2, order(2, own("O2-LO", 86.0)))
    step(room, 3, order(3, own("O2-LO", None)))
    assert (room.engine.limit_of("O2-LO", 0), place_view(room).own_limits) == (90.0, ())
