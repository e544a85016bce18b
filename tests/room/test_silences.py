"""Pauses, suspensions and limits of the patient's own: each has an end, and no HIGH begins silent."""

import pytest
from answering import admitted, alarm_view, levels, place_view, refusals, seconds_of
from worlds import (
    NURSE,
    PHYSICIAN,
    admit,
    alarms,
    make_room,
    order,
    reading,
    run,
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
from monitor.domain.people import UNATTRIBUTED, Actor
from monitor.domain.vocabulary import AlarmChangeKind, Priority
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


def test_a_pause_upon_a_pause_ends_the_first_in_the_record() -> None:
    room = admitted()
    step(room, 10, order(10, PauseAudio(actor=NURSE)))
    events = step(room, 60, order(60, PauseAudio(actor=NURSE)))
    assert [event.why for event in events if isinstance(event, AudioPauseEnded)] == ["a new pause takes its place"]
    assert [pause.until_tick for pause in room.board.pauses] == [1800]


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
                voices = [record, *[item for item in room.board.at(record.place_id) if room.board.behind(item)]]
                assert any(not room.board.is_silent(item) for item in voices), f"world {seed}, tick {tick}: {record}"
    assert began, f"world {seed} proves nothing"
    assert room.board.silences.pauses == []
    assert room.board.silences.suspensions == []


def suspend(rule: str, minutes: float = 10.0, reason: str = "cold hand") -> SuspendRule:
    return SuspendRule(place_id="1", session_id=1, rule=rule, minutes=minutes, reason=reason, actor=NURSE)


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
