"""Masimo ASCII 1 driver: joins a link or a capture to the decoder and the interpreter, and nothing else.

The monitor talks, the host is silent: nothing is ever written. Silence is judged by the room, not here.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from drivers.clock import Clock
from drivers.device import Decoded, DeviceSpec, LinkStatistics
from drivers.errors import CommandRefusedError
from drivers.identities import IdentityEdge
from drivers.masimo_ascii1.interpreter import Interpreter
from drivers.masimo_ascii1.protocol import Decoder
from drivers.observations import Observation, Provenance, Stamp
from drivers.transport.allow_list import AllowListTransport
from drivers.transport.base import Transport
from drivers.transport.line_settings import LinkDefaults, SerialSettings
from drivers.transport.opening import open_transport

LINE = LinkDefaults(line=SerialSettings(baud=9600))  # 9600 8N1, no flow control; the host is silent
ALLOWED_WRITES: frozenset[bytes] = frozenset()
CAPTURED_DEVICE = "masimo_ascii1"


class MasimoReader:
    """Bytes to observations, with the counters that go with them."""

    def __init__(self, *, decoder: Decoder, interpreter: Interpreter, identity: IdentityEdge | None = None) -> None:
        self.statistics = LinkStatistics()
        self._identity = identity  # None: nobody asks which oximeter it is
        self._decoder = decoder
        self._interpreter = interpreter

    def read(self, data: bytes, stamp: Stamp) -> list[Observation]:
        """Everything said by the lines that end in `data`, received at `stamp`."""
        statistics = self.statistics
        statistics.received_bytes += len(data)
        statistics.last_byte = stamp
        observations: list[Observation] = []
        for record in self._decoder.feed(data):
            statistics.last_frame = stamp
            statistics.device_clock_offset_s = self._interpreter.clock_offset_s(record, stamp)
            if self._identity is not None and record.serial_number is not None:
                observations += self._identity.update(stamp, serial_number=record.serial_number)
            observations += self._interpreter.interpret(record, stamp)
        self._count()
        return observations

    def finish(self) -> None:
        self._decoder.finish()
        self._count()

    def _count(self) -> None:
        self.statistics.frames = self._decoder.frames
        self.statistics.rejected_bytes = self._decoder.rejected_bytes


class MasimoDriver:
    """An oximeter on an open link."""

    def __init__(self, *, device_id: str, provenance: Provenance, transport: Transport) -> None:
        self._device_id = device_id
        self._transport = transport
        self._reader = MasimoReader(
            decoder=Decoder(skip_first_line=True),  # a port is opened in the middle of a line
            interpreter=Interpreter(device_id, provenance=provenance),
            identity=IdentityEdge(device_id, provenance),
        )

    @property
    def statistics(self) -> LinkStatistics:
        return self._reader.statistics

    async def observations(self) -> AsyncIterator[Observation]:
        while True:
            chunk = await self._transport.receive()
            self.statistics.dropped_messages = self._transport.dropped_chunks
            for observation in self._reader.read(chunk.data, chunk.stamp):
                yield observation

    async def start_cuff(self) -> None:
        raise CommandRefusedError(f"{self._device_id} is an oximeter and has no cuff")

    async def cancel_cuff(self) -> None:
        raise CommandRefusedError(f"{self._device_id} is an oximeter and has no cuff")


@asynccontextmanager
async def open_masimo_driver(spec: DeviceSpec, clock: Clock) -> AsyncIterator[MasimoDriver]:
    """Open the link of `spec` for as long as the context lasts.

    Raises:
        AddressError: the link cannot be read.
        LinkUnavailableError: it cannot be opened now.

    """
    transport = AllowListTransport(await open_transport(spec.link, clock, defaults=LINE), ALLOWED_WRITES)
    try:
        yield MasimoDriver(device_id=spec.device_id, provenance=spec.provenance, transport=transport)
    finally:
        await transport.close()


class MasimoCaptureDecoder:
    """Lines of a recording to observations. Its first line counts if it is whole."""

    def __init__(self) -> None:
        interpreter = Interpreter(CAPTURED_DEVICE, provenance=Provenance.REPLAYED)
        self._reader = MasimoReader(decoder=Decoder(), interpreter=interpreter)

    @property
    def statistics(self) -> LinkStatistics:
        return self._reader.statistics

    def feed(self, data: bytes, stamp: Stamp) -> list[Decoded]:
        return [*self._reader.read(data, stamp)]

    def finish(self) -> list[Decoded]:
        self._reader.finish()
        return []
