"""Nellcor driver: joins a link or a capture to the decoder and the interpreter, and restarts a stalled print-out.

XON is the only byte that is ever written: other characters may open a dialogue in which some models stop printing.
Silence is judged by the room, not here.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from drivers.clock import Clock
from drivers.device import Decoded, DeviceSpec, LinkStatistics
from drivers.errors import CommandRefusedError
from drivers.identities import IdentityEdge
from drivers.lines import LineDecoder
from drivers.nellcor_ascii.interpreter import Interpreter
from drivers.nellcor_ascii.protocol import XON, DataLine, LimitsLine, Line, line_decoder
from drivers.observations import Observation, Provenance, Stamp
from drivers.transport.allow_list import AllowListTransport
from drivers.transport.base import Transport
from drivers.transport.deadline import receive_within
from drivers.transport.line_settings import LinkDefaults, SerialSettings
from drivers.transport.opening import open_transport

ALLOWED_WRITES: Final = frozenset({XON})
LINE: Final = LinkDefaults(line=SerialSettings(baud=9600))  # text, so that XON/XOFF may be switched on
STALLED_AFTER_S: Final = 6.0  # three missed lines; "if output stalls, sending XON restarts it"
MIN_REAL_STALL_S: Final = 1.0  # however fast the clock runs, bytes still need real time
CAPTURED_DEVICE: Final = "nellcor_ascii"


class NellcorReader:
    """Bytes to observations, with the counters that go with them."""

    def __init__(
        self, *, decoder: LineDecoder[Line], interpreter: Interpreter, identity: IdentityEdge | None = None
    ) -> None:
        self.statistics = LinkStatistics()
        self._identity = identity  # None: nobody asks which oximeter it is
        self._decoder = decoder
        self._interpreter = interpreter

    def read(self, data: bytes, stamp: Stamp) -> list[Observation]:
        """Everything said by the lines that end in `data`, received at `stamp`."""
        self.statistics.received_bytes += len(data)
        self.statistics.last_byte = stamp
        return self._interpret(self._decoder.feed(data), stamp)

    def finish(self, stamp: Stamp) -> list[Observation]:
        """What the last line says, though its end is missing."""
        return self._interpret(self._decoder.finish(), stamp, cut=True)

    def _interpret(self, lines: list[Line], stamp: Stamp, *, cut: bool = False) -> list[Observation]:
        observations: list[Observation] = []
        for line in lines:
            self.statistics.last_frame = stamp
            if isinstance(line, DataLine):
                self.statistics.device_clock_offset_s = self._interpreter.clock_offset_s(line, stamp)
            if self._identity is not None and isinstance(line, LimitsLine):
                observations += self._identity.update(stamp, model=line.model, software=line.version)
            observations += self._interpreter.interpret(line, stamp, cut=cut)
        self.statistics.frames = self._decoder.frames
        self.statistics.rejected_bytes = self._decoder.rejected_bytes
        return observations


class NellcorDriver:
    """An oximeter on an open link."""

    def __init__(self, *, device_id: str, provenance: Provenance, transport: Transport, clock: Clock) -> None:
        self._device_id = device_id
        self._transport = transport
        self._clock = clock
        self._reader = NellcorReader(
            decoder=line_decoder(skip_first_line=True),  # a port is opened in the middle of a line
            interpreter=Interpreter(device_id, provenance=provenance),
            identity=IdentityEdge(device_id, provenance),
        )

    @property
    def statistics(self) -> LinkStatistics:
        return self._reader.statistics

    async def observations(self) -> AsyncIterator[Observation]:
        stalled_after_s = max(STALLED_AFTER_S, MIN_REAL_STALL_S * self._clock.speed)
        while True:
            chunk = await receive_within(self._transport, self._clock, stalled_after_s)
            if chunk is None:
                await self._transport.send(XON)
                continue
            self.statistics.dropped_messages = self._transport.dropped_chunks
            for observation in self._reader.read(chunk.data, chunk.stamp):
                yield observation

    async def start_cuff(self) -> None:
        raise CommandRefusedError(f"{self._device_id} is an oximeter and has no cuff")

    async def cancel_cuff(self) -> None:
        raise CommandRefusedError(f"{self._device_id} is an oximeter and has no cuff")


@asynccontextmanager
async def open_nellcor_driver(spec: DeviceSpec, clock: Clock) -> AsyncIterator[NellcorDriver]:
    """Open the link of `spec` for as long as the context lasts.

    Raises:
        AddressError: the link cannot be read.
        LinkUnavailableError: it cannot be opened now.

    """
    transport = AllowListTransport(await open_transport(spec.link, clock, defaults=LINE), ALLOWED_WRITES)
    try:
        yield NellcorDriver(device_id=spec.device_id, provenance=spec.provenance, transport=transport, clock=clock)
    finally:
        await transport.close()


class NellcorCaptureDecoder:
    """Lines of a recording to observations. Its first line counts if it is whole."""

    def __init__(self) -> None:
        interpreter = Interpreter(CAPTURED_DEVICE, provenance=Provenance.REPLAYED)
        self._reader = NellcorReader(decoder=line_decoder(), interpreter=interpreter)
        self._last = Stamp(0, 0)

    @property
    def statistics(self) -> LinkStatistics:
        return self._reader.statistics

    def feed(self, data: bytes, stamp: Stamp) -> list[Decoded]:
        self._last = stamp
        return [*self._reader.read(data, stamp)]

    def finish(self) -> list[Decoded]:
        return [*self._reader.finish(self._last)]
