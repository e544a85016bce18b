"""IntelliVue driver: joins a link to the conversation and the interpreter, and nothing else. It reads only.

When to ask is the conversation's business; what answers mean is the interpreter's. The association ends with the link.
"""

import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from drivers.clock import Clock
from drivers.device import DeviceSpec, LinkStatistics
from drivers.errors import CommandRefusedError, LinkLostError
from drivers.identities import IdentityEdge
from drivers.observations import NANOSECONDS_PER_SECOND, Observation, Stamp
from drivers.philips_intellivue.allowed import AllowedWrites
from drivers.philips_intellivue.association import SessionKind, SessionMessage
from drivers.philips_intellivue.conversation import Conversation, Phase
from drivers.philips_intellivue.identity import MdsCreateEvent
from drivers.philips_intellivue.interpreter import Interpreter
from drivers.philips_intellivue.lines import DatagramLine, Line, SerialLine
from drivers.philips_intellivue.linked import LinkedParts
from drivers.philips_intellivue.polls import PollReply
from drivers.philips_intellivue.protocol import DATA_PORT, Message
from drivers.transport.allow_list import AllowListTransport
from drivers.transport.base import Chunk, Transport
from drivers.transport.deadline import receive_within
from drivers.transport.line_settings import FRAME, LineKey, LinkDefaults, SerialSettings
from drivers.transport.opening import open_transport
from drivers.transport.udp import open_udp, parse_udp

# "115200 8N1 fixed, no flow control"; the byte 11, which software flow control eats, stands in each frame
LINE_DEFAULTS = LinkDefaults(line=SerialSettings(baud=115_200), fixed=FRAME | {LineKey.BAUD, LineKey.FLOW}, binary=True)
MIN_REAL_TIMEOUT_S = 1.0  # however fast the clock runs, bytes still need real time
RELEASE_WITHIN_S = 1.0


class IntellivueDriver:
    """A monitor on an open link."""

    def __init__(self, spec: DeviceSpec, *, transport: Transport, clock: Clock, line: Line) -> None:
        self.statistics = LinkStatistics()
        self._device_id = spec.device_id
        self._transport = AllowListTransport(transport, AllowedWrites(line))
        self._clock = clock
        self._line = line
        self._interpreter = Interpreter(spec.device_id, provenance=spec.provenance, opened=clock.now())
        self._identity = IdentityEdge(spec.device_id, spec.provenance)
        self._parts = LinkedParts()
        self._conversation = Conversation(
            now_s=_seconds(clock.now()), shortest_s=MIN_REAL_TIMEOUT_S * clock.speed if clock.speed > 1.0 else 0.0
        )
        self._written_s = float("-inf")

    async def observations(self) -> AsyncIterator[Observation]:
        conversation = self._conversation
        while True:
            now = self._clock.now()
            await self._send(conversation.due(_seconds(now)))
            if conversation.phase is Phase.ENDED:
                raise LinkLostError(f"{self._device_id}: {conversation.why_ended}")
            if conversation.alarms_refused:
                for notice in self._interpreter.alarms_not_sent(now):
                    yield notice
            wait_s = conversation.due_s - _seconds(self._clock.now())
            chunk = await receive_within(self._transport, self._clock, wait_s)
            if chunk is not None:
                for message in self._read(chunk):
                    await self._send(conversation.hear(message, _seconds(chunk.stamp)))
                    for observation in self._interpret(message, chunk.stamp):
                        yield observation

    async def start_cuff(self) -> None:
        raise CommandRefusedError(f"{self._device_id}: Data Export cannot start the cuff; start it at the monitor")

    async def cancel_cuff(self) -> None:
        raise CommandRefusedError(f"{self._device_id}: Data Export cannot stop the cuff; stop it at the monitor")

    async def release(self) -> None:
        """Let the monitor go, so that it takes another association at once; at most `RELEASE_WITHIN_S`."""
        with contextlib.suppress(LinkLostError):  # a broken link has nobody to say goodbye to
            farewell = self._conversation.leave()
            await self._send(farewell)
            if farewell:
                await self._until_released()

    async def _until_released(self) -> None:
        end_s = _seconds(self._clock.now()) + max(RELEASE_WITHIN_S, MIN_REAL_TIMEOUT_S * self._clock.speed)
        answer = SessionMessage(SessionKind.RELEASE_RESPONSE)
        while True:
            left_s = end_s - _seconds(self._clock.now())
            chunk = await receive_within(self._transport, self._clock, left_s)
            if chunk is None or answer in self._read(chunk):
                return

    def _read(self, chunk: Chunk) -> list[Message]:
        messages = self._line.read(chunk.data)
        statistics = self.statistics
        statistics.received_bytes += len(chunk.data)
        statistics.last_byte = chunk.stamp
        if messages:
            statistics.last_frame = chunk.stamp
        statistics.frames = self._line.frames
        statistics.rejected_bytes = self._line.rejected_bytes
        statistics.dropped_messages = self._transport.dropped_chunks
        return messages

    def _interpret(self, message: Message, stamp: Stamp) -> list[Observation]:
        match message:
            case MdsCreateEvent():
                observations: list[Observation] = [*self._identity.update(stamp, model=message.state.model or "")]
                observations += self._interpreter.monitor(message.state, stamp)
                self._note_clock(message.at_ticks, stamp)
                return observations
            case PollReply():
                answers = self._parts.add(message, stamp)
                observations = [item for answer in answers for item in self._interpreter.interpret(answer)]
                self._note_clock(message.at_ticks, stamp)
                return observations
        return []

    def _note_clock(self, at_ticks: int, stamp: Stamp) -> None:
        self.statistics.device_clock_offset_s = self._interpreter.clock_offset_s(at_ticks, stamp)

    async def _send(self, messages: list[bytes]) -> None:
        for message in messages:
            wait_s = self._written_s + self._line.pace_s - _seconds(self._clock.now())
            if wait_s > 0.0:
                await self._clock.sleep(wait_s)
            self._written_s = _seconds(self._clock.now())
            await self._transport.send(self._line.pack(message))


def _seconds(stamp: Stamp) -> float:
    return stamp.mono_ns / NANOSECONDS_PER_SECOND


@asynccontextmanager
async def open_intellivue_udp(spec: DeviceSpec, clock: Clock) -> AsyncIterator[IntellivueDriver]:
    """Speak to the monitor at udp://host[:port] for as long as the context lasts.

    Raises:
        AddressError: the link cannot be read.
        LinkUnavailableError: the host is not known, or cannot be reached.

    """
    transport = await open_udp(parse_udp(spec.link, default_port=DATA_PORT), clock)
    async with _opened(IntellivueDriver(spec, transport=transport, clock=clock, line=DatagramLine()), transport) as it:
        yield it


@asynccontextmanager
async def open_intellivue_serial(spec: DeviceSpec, clock: Clock) -> AsyncIterator[IntellivueDriver]:
    """Speak to the monitor on a serial port, or behind a serial server, for as long as the context lasts.

    Raises:
        AddressError: the link cannot be read, or has other line settings than the port of these monitors.
        LinkUnavailableError: it cannot be opened now.

    """
    transport = await open_transport(spec.link, clock, defaults=LINE_DEFAULTS)
    async with _opened(IntellivueDriver(spec, transport=transport, clock=clock, line=SerialLine()), transport) as it:
        yield it


@asynccontextmanager
async def _opened(driver: IntellivueDriver, transport: Transport) -> AsyncIterator[IntellivueDriver]:
    try:
        yield driver
    finally:
        try:
            await driver.release()
        finally:
            await transport.close()
