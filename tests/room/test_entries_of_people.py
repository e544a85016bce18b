"""What people record at a chair is kept, corrected and set aside, never changed or lost."""

from dataclasses import replace

import pytest
from worlds import EPOCH, admit, make_room, order, plan, step

from monitor.alarms.circumstances import Circumstances
from monitor.alarms.rules import Profile
from monitor.domain.commands import Record, VoidEntry
from monitor.domain.entries import (
    Arm,
    ArmsSet,
    DrugGiven,
    Entry,
    InfusionAct,
    InfusionActRecorded,
    OffMonitor,
    OxygenSet,
    Score,
    ScoreNoted,
    TextNoted,
)
from monitor.domain.events import AlarmChanged, CommandRefused, EntryRecorded, EntryVoided, Event
from monitor.domain.inputs import CommandGiven
from monitor.domain.people import Actor
from monitor.room.circumstances import circumstances_of
from monitor.room.room import Room

NURSE = Actor("R. King", "nurse")


def record(seconds: float, entry: Entry, **changes: object) -> CommandGiven:
    return order(seconds, Record(place_id="1", session_id=1, entry=entry, actor=NURSE, **changes))  # type: ignore[arg-type]  # a test names fields freely


def said(room: Room, seconds: float, *orders: CommandGiven) -> list[Event]:
    """The answers to what people ask, without what the rules say meanwhile."""
    return [event for event in step(room, seconds, *orders) if not isinstance(event, AlarmChanged)]


@pytest.fixture
def room() -> Room:
    room = make_room()
    step(room, 10, admit(10))
    return room


def test_an_entry_is_kept_with_who_when_and_the_time_it_is_about(room: Room) -> None:
    late = record(60, TextNoted(text="calm"), at_utc_ms=EPOCH.utc_ms + 30_000, reason="busy")
    (event,) = said(room, 60, late)
    assert isinstance(event, EntryRecorded)
    assert (event.actor, event.effective_utc_ms - EPOCH.utc_ms, event.reason) == (NURSE, 30_000, "busy")
    assert event.at.tick == 600
    kept, entry = room.sessions[1].book.last(TextNoted) or pytest.fail("not kept")
    assert (kept.tick, kept.recorded_tick, entry.text) == (300, 600, "calm")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"at_utc_ms": EPOCH.utc_ms + 30_000}, "needs a reason"),
        ({"at_utc_ms": EPOCH.utc_ms + 90_000, "reason": "x"}, "in the future"),
        ({"at_utc_ms": EPOCH.utc_ms, "reason": "x"}, "before the admission"),
        ({"replaces_seq": 99}, "no longer counts"),
    ],
)
def test_what_cannot_be_is_refused_in_words(room: Room, changes: dict[str, object], words: str) -> None:
    (event,) = said(room, 60, record(60, TextNoted(text="calm"), **changes))
    assert isinstance(event, CommandRefused)
    assert words in event.reason
    assert room.sessions[1].book.entries == []


@pytest.mark.hazard("H07")
def test_a_correction_replaces_and_a_voided_entry_stays_in_the_record(room: Room) -> None:
    (first,) = said(room, 60, record(60, OxygenSet(flow_l_per_min=4)))
    (second,) = said(room, 61, record(61, OxygenSet(flow_l_per_min=2), replaces_seq=first.seq))
    assert [entry.flow_l_per_min for _, entry in room.sessions[1].book.of(OxygenSet)] == [2]
    void = VoidEntry(place_id="1", session_id=1, entry_seq=second.seq, reason="wrong chair", actor=NURSE)
    (event,) = said(room, 62, order(62, void))
    assert isinstance(event, EntryVoided)
    assert room.sessions[1].book.last(OxygenSet) is None
    assert len(room.sessions[1].book.entries) == 2
    (again,) = said(room, 63, order(63, void))
    assert isinstance(again, CommandRefused)


def test_the_rules_hear_what_was_said_and_a_restart_keeps_it(room: Room) -> None:
    step(
        room,
        60,
        record(60, OxygenSet(flow_l_per_min=2)),
        record(60, ScoreNoted(score=Score.MOAAS, value=3)),
        record(60, ArmsSet(cuff=Arm.LEFT, probe=Arm.LEFT, line=Arm.RIGHT)),
        record(60, OffMonitor(companion="R. King")),
    )
    expected = Circumstances(on_oxygen=True, moaas=3, same_arm=True, off_monitor=True)
    assert circumstances_of(room.sessions[1]) == expected
    back = Room.restore(plan(), Profile(name="test"), room.checkpoint())
    assert back.sessions[1].book == room.sessions[1].book
    assert circumstances_of(back.sessions[1]) == expected


def test_a_lot_is_kept_with_the_drug_and_what_is_no_lot_is_refused(room: Room) -> None:
    drug = DrugGiven(name="Labetalol", dose=10, unit="mg", route="IV", lot="B7")
    (kept,) = said(room, 60, record(60, drug))
    assert isinstance(kept, EntryRecorded)
    assert kept.entry == drug
    too_long: tuple[Entry, ...] = (
        replace(drug, lot="x" * 41),
        InfusionActRecorded(act=InfusionAct.BOLUS, lot="x" * 41),
    )
    for second, what in enumerate(too_long, start=61):
        (refused,) = said(room, second, record(second, what))
        assert isinstance(refused, CommandRefused)
        assert refused.reason == "The lot has 41 characters; 40 are the most."
