"""A pressure that was typed wrong and told to the receiver: the correction is told at once, and what was wrong."""

from functools import partial
from pathlib import Path

import hl7
import pytest
from hl7apy.consts import VALIDATION_LEVEL
from hl7apy.parser import parse_message
from outside_rooms import CalledRoom, picture, running
from stays import at, record
from worlds import EPOCH, NURSE, admit, make_room, order, step

from monitor.domain.commands import VoidEntry
from monitor.domain.entries import TextNoted, ValuesEntered
from monitor.domain.events import EntryRecorded, EntryVoided
from monitor.domain.inputs import Input
from monitor.engine.core import Step
from monitor.engine.outside import corrections
from monitor.engine.outside.corrections import Corrections
from monitor.engine.outside.hl7_sender import Hl7Sender, Receiver
from monitor.reports.hl7_live import live_oru
from monitor.reports.hl7_segments import Parties
from monitor.storage.outbox import Outbox

WRONG, RIGHT = ValuesEntered(systolic=118.0, diastolic=76.0), ValuesEntered(systolic=181.0, diastolic=76.0)


class Told:
    """A room whose messages are kept in a file; nobody receives them."""

    def __init__(self, path: Path) -> None:
        self.world = CalledRoom()  # for its clock
        self.room, self.outbox = make_room(), Outbox(path)
        step(self.room, 1, admit(1))
        encode = partial(live_oru, parties=Parties())
        receiver = Receiver(host="127.0.0.1", port=9)
        self.sender = Hl7Sender(receiver, self.outbox, encode=encode, every_s=60, clock=self.world.clock)
        self.entries: list[EntryRecorded] = []

    def hear(self, seconds: float, *inputs: Input) -> None:
        events = step(self.room, seconds, *inputs)
        self.entries += [event for event in events if isinstance(event, EntryRecorded)]
        self.sender.heard(Step(picture(self.room), tuple(events), (), None))

    async def pressures(self) -> list[list[tuple[str, str, str]]]:
        """Systolic, diastolic and status of each message, in the order in which they were written."""
        waiting = self.sender.views()[0].waiting
        async with running(self.sender):
            await self.world.until(lambda: self.outbox.counts().waiting == waiting, "written")
        found = []
        for message in self.outbox.oldest(50):
            parse_message(message.payload, validation_level=VALIDATION_LEVEL.STRICT).validate()
            rows = [row for row in hl7.parse(message.payload).segments("OBX") if str(row[3]).startswith("1500")]
            found.append([(str(row[3])[:6], str(row[5]), str(row[11])) for row in rows])
        return found


@pytest.fixture
def told(tmp_path: Path) -> Told:
    return Told(tmp_path / "room.hl7")


@pytest.mark.hazard("H56")
@pytest.mark.parametrize("at_utc_ms", [None, at(10)], ids=["newer", "same time"])
async def test_a_correction_is_told_at_once_with_what_was_wrong(told: Told, at_utc_ms: int | None) -> None:
    told.hear(10, record(10, WRONG))
    told.hear(15, record(15, RIGHT, replaces_seq=told.entries[-1].seq, at_utc_ms=at_utc_ms, reason="mistyped"))
    told.hear(16)
    assert await told.pressures() == [
        [("150021", "118", "F"), ("150022", "76", "F")],
        [("150021", "118", "W"), ("150022", "76", "W"), ("150021", "181", "C"), ("150022", "76", "C")],
    ]


@pytest.mark.hazard("H56")
async def test_a_pressure_that_is_set_aside_is_told_as_wrong(told: Told) -> None:
    told.hear(10, record(10, WRONG))
    void = VoidEntry(place_id="1", session_id=1, entry_seq=told.entries[-1].seq, reason="other arm", actor=NURSE)
    told.hear(20, order(20, void))
    assert (await told.pressures())[1:] == [[("150021", "118", "W"), ("150022", "76", "W")]]


async def test_other_entries_are_no_corrections(told: Told) -> None:
    told.hear(10, record(10, TextNoted(text="a note")))
    void = VoidEntry(place_id="1", session_id=1, entry_seq=told.entries[-1].seq, reason="wrong", actor=NURSE)
    told.hear(11, order(11, void))
    told.hear(12, record(12, ValuesEntered(spo2=97.0)))
    told.hear(13, record(13, ValuesEntered(spo2=96.0), replaces_seq=told.entries[-1].seq))
    assert await told.pressures() == []


def typed(seq: int) -> EntryRecorded:
    return EntryRecorded(seq=seq, at=EPOCH, place_id="1", session_id=1, entry=WRONG, effective_utc_ms=seq, actor=NURSE)


def known(heard: Corrections, *seqs: int) -> list[int]:
    """Which of these entries are known when they are set aside."""
    voided = [
        EntryVoided(seq=100 + seq, at=EPOCH, place_id="1", session_id=1, entry_seq=seq, reason="wrong", actor=NURSE)
        for seq in seqs
    ]
    return [row.measured_utc_ms for row in heard.heard(voided, [("1", 1)]).get(("1", 1), ())]


def test_what_is_remembered_of_a_patient_is_bounded_and_goes_with_the_patient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corrections, "MOST_KEPT", 2)
    heard = Corrections()
    heard.heard([typed(1), typed(2), typed(3)], [("1", 1)])
    assert known(heard, 1, 2, 3) == [2, 3]
    heard.heard([], [("1", 2)])
    assert known(heard, 3) == []
