"""Hazard H10: the rules that run are those of the table, after any commands, and a transfer carries everything."""

import random
from collections.abc import Sequence

import pytest
from vigil_worlds import priorities, record, seated, words
from worlds import PHYSICIAN, admit, alarms, make_room, order, pulse, run, spo2, start, step

from monitor.alarms.circumstances import NO_CIRCUMSTANCES
from monitor.alarms.engine import Bank, Watch
from monitor.alarms.phase_table import runs
from monitor.alarms.rules import Rule
from monitor.domain.commands import Command, Discharge, SetOwnLimit, Transfer, record_infusion
from monitor.domain.entries import BackOnMonitor, Entry, InfusionAct, OffMonitor, OxygenSet, Score, ScoreNoted
from monitor.domain.vocabulary import AlarmState, Priority
from monitor.room.room import Room


@pytest.mark.hazard("H10")
def test_after_any_commands_the_rules_that_run_are_those_of_the_table(rng: random.Random) -> None:
    entries: list[Entry] = [OffMonitor(companion="B"), BackOnMonitor(), ScoreNoted(score=Score.MOAAS, value=3)]
    for _ in range(20):
        room = make_room()
        for second in range(1, 40):
            place_id, session_id = rng.choice(list(room.seats)), rng.randrange(1, 5)
            commands: list[Command] = [
                Discharge(place_id=place_id, session_id=session_id),
                record_infusion(InfusionAct.END, place_id=place_id, session_id=session_id),
                Transfer(place_id=place_id, session_id=session_id, to_place_id=rng.choice(list(room.seats))),
            ]
            given = [
                admit(second, place_id),
                start(second, place_id, session_id),
                record(second, rng.choice(entries), place_id, session_id),
                *(order(second, command) for command in commands),
            ]
            step(room, second, rng.choice(given))
            assert_table(room)
        assert room.board.find(None, "T-ENGINE") is None


def rules_of(bank: Bank) -> Sequence[Rule]:
    return bank.rules


def assert_table(room: Room) -> None:
    """Compare with the table itself, not through the engine's own check."""
    for seat in room.seats.values():
        session = room.session_at(seat)
        watch = Watch.ABSOLUTE_HIGH if session is None else Watch.PATIENT
        known = room.engine.circumstances[seat.column]
        assert session is None or known.phase is session.phase
        assert session is not None or known == NO_CIRCUMSTANCES
        engine = room.engine
        banks: list[Bank] = [engine.limits, engine.falls, engine.silences, engine.staged, engine.pressures]
        for bank in banks:
            for row, rule in enumerate(rules_of(bank)):
                assert bool(bank.enabled[row, seat.column]) is runs(rule, watch, known), (
                    rule.rule,
                    seat.place.place_id,
                )
        assert room.board.find(seat.place.place_id, "T-ENGINE") is None


@pytest.mark.hazard("H10")
def test_a_rule_that_does_not_run_as_the_table_says_is_a_high_technical_alarm() -> None:
    room = seated()
    room.engine.limits.enabled[0, room.seats["1"].column] = False
    events = step(room, 2, record(2, ScoreNoted(score=Score.PAIN, value=1)))
    assert priorities(events, "T-ENGINE") == [("raised", Priority.HIGH)]
    assert "O2-XLO" in words(room, "T-ENGINE")


@pytest.mark.hazard("H10")
def test_a_transfer_carries_what_stands_and_what_is_pending() -> None:
    room = seated()
    step(room, 2, start(2))
    step(room, 3, record(3, OxygenSet(flow_l_per_min=2)))
    limit = SetOwnLimit(place_id="1", session_id=1, rule="HR-HI", limit=110.0, reason="asked for", actor=PHYSICIAN)
    step(room, 4, order(4, limit))
    for second in range(10, 20):
        step(room, second, spo2(second, 80))
    step(
        room, 20, order(20, record_infusion(InfusionAct.END, place_id="1", session_id=1)), spo2(20, 80), pulse(20, 125)
    )
    events = step(room, 21, order(21, Transfer(place_id="1", session_id=1, to_place_id="bay1")))
    record_ = room.board.find("bay1", "O2-XLO")
    assert record_ is not None
    assert record_.state is AlarmState.ACTIVE
    assert room.board.sounding() is Priority.HIGH
    column = room.seats["bay1"].column
    assert (room.engine.limit_of("O2-LO", column), room.engine.limit_of("HR-HI", column)) == (92, 110)
    assert room.engine.circumstances[column].on_oxygen
    events = run(room, [pulse(second, 125, "bay1") for second in range(22, 32)], range(220, 320, 10))
    assert (30.0, "bay1", "HR-HI", "raised") in alarms(events)
