"""Who may leave and when: every line of the gate, its opening again, refusal in words, override by name and reason."""

import random
from dataclasses import replace

import pytest
from recovered import END, LEAVE, RULES, answers, recovered, still_open
from stays import NURSE, act, at, record, refusals, reply, stay
from worlds import order, pulse, reading, spo2, step

from monitor.domain.commands import VoidEntry
from monitor.domain.entries import (
    CheckAnswered,
    DrugGiven,
    Entry,
    InfusionAct,
    OxygenSet,
    Score,
    ScoreNoted,
    SideEffect,
    SideEffectNoted,
    TextNoted,
)
from monitor.domain.events import EntryRecorded, GateOverridden, PhaseChanged
from monitor.domain.people import UNATTRIBUTED
from monitor.domain.policy import STANDARD, ListedDrug, Policy
from monitor.domain.vocabulary import Phase
from monitor.port.projection import Projector
from monitor.port.snapshot import PlaceView
from monitor.room.gate import gate_items
from monitor.room.leave import earliest_leave
from monitor.room.room import Room


def place(room: Room) -> PlaceView:
    return Projector(room).snapshot(1, {}).places[0]


@pytest.mark.hazard("H35")
def test_ready_falls_in_the_tick_in_which_a_reading_ages_out() -> None:
    room = recovered()
    assert place(room).ready_to_leave, place(room).gate
    last = room.sessions[1].last_reading
    assert last is not None
    ages_out = last.measured_tick + 6000 + 3000  # the programme's ten minutes of late recovery, and five
    for second in range(room.tick // 10 + 1, ages_out // 10 + 1):
        step(room, second, spo2(second, 97), pulse(second, 72))
    assert place(room).ready_to_leave
    room.step(room.ledger.instant(ages_out + 1), ())
    assert not place(room).ready_to_leave
    assert still_open(room) == ["pressure"]


@pytest.mark.hazard("H35")
def test_ready_falls_when_an_alarm_rises() -> None:
    room = recovered()
    for second in range(room.tick // 10 + 1, room.tick // 10 + 20):
        step(room, second, spo2(second, 97), pulse(second, 150))
        standing = any(record.rule == "HR-XHI" for record in room.board.at("1"))
        assert ("alarms" in still_open(room)) is bool(room.board.at("1"))
    assert standing
    assert not place(room).ready_to_leave


@pytest.mark.hazard("H35")
@pytest.mark.parametrize(
    ("entry", "checks"),
    [
        (CheckAnswered(check="escort_here", done=False), ["escort_here"]),
        (CheckAnswered(check="cannula_out", done=False), ["cannula_out"]),
        (ScoreNoted(score=Score.MOAAS, value=4), ["moaas"]),
        (ScoreNoted(score=Score.ALDRETE, value=8), ["aldrete"]),
        (OxygenSet(flow_l_per_min=2), ["spo2"]),
        (SideEffectNoted(effect=SideEffect.FAINT), ["time", "alarms"]),  # a faint is an alarm as well
        (DrugGiven(name="midazolam", dose=1, unit="mg", route="IV", observe_min=60), ["time"]),
    ],
)
def test_ready_falls_when_an_item_is_undone_and_discharge_names_it(entry: Entry, checks: list[str]) -> None:
    room = recovered()
    now = room.tick / 10 + 1
    step(room, now, record(now, entry), spo2(now, 97), pulse(now, 72))
    assert still_open(room) == checks
    (reason,) = refusals(reply(room, now + 1, order(now + 1, LEAVE)))
    text = next(item.text for item in gate_items(room, room.sessions[1]) if item.check == checks[0])
    assert text in reason
    assert room.sessions[1].phase is Phase.RECOVERY


@pytest.mark.parametrize(
    ("systolic", "diastolic", "well"),
    [
        (146, 80, True),
        (150, 80, False),
        (126, 92, False),
        (126, 76, True),
        (88, 60, False),
        (91, 60, False),
        (94, 60, True),
    ],
)
def test_a_pressure_must_be_near_the_baseline(systolic: float, diastolic: float, *, well: bool) -> None:
    room = recovered()
    now = room.tick / 10 + 1
    step(room, now, reading(now, systolic, diastolic), spo2(now, 97), pulse(now, 72))
    assert ("pressure" not in still_open(room)) is well


def test_a_silent_probe_opens_the_gate_again() -> None:
    room = recovered()
    step(room, room.tick / 10 + 8)
    assert {"spo2", "rate"} <= set(still_open(room))


def test_all_done_lets_the_patient_leave_and_before_that_only_a_name_and_a_reason_do() -> None:
    room = recovered()
    said = reply(room, END + 3611, order(END + 3611, LEAVE))
    assert any(isinstance(event, PhaseChanged) and event.phase is Phase.DISCHARGED for event in said)
    early = stay(policy=STANDARD, start_checks=True)
    step(early, 100, act(100, InfusionAct.START))
    step(early, 200, act(200, InfusionAct.END))
    nameless = replace(LEAVE, override_reason="asked for", actor=UNATTRIBUTED)
    (reason,) = refusals(reply(early, 201, order(201, nameless)))
    assert "Give a name" in reason
    said = reply(early, 202, order(202, replace(LEAVE, override_reason="physician decides")))
    (kept,) = [event for event in said if isinstance(event, GateOverridden)]
    assert (kept.actor, kept.reason) == (NURSE, "physician decides")
    assert {"time", "escort_here", "moaas"} <= set(kept.open_checks)


def leave_of(room: Room) -> tuple[int, str]:
    assert RULES is not None
    found = earliest_leave(room.sessions[1], RULES, infusion_min=60.0)
    assert found is not None
    return found


@pytest.mark.hazard("H37")
def test_a_rescue_drug_moves_the_earliest_leave_and_the_text_names_it() -> None:
    room = recovered()
    before = leave_of(room)
    assert "end of the infusion" in before[1]
    drug = DrugGiven(name="midazolam", dose=1, unit="mg", route="IV", observe_min=60, sedative=True)
    late = record(END + 3620, drug, at_utc_ms=at(END + 3000), reason="written down afterwards")
    (event,) = reply(room, END + 3620, late)
    assert isinstance(event, EntryRecorded)
    assert leave_of(room) == (round((END + 3000 + 3600) * 10), "60 min after midazolam")
    assert place(room).session is not None
    assert place(room).session.stay.earliest_leave_why == "60 min after midazolam"  # type: ignore[union-attr]  # the line above
    void = VoidEntry(place_id="1", session_id=1, entry_seq=event.seq, reason="other patient", actor=NURSE)
    reply(room, END + 3621, order(END + 3621, void))
    assert leave_of(room) == before


@pytest.mark.hazard("H37")
def test_the_list_of_drugs_says_how_long_at_least() -> None:
    listed = ListedDrug(name="midazolam", dose=1, unit="mg", route="IV", observe_min=60)
    room = stay(policy=Policy(drugs=(listed,)))
    step(room, 20, record(20, DrugGiven(name="Midazolam ", dose=2, unit="mg", route="IV", observe_min=5)))
    assert [drug.observe_min for _, drug in room.sessions[1].book.of(DrugGiven)] == [60]


@pytest.mark.hazard("H37")
def test_a_grave_alarm_late_in_recovery_adds_half_an_hour() -> None:
    room = recovered()
    now = room.tick // 10
    for second in range(now + 1, now + 20):
        step(room, second, spo2(second, 97), pulse(second, 150))
    tick, words = leave_of(room)
    assert "HIGH alarm" in words
    raised = room.sessions[1].high_tick
    assert raised is not None
    assert tick == raised + 18_000


@pytest.mark.hazard("H37")
def test_the_last_grave_alarm_counts_and_not_the_first() -> None:
    room = recovered()
    now = room.tick // 10
    for second in range(now + 1, now + 20):
        step(room, second, spo2(second, 97), pulse(second, 150))
    first = leave_of(room)
    for second in range(now + 20, now + 600):
        step(room, second, spo2(second, 97), pulse(second, 72))
    for second in range(now + 600, now + 620):
        step(room, second, spo2(second, 97), pulse(second, 150))
    assert leave_of(room)[0] >= first[0] + 10 * 580
    assert "HIGH alarm" in leave_of(room)[1]


@pytest.mark.hazard("H37")
@pytest.mark.parametrize("effect", [SideEffect.FAINT, SideEffect.UNRESPONSIVE, SideEffect.NAUSEA])
def test_a_faint_has_a_time_of_its_own_beside_that_of_its_alarm(effect: SideEffect) -> None:
    room = recovered()
    assert RULES is not None
    second = room.tick // 10 + 1
    step(room, second, record(second, SideEffectNoted(effect=effect)), spo2(second, 97), pulse(second, 72))
    longer = earliest_leave(room.sessions[1], replace(RULES, faint_min=45.0), infusion_min=60.0)
    assert longer is not None
    assert (longer == (second * 10 + 27_000, f"45 min after {effect.value}")) is (effect is not SideEffect.NAUSEA)


@pytest.mark.hazard("H37")
def test_nothing_moves_the_earliest_leave_earlier(rng: random.Random) -> None:
    room = recovered()
    second = room.tick // 10
    known = leave_of(room)[0]
    moved = 0
    for _ in range(120):
        second += rng.randrange(1, 90)
        entry: Entry = rng.choice(
            [
                *answers(),
                TextNoted(text="calm"),
                SideEffectNoted(effect=rng.choice(list(SideEffect))),
                DrugGiven(name="ondansetron", dose=4, unit="mg", route="IV", observe_min=rng.choice([0.0, 15.0, 60.0])),
            ]
        )
        step(room, second, pulse(second, rng.choice([60, 72, 150])), spo2(second, 97), record(second, entry))
        now = leave_of(room)[0]
        assert now >= known, f"{entry} moved it earlier"
        moved += now > known
        known = now
    assert moved > 3
