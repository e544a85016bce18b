"""Nonin drivers: join a link or a capture to a decoder and the interpreter, and nothing else.

The device talks, the host is silent: nothing is ever written. Silence is judged by the room, not here.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Protocol

from drivers.clock import Clock
from drivers.device import Decoded, DeviceSpec, HostCommand, LinkStatistics
from drivers.errors import CommandRefusedError
from drivers.nonin.avant import avant_decoder
from drivers.nonin.detection import DetectingDecoder
from drivers.nonin.interpreter import Interpreter, device_time
from drivers.nonin.protocol import CommandScanner, DataFormat, Said, make_decoder
from drivers.nonin.spot_check import SpotCheckDecoder
from drivers.notice_edges import NoticeEdges, State
from drivers.observations import NoticeKind, Observation, Provenance, Stamp
from drivers.transport.allow_list import AllowListTransport
from drivers.transport.base import Transport
from drivers.transport.line_settings import FRAME, LinkDefaults, SerialSettings
from drivers.transport.opening import open_transport

ALLOWED_WRITES: frozenset[bytes] = frozenset()
PACKET_LINE = LinkDefaults(line=SerialSettings(baud=9600), fixed=FRAME, binary=True)
PRINTER_LINE = LinkDefaults(line=SerialSettings(baud=9600))  # some send a second stop bit or a ninth data bit


def line_of(data_format: DataFormat) -> LinkDefaults:
    """The line settings that devices of a format have."""
    return PRINTER_LINE if data_format is DataFormat.AVANT else PACKET_LINE


class StreamDecoder(Protocol):
    """What a stream of one or of several formats is decoded with."""

    @property
    def frames(self) -> int: ...

    @property
    def rejected_bytes(self) -> int: ...

    def feed(self, data: bytes) -> Sequence[Said]: ...


class NoninReader:
    """Bytes to observations, with the counters that go with them."""

    def __init__(self, *, decoder: StreamDecoder, interpreter: Interpreter) -> None:
        self.statistics = LinkStatistics()
        self._decoder = decoder
        self._interpreter = interpreter

    def read(self, data: bytes, stamp: Stamp) -> list[Observation]:
        """Everything said by the packets that end in `data`, received at `stamp`."""
        self.statistics.received_bytes += len(data)
        self.statistics.last_byte = stamp
        return self.interpret(self._decoder.feed(data), stamp)

    def interpret(self, found: Sequence[Said], stamp: Stamp, *, cut: bool = False) -> list[Observation]:
        """What `found` says; `cut`: the recording ended before it was certainly whole."""
        statistics = self.statistics
        observations: list[Observation] = []
        for said in found:
            statistics.last_frame = stamp
            moment = device_time(said)
            if moment is not None:
                ours = stamp.utc.astimezone().replace(tzinfo=None)
                statistics.device_clock_offset_s = (moment - ours).total_seconds()
            observations += self._interpreter.interpret(said, stamp, cut=cut)
        statistics.frames = self._decoder.frames
        statistics.rejected_bytes = self._decoder.rejected_bytes
        return observations


def _live_decoder(data_format: DataFormat) -> StreamDecoder:
    match data_format:
        case DataFormat.DF13:
            return SpotCheckDecoder()
        case DataFormat.AVANT:
            return avant_decoder(skip_first_line=True)  # a port is opened in the middle of a line
        case _:
            return DetectingDecoder()


class NoninDriver:
    """An oximeter on an open link. DF1, DF2, DF7 and DF8 are told apart by what comes, whichever is configured."""

    def __init__(self, spec: DeviceSpec, *, transport: Transport) -> None:
        self._device_id = spec.device_id
        self._transport = transport
        self._expected = DataFormat(spec.kind)
        self._decoder = _live_decoder(self._expected)
        self._reader = NoninReader(
            decoder=self._decoder, interpreter=Interpreter(spec.device_id, provenance=spec.provenance)
        )
        self._format_edges = NoticeEdges(spec.device_id, spec.provenance)

    @property
    def statistics(self) -> LinkStatistics:
        return self._reader.statistics

    async def observations(self) -> AsyncIterator[Observation]:
        while True:
            chunk = await self._transport.receive()
            self.statistics.dropped_messages = self._transport.dropped_chunks
            observations = self._reader.read(chunk.data, chunk.stamp)
            for observation in [*self._format_edges.update(self._other_format(), chunk.stamp), *observations]:
                yield observation

    async def start_cuff(self) -> None:
        raise CommandRefusedError(f"{self._device_id} is an oximeter and has no cuff")

    async def cancel_cuff(self) -> None:
        raise CommandRefusedError(f"{self._device_id} is an oximeter and has no cuff")

    def _other_format(self) -> list[State]:
        """The state that the device sends another format than the room file says; it is read all the same."""
        detected = self._decoder.detected if isinstance(self._decoder, DetectingDecoder) else None
        if detected in (None, self._expected):
            return []
        why = f"the oximeter sends {detected.name}; the room file says {self._expected.value}"
        return [State("other_data_format", NoticeKind.INFORMATION, why)]


@asynccontextmanager
async def open_nonin_driver(spec: DeviceSpec, clock: Clock) -> AsyncIterator[NoninDriver]:
    """Open the link of `spec` for as long as the context lasts; its kind is the value of a `DataFormat`.

    Raises:
        AddressError: the link cannot be read.
        LinkUnavailableError: it cannot be opened now.

    """
    line = line_of(DataFormat(spec.kind))
    transport = AllowListTransport(await open_transport(spec.link, clock, defaults=line), ALLOWED_WRITES)
    try:
        yield NoninDriver(spec, transport=transport)
    finally:
        await transport.close()


class NoninCaptureDecoder:
    """Bytes of a recording, known to be of one format, to observations; with the commands a host sent in between."""

    def __init__(self, data_format: DataFormat) -> None:
        self._decoder = make_decoder(data_format)
        interpreter = Interpreter(data_format.value, provenance=Provenance.REPLAYED)
        self._reader = NoninReader(decoder=self._decoder, interpreter=interpreter)
        self._scanner = CommandScanner()
        self._commands = 0
        self._last = Stamp(0, 0)

    @property
    def statistics(self) -> LinkStatistics:
        return self._reader.statistics

    def feed(self, data: bytes, stamp: Stamp) -> list[Decoded]:
        self._last = stamp
        commands = [
            HostCommand(command=command.name, meaning=command.meaning, stamp=stamp)
            for command in self._scanner.feed(data)
        ]
        self._commands += len(commands)
        observations = self._reader.read(data, stamp)
        self._count()
        return [*commands, *observations]

    def finish(self) -> list[Decoded]:
        observations = self._reader.interpret(self._decoder.finish(), self._last, cut=True)
        self._count()
        return [*observations]

    def _count(self) -> None:
        """A command is no damage: its bytes are rejected by the device's format and understood all the same."""
        self.statistics.frames = self._decoder.frames + self._commands
        self.statistics.rejected_bytes = max(0, self._decoder.rejected_bytes - self._scanner.found_bytes)
