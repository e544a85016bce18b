"""HL7 over MLLP to a real receiver, which dies and comes back: nothing is lost, refusals hold up nobody."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import hl7
import pytest
from hl7.mllp import start_hl7_server
from mosquitto_server import RequireTool, make_certificates
from outside_rooms import CalledRoom, picture, running, server_context
from worlds import admit, make_room, pulse, reading, spo2, step

from drivers.device import Broker
from drivers.mqtt.broker import make_tls_context
from monitor.domain.time import Instant
from monitor.engine.core import Step
from monitor.engine.outside import hl7_sender
from monitor.engine.outside.corrections import CorrectedPressure
from monitor.engine.outside.hl7_pace import Pace
from monitor.engine.outside.hl7_sender import Hl7Sender, Receiver, control_id
from monitor.engine.outside.mllp import Acknowledgement, Verdict, read_acknowledgement
from monitor.engine.outside.outlet import Outside
from monitor.port.snapshot import PlaceView, Snapshot
from monitor.room.room import Room
from monitor.storage.outbox import Outbox

pytestmark = pytest.mark.timeout(60)
Answer = Callable[[hl7.Message], str]


def encoded(snapshot: Snapshot, place: PlaceView, control: str, corrected: Sequence[CorrectedPressure]) -> str:
    """A message as small as the `hl7` library takes it."""
    assert not corrected
    return f"MSH|^~\\&|A|B|C|D|{snapshot.at.utc_ms}||ORU^R01|{control}|P|2.6\rPV1||O|{place.place_id}\r"


def accept(_: hl7.Message) -> str:
    return "AA"


class Ehr:
    """A receiver on a fixed port; what it has taken it keeps, whatever happens to it."""

    def __init__(self, answer: Answer = accept) -> None:
        self.answer = answer
        self.taken: list[str] = []
        self.port = 0
        self.tls: ssl.SSLContext | None = None
        self._writers: list[asyncio.StreamWriter] = []

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[None]:
        server = await start_hl7_server(self._serve, "127.0.0.1", self.port, ssl=self.tls)
        self.port = server.sockets[0].getsockname()[1]
        try:
            yield
        finally:
            server.close()
            for writer in self._writers:
                writer.transport.abort()
            self._writers.clear()
            await server.wait_closed()

    async def _serve(self, reader: hl7.mllp.HL7StreamReader, writer: hl7.mllp.HL7StreamWriter) -> None:
        self._writers.append(writer)
        try:
            while True:
                message = await reader.readmessage()
                code = self.answer(message)
                if code == "AA":
                    self.taken.append(str(message.segment("MSH")[10]))
                if code:
                    writer.writemessage(message.create_ack(code))
                    await writer.drain()
        except (OSError, asyncio.IncompleteReadError):
            pass


class Sending:
    """A room that speaks HL7."""

    def __init__(self, path: Path, ehr: Ehr, tls: ssl.SSLContext | None = None) -> None:
        self.world = CalledRoom()
        self.room = make_room()
        step(self.room, 1, admit(1))
        self.second = 1
        self.outbox = Outbox(path)
        receiver = Receiver(host="127.0.0.1", port=ehr.port, tls=tls)
        self.sender = Hl7Sender(receiver, self.outbox, encode=encoded, every_s=10, clock=self.world.clock)

    def say(self, count: int) -> None:
        """Let so many messages come up."""
        for _ in range(count):
            self.second += 10
            self.sender.heard(taken(self.room, self.second))

    @property
    def waiting(self) -> int:
        return self.sender.views()[0].waiting


def taken(room: Room, second: float) -> Step:
    events = step(room, second, spo2(second, 97))
    return Step(picture(room), tuple(events), (), None)


def ids(*numbers: int) -> list[str]:
    return [control_id(number) for number in numbers]


async def test_a_dead_receiver_loses_nothing_and_is_caught_up(tmp_path: Path) -> None:
    ehr = Ehr()
    async with ehr.listening():
        first = Sending(tmp_path / "room.hl7", ehr)
        async with running(first.sender):
            first.say(2)
            await first.world.until(lambda: first.outbox.counts().waiting == 0 and len(ehr.taken) == 2, "confirmed")
    async with running(first.sender):
        first.say(3)
        await first.world.until(lambda: first.waiting == 3 and not first.sender.views()[0].on_line, "waiting")
    first.outbox.close()
    again = Sending(tmp_path / "room.hl7", ehr)  # the station was started again meanwhile
    async with running(again.sender):
        await again.world.until(lambda: again.waiting == 3, "still waiting")
        async with ehr.listening():
            again.say(1)
            await again.world.until(lambda: len(ehr.taken) == 6, "caught up")
            await again.world.until(lambda: again.waiting == 0, "confirmed")
    assert ehr.taken == ids(1, 2, 3, 4, 5, 6)
    assert again.sender.views()[0].on_line


@pytest.mark.parametrize("ca", ["ca", "other_ca"])
async def test_over_tls_only_to_a_receiver_whose_certificate_is_right(
    tmp_path: Path, require_tool: RequireTool, ca: str
) -> None:
    await asyncio.to_thread(make_certificates, tmp_path, require_tool("openssl"))
    ehr = Ehr()
    ehr.tls = server_context(tmp_path)
    async with ehr.listening():
        trusted = make_tls_context(Broker(url="", ca_file=tmp_path / f"{ca}.pem"))
        sending = Sending(tmp_path / "room.hl7", ehr, tls=trusted)
        async with running(sending.sender):
            sending.say(1)
            await sending.world.until(
                lambda: (
                    (bool(ehr.taken) and sending.waiting == 0)  # its confirmation has come as well
                    or "certificate verify failed" in sending.sender.views()[0].why
                ),
                "told",
            )
    assert bool(ehr.taken) is (ca == "ca")
    assert sending.outbox.counts().waiting == (0 if ca == "ca" else 1)


async def test_killed_before_it_confirmed_it_gets_the_message_again(tmp_path: Path) -> None:
    ehr = Ehr()
    async with ehr.listening():
        sending = Sending(tmp_path / "room.hl7", ehr)
        seen: list[hl7.Message] = []

        def be_silent(message: hl7.Message) -> str:
            seen.append(message)
            return ""

        ehr.answer = be_silent
        async with running(sending.sender):
            sending.say(1)
            await sending.world.until(lambda: bool(seen), "sent")
    ehr.answer = accept
    async with ehr.listening(), running(sending.sender):
        await sending.world.until(lambda: ehr.taken == ids(1), "sent again")


@pytest.mark.expect_log
async def test_an_error_sets_one_message_aside_and_the_next_goes_on(tmp_path: Path) -> None:
    ehr = Ehr(answer=lambda message: "AE" if str(message.segment("MSH")[10]) == control_id(1) else "AA")
    async with ehr.listening():
        sending = Sending(tmp_path / "room.hl7", ehr)
        async with running(sending.sender):
            sending.say(3)
            await sending.world.until(lambda: ehr.taken == ids(2, 3), "the others taken")
            await sending.world.until(lambda: sending.waiting == 0, "none waiting")
    assert sending.outbox.counts().refused == 1
    assert "1 refused by the receiver and set aside" in sending.sender.views()[0].why


@pytest.mark.expect_log
async def test_a_rejection_is_tried_again_and_given_up_in_the_end(tmp_path: Path) -> None:
    tries: list[str] = []

    def reject(message: hl7.Message) -> str:
        tries.append(str(message.segment("MSH")[10]))
        return "AR" if tries[-1] == control_id(1) else "AA"

    ehr = Ehr(answer=reject)
    async with ehr.listening():
        sending = Sending(tmp_path / "room.hl7", ehr)
        async with running(sending.sender):
            sending.say(2)
            await sending.world.until(lambda: ehr.taken == ids(2), "the other taken")
    assert tries.count(control_id(1)) == hl7_sender.MOST_REJECTIONS
    assert sending.outbox.counts().refused == 1


async def test_an_answer_to_another_message_confirms_nothing(tmp_path: Path) -> None:
    async def confuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\x1c\r")
        writer.write(b"\x0bMSH|^~\\&|||||||ACK|1|P|2.6\rMSA|AA|IRM999\r\x1c\r")
        await writer.drain()
        await reader.read()
        writer.close()

    ehr = Ehr()
    async with await asyncio.start_server(confuse, "127.0.0.1", 0) as server:
        ehr.port = server.sockets[0].getsockname()[1]
        sending = Sending(tmp_path / "room.hl7", ehr)
        async with running(sending.sender):
            sending.say(1)
            await sending.world.until(lambda: "no acknowledgement" in sending.sender.views()[0].why, "not believed")
    assert sending.outbox.counts().waiting == 1


@pytest.mark.expect_log
async def test_a_message_that_cannot_be_written_is_counted_shown_and_holds_up_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ehr = Ehr()

    def poisoned(snapshot: Snapshot, place: PlaceView, control: str, corrected: Sequence[CorrectedPressure]) -> str:
        if snapshot.at.tick == 110:
            raise ValueError("nan is no measurement")
        return encoded(snapshot, place, control, corrected)

    async with ehr.listening():
        sending = Sending(tmp_path / "room.hl7", ehr)
        monkeypatch.setattr(sending.sender, "_encode", poisoned)
        sending.say(3)
        async with running(Outside((sending.sender,), clock=sending.world.clock)):
            await sending.world.until(lambda: "nan is no" in sending.sender.views()[0].why, "shown")
            await sending.world.until(lambda: len(ehr.taken) == 2, "the others taken")
    assert sending.sender.views()[0].dropped == 1


def test_before_the_disk_takes_it_what_waits_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hl7_sender, "MOST_UNSTORED", 2)
    sending = Sending(tmp_path / "room.hl7", Ehr())
    sending.say(5)
    (view,) = sending.sender.views()
    assert (view.waiting, view.dropped) == (2, 3)


def test_each_pressure_is_told_at_once_and_other_numbers_now_and_then() -> None:
    room, pace, told = make_room(), Pace(60), []
    step(room, 1, admit(1))
    for second in range(2, 130):
        more = (reading(second, 130, 80),) if second in {31, 90} else ()
        step(room, second, *more, spo2(second, 97), pulse(second, 70))
        told += [second for place in pace.due(picture(room)) if place.place_id == "1"]
    assert told == [2, 31, 90], "the minute begins anew with each message, which holds all numbers"


@pytest.mark.parametrize("step_s", [-3600, 3600])
def test_a_wall_clock_that_is_put_back_or_forward_changes_no_pace(step_s: int) -> None:
    room, pace, told = make_room(), Pace(10), []
    step(room, 1, admit(1))
    for second in range(2, 60):
        more = (reading(second, 130, 80),) if second in {15, 44} else ()
        step(room, second, *more, spo2(second, 97))
        view = picture(room)
        if second > 30:
            view = replace(view, at=Instant(view.at.tick, view.at.utc_ms + step_s * 1000))
        told += [second for place in pace.due(view) if place.place_id == "1"]
    assert told == [2, 12, 15, 25, 35, 44, 54]


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (b"\x0bMSH|^~\\&|A\rMSA|AA|7\r\x1c\r", Acknowledgement(Verdict.ACCEPTED, "7", "")),
        (b"\x0bMSH|^~\\&|A\rMSA|CE|7|no such patient\r\x1c\r", Acknowledgement(Verdict.ERROR, "7", "no such patient")),
        (b"\x0bMSH#^~\\&#A\nMSA#AR#7\nERR##PID^1#207\x1c\r", Acknowledgement(Verdict.REJECTED, "7", "PID^1 207")),
        (b"\x0bMSH|^~\\&|A\rMSA|AA\r\x1c\r", None),
        (b"\x0bMSH|^~\\&|A\rMSA|ZZ|7\r\x1c\r", None),
        (b"\x0bMSH\x1c\r", None),
        (b"\x0b\xff\xfe\x1c\r", None),
        (b"\x1c\r", None),
    ],
)
def test_acknowledgements(block: bytes, expected: Acknowledgement | None) -> None:
    assert read_acknowledgement(block) == expected
