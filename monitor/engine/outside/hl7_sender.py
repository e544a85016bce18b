"""Sends HL7 messages over MLLP, one after the other, each until its receiver has confirmed it.

What is to be said is written by an encoder that is handed in; what waits stands in the outbox's file, so that a dead
receiver, or a restart, loses nothing.
"""

import asyncio
import contextlib
import logging
import ssl
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from drivers.clock import Clock
from monitor.engine.core import Step
from monitor.engine.outside.corrections import CorrectedPressure, Corrections
from monitor.engine.outside.hl7_pace import Pace
from monitor.engine.outside.mllp import BLOCK_END, MOST_ANSWER_BYTES, Verdict, framed, read_acknowledgement
from monitor.port.outside_views import OutletView
from monitor.port.snapshot import PlaceView, Snapshot
from monitor.storage.errors import StorageError
from monitor.storage.outbox import Counts, Outbox, Waiting

log = logging.getLogger(__name__)

Encode = Callable[[Snapshot, PlaceView, str, Sequence[CorrectedPressure]], str]
"""Snapshot, place, message control id and what was corrected, to a whole message."""

ANSWER_WITHIN_S = 10.0  # real seconds for an acknowledgement
CONNECT_WITHIN_S = 5.0
FIRST_RETRY_S, LONGEST_RETRY_S = 1.0, 60.0  # real seconds between attempts, doubling
STORE_RETRY_S = 5.0  # real seconds, where the disk refuses
LOOK_EVERY_S = 1.0  # real seconds: another process may have put messages into the file
MOST_REJECTIONS = 5  # of one message; then it is set aside, so that the others are not held up for ever
MOST_UNSTORED = 1_000  # messages that the disk has not taken yet


class _NotConfirmedError(Exception):
    """No acknowledgement of this message; the text says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiver:
    """Where messages go. `tls` None: without encryption."""

    host: str
    port: int
    tls: ssl.SSLContext | None = None

    def __str__(self) -> str:
        return f"{self.host}:{self.port}{' (TLS)' if self.tls else ''}"


@dataclass(frozen=True, slots=True)
class _Message:
    """What is to be told, not written yet."""

    snapshot: Snapshot
    place: PlaceView
    corrected: tuple[CorrectedPressure, ...]


class Hl7Sender:
    """An outlet."""

    def __init__(self, receiver: Receiver, outbox: Outbox, *, encode: Encode, every_s: float, clock: Clock) -> None:
        """`encode` writes the message of one place.

        Each pressure, and each correction of one, is told at once, other numbers every `every_s`.
        """
        self._receiver = receiver
        self._outbox = outbox
        self._encode = encode
        self._pace = Pace(every_s)
        self._clock = clock
        self._corrections = Corrections()
        self._unstored: deque[_Message] = deque()
        self._news = asyncio.Event()
        self._counts = Counts(0, 0, 0)
        self._why = "not connected yet"
        self._delivered = 0
        self._dropped = 0  # before the disk took them
        self._rejections: dict[int, int] = {}
        self._retry_s = FIRST_RETRY_S

    def heard(self, step: Step) -> None:
        present = {
            (place.place_id, place.session.session_id): place
            for place in step.snapshot.places
            if place.session is not None
        }
        corrected = self._corrections.heard(step.events, tuple(present))
        due = {place.place_id for place in self._pace.due(step.snapshot)}
        for key, place in present.items():
            if place.place_id not in due and key not in corrected:
                continue
            if len(self._unstored) >= MOST_UNSTORED:
                self._unstored.popleft()
                self._dropped += 1
            self._unstored.append(_Message(step.snapshot, place, corrected.get(key, ())))
            self._news.set()

    async def run(self) -> None:
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._store(), name="HL7 outbox")
                group.create_task(self._send(), name="HL7 sender")
        finally:
            self._outbox.close()

    def failed(self, why: str) -> None:
        self._why = why

    def views(self) -> tuple[OutletView, ...]:
        refused = f"{self._counts.refused} refused by the receiver and set aside" if self._counts.refused else ""
        return (
            OutletView(
                name="HL7",
                target=f"mllp://{self._receiver}",
                on_line=not self._why,
                why="; ".join(part for part in (self._why, refused) if part),
                waiting=self._counts.waiting + len(self._unstored),
                delivered=self._delivered,
                dropped=self._counts.dropped + self._dropped,
            ),
        )

    async def _store(self) -> None:
        """Bring what was heard into the file; a disk that refuses is tried again."""
        while True:
            while self._unstored:
                message = self._unstored.popleft()
                try:
                    await asyncio.to_thread(self._put, message)
                except StorageError as error:
                    self._why = f"the queue cannot be written: {error}"
                    self._unstored.appendleft(message)
                    await self._clock.sleep(STORE_RETRY_S * self._clock.speed)
                except Exception:
                    self._dropped += 1  # it would fail again: those behind it go on at the next attempt
                    raise
            self._news.clear()
            await self._news.wait()

    def _put(self, message: _Message) -> None:
        self._outbox.put(
            lambda number: self._encode(message.snapshot, message.place, control_id(number), message.corrected),
            utc_ms=message.snapshot.at.utc_ms,
        )
        self._counts = self._outbox.counts()

    async def _send(self) -> None:
        """Connect while there is something to say, say it, and wait longer each time that nobody confirms."""
        while True:
            try:
                waiting = await asyncio.to_thread(self._look)
                if not waiting:
                    await self._clock.sleep(LOOK_EVERY_S * self._clock.speed)
                    continue
                await self._deliver(waiting)
            except (OSError, TimeoutError, StorageError, _NotConfirmedError, asyncio.IncompleteReadError) as error:
                self._note_failure(error)
                await self._clock.sleep(self._retry_s * self._clock.speed)
                self._retry_s = min(2 * self._retry_s, LONGEST_RETRY_S)

    def _look(self) -> list[Waiting]:
        self._counts = self._outbox.counts()
        return self._outbox.oldest(50)

    async def _deliver(self, waiting: list[Waiting]) -> None:
        """Send on one connection, in the order of their numbers."""
        receiver = self._receiver
        async with asyncio.timeout(CONNECT_WITHIN_S):
            reader, writer = await asyncio.open_connection(
                receiver.host, receiver.port, ssl=receiver.tls, limit=MOST_ANSWER_BYTES
            )
        try:
            while waiting:
                for message in waiting:
                    await self._deliver_one(message, reader, writer)
                waiting = await asyncio.to_thread(self._look)
        finally:
            writer.close()
            with contextlib.suppress(OSError, TimeoutError):
                async with asyncio.timeout(CONNECT_WITHIN_S):
                    await writer.wait_closed()

    async def _deliver_one(self, message: Waiting, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(framed(message.payload))
        async with asyncio.timeout(ANSWER_WITHIN_S):
            await writer.drain()
            try:
                block = await reader.readuntil(BLOCK_END)
            except asyncio.LimitOverrunError as error:
                raise _NotConfirmedError("it answers with more than an acknowledgement") from error
        answer = read_acknowledgement(block)
        if answer is None or answer.control_id != control_id(message.number):
            raise _NotConfirmedError("its answer is no acknowledgement of the message sent")
        if answer.verdict is Verdict.ACCEPTED:
            await asyncio.to_thread(self._outbox.confirmed, message.number)
            self._note_success(message)
            return
        self._rejections[message.number] = rejections = self._rejections.get(message.number, 0) + 1
        if answer.verdict is Verdict.REJECTED and rejections < MOST_REJECTIONS:
            raise _NotConfirmedError(f"it rejects the message: {answer.text or answer.verdict}")
        log.warning("HL7 message %d is set aside: %s %s", message.number, answer.verdict, answer.text)
        await asyncio.to_thread(self._outbox.set_aside, message.number, f"{answer.verdict} {answer.text}".strip())
        del self._rejections[message.number]

    def _note_success(self, message: Waiting) -> None:
        if self._why:
            log.info("HL7 goes to %s", self._receiver)
        self._why, self._retry_s = "", FIRST_RETRY_S
        self._rejections.pop(message.number, None)
        self._delivered += 1

    def _note_failure(self, error: Exception) -> None:
        words = f"no answer from {self._receiver}" if isinstance(error, TimeoutError) else str(error)
        if isinstance(error, asyncio.IncompleteReadError):
            words = f"{self._receiver} ended the connection without an answer"
        if words != self._why:
            log.info("HL7 waits: %s", words)
        self._why = words


def control_id(number: int) -> str:
    """MSH-10 of a message: its number in the outbox, which no other message ever has."""
    return f"IRM{number}"
