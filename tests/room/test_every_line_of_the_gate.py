"""Hazards H35, H37: each line of the gate alone keeps the patient here, in words; a name and a reason open it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from recovered import END, LEAVE, RULES, answers, recovered, still_open
from stays import NURSE, record, refusals, reply
from worlds import EPOCH, acknowledge, order, pulse, reading, spo2, step

from drivers.observations import Provenance, Quality
from monitor.domain.commands import VoidEntry
from monitor.domain.entries import CheckAnswered, DrugGiven, OxygenSet, Score, ScoreNoted, SideEffect, SideEffectNoted
from monitor.domain.events import CommandRefused, GateOverridden, PhaseChanged
from monitor.domain.people import UNATTRIBUTED
from monitor.domain.stages import Stage
from monitor.domain.vocabulary import AlarmState, Phase
from monitor.room.gate import gate_items
from monitor.room.room import Room
from monitor.storage import Batch, EventFilter, History, Journal
from monitor.storage.verify import verify

pytestmark = pytest.mark.hazard("H35")
assert RULES is not None
ANSWERS = RULES.answers
Spoil = Callable[[Room, float], None]


def seconds(room: Room, count: int, *, saturation: float | None = 97.0, rate: float | None = 72.0) -> None:
    now = room.tick // 10
    for second in range(now + 1, now + 1 + count):
        step(room, second, spo2(second, saturation), pulse(second, rate))


def noted(*entries: object) -> Spoil:
    def spoil(room: Room, now: float) -> None:
        step(room, now, *(record(now, entry) for entry in entries), spo2(now, 97), pulse(now, 72))  # type: ignore[arg-type]  # entries of all kinds

    return spoil


def measured(*pressures: tuple[float, float]) -> Spoil:
    """Pressures five minutes apart, the last one now."""

    def spoil(room: Room, now: float) -> None:
        for number, (systolic, diastolic) in enumerate(pressures):
            at_s = now + 300 * number
            seconds(room, int(at_s) - room.tick // 10 - 1)
            step(room, at_s, reading(at_s, systolic, diastolic), spo2(at_s, 97), pulse(at_s, 72))

    return spoil


def no_reading_for_15_min(room: Room, now: float) -> None:
    del now
    seconds(room, 916)


def rules_without_recovery(room: Room) -> None:
    room.sessions[1].trend.readings = room.sessions[1].trend.readings[:2]  # those of the baseline


def no_reading_in_recovery(room: Room, now: float) -> None:
    rules_without_recovery(room)
    step(room, now, spo2(now, 97), pulse(now, 72))


def only_one_reading(room: Room, now: float) -> None:
    rules_without_recovery(room)
    step(room, now, reading(now, 126, 76), spo2(now, 97), pulse(now, 72))


CASES: list[tuple[str, str, Spoil, str]] = [
    (
        "time",
        "a sedative",
        noted(DrugGiven(name="midazolam", dose=1, unit="mg", route="IV", observe_min=60)),
        "min left",
    ),
    ("pressure", "too old", no_reading_for_15_min, "the last is 1"),
    ("pressure", "none since the drug", no_reading_in_recovery, "min old"),
    ("pressure", "one only", only_one_reading, "a second one is missing"),
    ("pressure", "systolic 21 % up", measured((149, 80)), "149/80, baseline"),
    ("pressure", "diastolic 21 % up", measured((126, 90)), "126/90, baseline"),
    ("pressure", "the earlier of the two up", measured((149, 80), (126, 76)), "149/80, baseline"),
    ("spo2", "on oxygen", noted(OxygenSet(flow_l_per_min=2)), "oxygen 2 l/min"),
    ("spo2", "fell within five minutes", lambda room, _: seconds(room, 15, saturation=93), "93 %, at least 94"),
    ("rate", "too slow", lambda room, _: seconds(room, 3, rate=49), "49 /min"),
    ("rate", "no rate", lambda room, _: seconds(room, 3, rate=None), "no value now"),
    ("moaas", "drowsy", noted(ScoreNoted(score=Score.MOAAS, value=4)), "4, at least 5 needed"),
    ("aldrete", "eight", noted(ScoreNoted(score=Score.ALDRETE, value=8)), "8, at least 9 needed"),
    *[(check.check, "undone", noted(CheckAnswered(check=check.check, done=False)), "open") for check in RULES.answers],
]


@pytest.mark.parametrize(
    ("check", "spoil", "why"), [(c, s, w) for c, _, s, w in CASES], ids=[f"{c}: {n}" for c, n, _, _ in CASES]
)
def test_each_open_line_alone_refuses_the_discharge_and_is_named(check: str, spoil: Spoil, why: str) -> None:
    room = recovered()
    assert still_open(room) == []
    spoil(room, room.tick / 10 + 1)
    raises_an_alarm = (
        ["alarms"] if any(each.rule.startswith("BP") for each in room.board.at("1")) else []
    )  # a pressure so far up does
    assert still_open(room) == [check, *raises_an_alarm]
    assert raises_an_alarm == [] or check == "pressure"
    now = room.tick / 10 + 0.1
    (reason,) = refusals(reply(room, now, order(now, LEAVE)))
    item = next(each for each in gate_items(room, room.sessions[1]) if not each.done)
    assert reason.startswith(f"A.M. 59 stays, still open: {item.text} ({item.why})")
    assert why in item.why
    assert room.sessions[1].phase is Phase.RECOVERY


def test_a_standing_alarm_refuses_the_discharge() -> None:
    room = recovered()
    seconds(room, 10, saturation=93)  # slowly: a plunge would be taken for a moving hand
    seconds(room, 25, saturation=89)
    assert {"alarms", "spo2"} == set(still_open(room))
    now = room.tick / 10 + 0.1
    (reason,) = refusals(reply(room, now, order(now, LEAVE)))
    assert "No alarm of the patient stands (O2-LO)" in reason
    step(room, now + 0.1, acknowledge(now + 0.1, "1", *room.board.records))
    seconds(room, 3, saturation=89)
    assert {record.state for record in room.board.at("1")} == {AlarmState.ACKNOWLEDGED}
    assert "alarms" in still_open(room), "that somebody has seen it does not end it"


def test_an_alarm_that_is_over_and_that_nobody_has_acknowledged_refuses_the_discharge() -> None:
    room = recovered()
    seconds(room, 15, rate=150)
    seconds(room, 40)
    assert {(record.rule, record.state) for record in room.board.at("1")} == {("HR-XHI", AlarmState.LATCHED)}
    assert "alarms" in still_open(room)


@pytest.mark.hazard("H37")
def test_a_faint_refuses_the_discharge_by_time_and_by_alarm() -> None:
    room = recovered()
    noted(SideEffectNoted(effect=SideEffect.FAINT))(room, room.tick / 10 + 1)
    assert still_open(room) == ["time", "alarms"]


def test_every_line_has_a_case_here() -> None:
    room = recovered()
    lines = {item.check for item in gate_items(room, room.sessions[1])}
    assert lines == {check for check, *_ in CASES} | {"alarms"}


def test_what_was_answered_or_rated_before_the_drug_ended_is_asked_again() -> None:
    room = recovered()
    book = room.sessions[1].book
    before = round(END * 10) - 1
    book.entries = [
        replace(kept, tick=before) if isinstance(kept.entry, CheckAnswered | ScoreNoted) else kept
        for kept in book.entries
    ]
    assert set(still_open(room)) == {check.check for check in ANSWERS} | {"moaas", "aldrete"}


def test_an_answer_that_was_voided_is_open_again() -> None:
    room = recovered()
    kept = next(each for each in room.sessions[1].book.entries if isinstance(each.entry, CheckAnswered))
    now = room.tick / 10 + 1
    void = VoidEntry(place_id="1", session_id=1, entry_seq=kept.seq, reason="other patient", actor=NURSE)
    assert refusals(reply(room, now, order(now, void))) == []
    assert isinstance(kept.entry, CheckAnswered)
    assert still_open(room) == [kept.entry.check]


def test_a_pressure_in_doubt_lets_nobody_go() -> None:
    room = recovered()
    now = room.tick / 10 + 1
    doubted = replace(reading(now, 126, 76), quality=Quality.QUESTIONABLE)
    step(room, now, doubted, spo2(now, 97), pulse(now, 72))
    assert still_open(room) == ["pressure"]
    (item,) = [each for each in gate_items(room, room.sessions[1]) if not each.done]
    assert item.why == "126/76 is no full reading"


def test_nothing_answered_and_nothing_measured_leaves_every_line_open_but_the_alarms() -> None:
    room = recovered()
    silent = replace(room.sessions[1])
    silent.book.entries = [kept for kept in silent.book.entries if kept.tick < END * 10 + 1]
    step(room, room.tick / 10 + 3000)
    answered = {check.check for check in ANSWERS} | {"moaas", "aldrete"}
    assert set(still_open(room)) == answered | {"pressure", "spo2", "rate"}


@pytest.mark.parametrize(("check", "spoil"), [(c, s) for c, _, s, _ in CASES[::3]], ids=[c for c, *_ in CASES[::3]])
def test_an_override_stands_in_the_audit_trail_and_in_the_record(check: str, spoil: Spoil, tmp_path: Path) -> None:
    room = recovered()
    spoil(room, room.tick / 10 + 1)
    leave = replace(LEAVE, override_reason="physician was called and agrees")
    events = []
    for command in (replace(leave, actor=UNATTRIBUTED), leave):
        now = room.tick / 10 + 0.1
        events += reply(room, now, order(now, command))
    refused, kept, left = events
    assert isinstance(refused, CommandRefused)
    assert isinstance(kept, GateOverridden)
    assert isinstance(left, PhaseChanged)
    assert (kept.actor, kept.reason, kept.open_checks) == (NURSE, "physician was called and agrees", (check,))
    assert left.stage is Stage.DISCHARGED
    store = tmp_path / "room.sqlite3"
    journal = Journal.open(store, room_name="Room", provenance=Provenance.SIMULATED, epoch=EPOCH, profile_digest="d1")
    journal.write([Batch(tick=room.tick, utc_ms=room.now.utc_ms, inputs=(), events=tuple(events))])
    journal.close()
    found = [event for event in History(store).events(EventFilter(session_id=1)) if isinstance(event, GateOverridden)]
    assert found == [kept]
    assert verify(store).findings == ()


def test_all_well_needs_no_override() -> None:
    room = recovered()
    assert len(answers()) == len(ANSWERS) + 2
    now = room.tick / 10 + 0.1
    (left,) = reply(room, now, order(now, LEAVE))
    assert isinstance(left, PhaseChanged)
    assert left.stage is Stage.DISCHARGED
