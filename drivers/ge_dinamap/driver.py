"""DINAMAP driver: asks NIBP, SpO2 and rate once a second and, where it was opted in, starts the cuff.

One request is outstanding at a time. What the replies mean is left to the interpreter; a monitor that is silent is
asked again for ever, for silence is judged by the room.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from drivers.clock import Clock
from drivers.device import Decoded, DeviceSpec, HostCommand, LinkStatistics
from drivers.errors import CommandRefusedError
from drivers.ge_dinamap.interpreter import Interpreter
from drivers.ge_dinamap.protocol import FLUSH, Command, Decoder, Message, NaReply, NibpStatus, Reply, Request
from drivers.observations import NANOSECONDS_PER_SECOND, Observation, Provenance, Stamp
from drivers.transport.allow_list import AllowListTransport
from drivers.transport.base import Chunk, Transport
from drivers.transport.deadline import receive_within
from drivers.transport.line_settings import LinkDefaults, SerialSettings
from drivers.transport.opening import open_transport

LINE = LinkDefaults(line=SerialSettings(baud=9600))  # 9600 8N1, no flow control
POLL_PERIOD_S = 1.0  # "once a second or slower in one sequence"
REPLY_TIMEOUT_S = 3.0  # "drivers use 1 to 3 s"
COMMAND_REPLY_S = 1.0  # the reply to START and CANCEL is not documented: silence is an answer, too
MIN_REAL_TIMEOUT_S = 1.0  # however fast the clock runs, bytes still need real time
CONFIRM_ROUNDS = 5
CONFIRM_PERIOD_S = 1.0
MAX_PENDING = 256  # observations made while a cuff command was confirmed; a few per second arise
POLLED = (Command.READ_NIBP, Command.READ_SPO2, Command.READ_RATE)
# "A leading CR is a safe way to flush a half-received line", so each request goes out behind one.
ALLOWED_WRITES = frozenset(
    {FLUSH, *(FLUSH + Request(command).encode() for command in (*POLLED, Command.START_NIBP, Command.CANCEL_NIBP))}
)
CAPTURED_DEVICE = "ge_dinamap"


class DinamapDriver:
    """A monitor on an open link."""

    def __init__(self, spec: DeviceSpec, *, transport: Transport, clock: Clock) -> None:
        self.statistics = LinkStatistics()
        self._device_id = spec.device_id
        self._start_allowed = spec.cuff_start_allowed
        self._transport = transport
        self._clock = clock
        self._decoder = Decoder()
        self._interpreter = Interpreter(spec.device_id, provenance=spec.provenance, opened=clock.now())
        self._one_at_a_time = asyncio.Lock()
        self._pending: deque[Observation] = deque()
        self._forgotten = 0  # observations that found `_pending` full
        self._starting = False
        self._cancels = 0

    async def observations(self) -> AsyncIterator[Observation]:
        while True:
            began = self._clock.now()
            for command in POLLED:
                await self._poll(command)
                while self._pending:
                    yield self._pending.popleft()
            await self._clock.sleep(max(0.0, POLL_PERIOD_S - _seconds(began, self._clock.now())))

    async def start_cuff(self) -> None:
        if not self._start_allowed:
            raise CommandRefusedError(f"{self._device_id}: starting the cuff from here is not allowed for this device")
        if self._starting:
            raise CommandRefusedError(f"{self._device_id} is being started already")
        self._starting = True
        try:
            await self._start()
        finally:
            self._starting = False

    async def _start(self) -> None:
        cancels = self._cancels
        now = await self._poll(Command.READ_NIBP)
        if now is None:
            raise CommandRefusedError(f"{self._device_id} does not answer, so nothing was started")
        if now.status == NibpStatus.BUSY:
            raise CommandRefusedError(f"{self._device_id} is measuring already")
        async with self._one_at_a_time:
            if self._cancels != cancels:  # somebody pressed cancel meanwhile: the arm must not be squeezed after that
                raise CommandRefusedError(f"{self._device_id}: cancelled before the cuff was started")
            await self._exchange(Command.START_NIBP, COMMAND_REPLY_S)
        for _ in range(CONFIRM_ROUNDS):
            reply = await self._poll(Command.READ_NIBP)
            if reply is not None and reply.status == NibpStatus.BUSY:
                return
            await self._clock.sleep(CONFIRM_PERIOD_S)
        raise CommandRefusedError(f"{self._device_id} was told to start but does not report that it is measuring")

    async def cancel_cuff(self) -> None:
        self._cancels += 1
        for _ in range(CONFIRM_ROUNDS):
            # at once, in front of any reply that is still awaited: an arm is in the cuff
            await self._transport.send(FLUSH + Request(Command.CANCEL_NIBP).encode())
            reply = await self._poll(Command.READ_NIBP)
            if reply is not None and reply.status != NibpStatus.BUSY:
                return
            await self._clock.sleep(CONFIRM_PERIOD_S)
        raise CommandRefusedError(f"{self._device_id} does not confirm that it stopped; press cancel at the monitor")

    async def _poll(self, command: Command) -> NaReply | None:
        """Ask, keep what the answer says for `observations`, and return it if it is about the cuff."""
        async with self._one_at_a_time:
            sent = self._clock.now()
            answer = await self._exchange(command, REPLY_TIMEOUT_S)
        if answer is None:
            return None
        reply, received = answer
        self._keep(self._interpreter.interpret(reply, received, delay_s=_seconds(sent, received)))
        return reply if isinstance(reply, NaReply) else None

    def _keep(self, observations: list[Observation]) -> None:
        self._pending += observations
        while len(self._pending) > MAX_PENDING:
            self._pending.popleft()
            self._forgotten += 1
        self._count()

    async def _exchange(self, command: Command, timeout_s: float) -> tuple[Reply, Stamp] | None:
        """Send a request; the reply with its receipt, or None if no good one came in time."""
        timeout_s = max(timeout_s, MIN_REAL_TIMEOUT_S * self._clock.speed)
        sent = self._clock.now()
        await self._transport.send(FLUSH + Request(command).encode())
        while True:
            left_s = timeout_s - _seconds(sent, self._clock.now())
            chunk = await receive_within(self._transport, self._clock, left_s)
            if chunk is None:
                self._decoder.reset()
                self._count()
                return None
            refused = self._decoder.rejected_lines
            reply = self._matching(command, chunk, sent)
            if reply is not None:
                return reply, chunk.stamp
            if self._decoder.rejected_lines > refused:
                await self._transport.send(FLUSH)  # the answer was damaged and will not come again
                return None

    def _matching(self, command: Command, chunk: Chunk, sent: Stamp) -> Reply | None:
        """The reply to `command` in `chunk`. Late replies to earlier requests are discarded."""
        self.statistics.received_bytes += len(chunk.data)
        self.statistics.last_byte = chunk.stamp
        messages = self._decoder.feed(chunk.data)
        self._count()
        if messages:
            self.statistics.last_frame = chunk.stamp
        replies = [message for message in messages if not isinstance(message, Request)]
        fitting = [reply for reply in replies if reply.letters == command.letters and chunk.stamp >= sent]
        return fitting[-1] if fitting else None

    def _count(self) -> None:
        self.statistics.frames = self._decoder.frames
        self.statistics.rejected_bytes = self._decoder.rejected_bytes
        self.statistics.dropped_messages = self._transport.dropped_chunks + self._forgotten


def _seconds(begin: Stamp, end: Stamp) -> float:
    return (end.mono_ns - begin.mono_ns) / NANOSECONDS_PER_SECOND


@asynccontextmanager
async def open_dinamap_driver(spec: DeviceSpec, clock: Clock) -> AsyncIterator[DinamapDriver]:
    """Open the link of `spec` for as long as the context lasts.

    Raises:
        AddressError: the link cannot be read.
        LinkUnavailableError: it cannot be opened now.

    """
    transport = AllowListTransport(await open_transport(spec.link, clock, defaults=LINE), ALLOWED_WRITES)
    try:
        yield DinamapDriver(spec, transport=transport, clock=clock)
    finally:
        await transport.close()


class DinamapCaptureDecoder:
    """Bytes of a recording, of either direction, to observations and host commands."""

    def __init__(self) -> None:
        self.statistics = LinkStatistics()
        self._decoder = Decoder()
        self._interpreter = Interpreter(CAPTURED_DEVICE, provenance=Provenance.REPLAYED, opened=None)
        self._last = Stamp(0, 0)

    def feed(self, data: bytes, stamp: Stamp) -> list[Decoded]:
        self.statistics.received_bytes += len(data)
        self.statistics.last_byte = self._last = stamp
        return self._decoded(self._decoder.feed(data), stamp)

    def finish(self) -> list[Decoded]:
        return self._decoded(self._decoder.finish(), self._last)

    def _decoded(self, messages: list[Message], stamp: Stamp) -> list[Decoded]:
        decoded: list[Decoded] = []
        for message in messages:
            self.statistics.last_frame = stamp
            if isinstance(message, Request):
                command = message.command
                decoded.append(HostCommand(command=command.value, meaning=command.meaning, stamp=stamp))
            else:
                decoded += self._interpreter.interpret(message, stamp)
        self.statistics.frames = self._decoder.frames
        self.statistics.rejected_bytes = self._decoder.rejected_bytes
        return decoded
