"""DRI driver: asks the monitor for its displayed values and alarms, and hands on what it says.

It keeps asking a monitor that is silent; silence itself is judged by the room.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from drivers.clock import Clock
from drivers.device import Decoded, DeviceSpec, HostCommand, LinkStatistics
from drivers.errors import CommandRefusedError
from drivers.ge_s5_dri.asking import ALLOWED_WRITES, Asker
from drivers.ge_s5_dri.interpreter import Interpreter
from drivers.ge_s5_dri.messages import Displayed, Message, messages_in
from drivers.ge_s5_dri.protocol import Decoder, Record
from drivers.ge_s5_dri.requests import requests_in
from drivers.observations import NANOSECONDS_PER_SECOND, Observation, Provenance, Stamp
from drivers.transport.allow_list import AllowListTransport
from drivers.transport.base import Transport
from drivers.transport.deadline import receive_within
from drivers.transport.line_settings import FRAME, FlowControl, LinkDefaults, Parity, SerialSettings
from drivers.transport.opening import open_transport

LINE = LinkDefaults(
    line=SerialSettings(baud=19200, parity=Parity.EVEN, flow=FlowControl.RTS_CTS),  # newer CARESCAPE: 115200 as well
    fixed=FRAME,  # "forgetting even parity gives garbage that still contains 7E"
    binary=True,
)
CHECK_PERIOD_S = 1.0  # how often the asker is asked while nothing comes
MIN_REAL_TIMEOUT_S = 1.0  # however fast the clock runs, bytes still need real time
CAPTURED_DEVICE = "ge_dri"
NO_CUFF_START = "the monitor's interface has no command for the cuff; start it at the monitor"


class DriReader:
    """Bytes to records and observations, with the counters that go with them."""

    def __init__(self, *, decoder: Decoder, interpreter: Interpreter) -> None:
        self.statistics = LinkStatistics()
        self._decoder = decoder
        self._interpreter = interpreter

    def records(self, data: bytes, stamp: Stamp) -> list[Record]:
        """The records that end in `data`, received at `stamp`."""
        self.statistics.received_bytes += len(data)
        self.statistics.last_byte = stamp
        records = self._decoder.feed(data)
        if records:
            self.statistics.last_frame = stamp
        self._count()
        return records

    def observations(self, messages: list[Message], stamp: Stamp) -> list[Observation]:
        """All that `messages` say."""
        found: list[Observation] = []
        for message in messages:
            if isinstance(message, Displayed):
                self.statistics.device_clock_offset_s = message.time_s - stamp.utc_ns / NANOSECONDS_PER_SECOND
            found += self._interpreter.interpret(message, stamp)
        return found

    def finish(self) -> None:
        self._decoder.finish()
        self._count()

    def _count(self) -> None:
        self.statistics.frames = self._decoder.frames
        self.statistics.rejected_bytes = self._decoder.rejected_bytes


class DriDriver:
    """A monitor on an open link."""

    def __init__(self, spec: DeviceSpec, *, transport: Transport, clock: Clock) -> None:
        self._device_id = spec.device_id
        self._transport = transport
        self._clock = clock
        self._asker = Asker(shortest_s=MIN_REAL_TIMEOUT_S * clock.speed)
        self._reader = DriReader(
            decoder=Decoder(skip_first_frame=True),  # a port is opened in the middle of a frame
            interpreter=Interpreter(spec.device_id, provenance=spec.provenance, opened=clock.now()),
        )

    @property
    def statistics(self) -> LinkStatistics:
        return self._reader.statistics

    async def observations(self) -> AsyncIterator[Observation]:
        while True:
            request = self._asker.next_request(self._now_s())
            if request is not None:
                await self._transport.send(request)
            chunk = await receive_within(self._transport, self._clock, CHECK_PERIOD_S)
            self.statistics.dropped_messages = self._transport.dropped_chunks
            if chunk is None:
                continue
            for record in self._reader.records(chunk.data, chunk.stamp):
                messages = messages_in(record)
                self._heard(record, messages)
                for observation in self._reader.observations(messages, chunk.stamp):
                    yield observation

    def _heard(self, record: Record, messages: list[Message]) -> None:
        if requests_in(record):
            return  # our own words, from a cable that echoes them
        displayed = any(isinstance(message, Displayed) for message in messages)
        self._asker.heard(record.level, self._now_s(), displayed=displayed)

    def _now_s(self) -> float:
        return self._clock.now().mono_ns / NANOSECONDS_PER_SECOND

    async def start_cuff(self) -> None:
        raise CommandRefusedError(f"{self._device_id}: {NO_CUFF_START}")

    async def cancel_cuff(self) -> None:
        raise CommandRefusedError(f"{self._device_id}: {NO_CUFF_START}")


@asynccontextmanager
async def open_dri_driver(spec: DeviceSpec, clock: Clock) -> AsyncIterator[DriDriver]:
    """Open the link of `spec` for as long as the context lasts.

    Raises:
        AddressError: the link cannot be read.
        LinkUnavailableError: it cannot be opened now.

    """
    transport = AllowListTransport(await open_transport(spec.link, clock, defaults=LINE), ALLOWED_WRITES)
    try:
        yield DriDriver(spec, transport=transport, clock=clock)
    finally:
        await transport.close()


class DriCaptureDecoder:
    """Bytes of a recording, of either direction, to observations and host commands."""

    def __init__(self) -> None:
        interpreter = Interpreter(CAPTURED_DEVICE, provenance=Provenance.REPLAYED, opened=None)
        self._reader = DriReader(decoder=Decoder(), interpreter=interpreter)

    @property
    def statistics(self) -> LinkStatistics:
        return self._reader.statistics

    def feed(self, data: bytes, stamp: Stamp) -> list[Decoded]:
        decoded: list[Decoded] = []
        for record in self._reader.records(data, stamp):
            requests = requests_in(record)
            decoded += [HostCommand(command=item.command, meaning=item.meaning, stamp=stamp) for item in requests]
            decoded += self._reader.observations(messages_in(record), stamp)
        return decoded

    def finish(self) -> list[Decoded]:
        self._reader.finish()
        return []
