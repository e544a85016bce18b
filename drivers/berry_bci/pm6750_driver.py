"""PM6750 driver: switches oximeter and ECG on and, where it was opted in, starts and stops the cuff.

`start_cuff` and `cancel_cuff` rely on somebody taking `observations` meanwhile: that is where the board is heard. What
frames mean is left to the interpreter.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from drivers.berry_bci.pm6750_interpreter import Pm6750Interpreter
from drivers.berry_bci.protocol import ECG_ON, NIBP_START, NIBP_STOP, SPO2_ON, Frame, Pm6750Decoder
from drivers.clock import Clock
from drivers.device import DeviceSpec, LinkStatistics
from drivers.errors import CommandRefusedError
from drivers.observations import Observation, Provenance, Stamp
from drivers.streaming import MIN_REAL_TIMEOUT_S, StreamDriver, StreamReader, Upkeep, seconds_between
from drivers.transport.allow_list import AllowListTransport
from drivers.transport.base import Transport
from drivers.transport.line_settings import FRAME, LinkDefaults, SerialSettings
from drivers.transport.opening import open_transport

START, STOP = NIBP_START.encode(), NIBP_STOP.encode()
SWITCH_ON = (SPO2_ON.encode(), ECG_ON.encode())  # temperature is not asked for
ALLOWED_WRITES = frozenset({START, STOP, *SWITCH_ON})
LINE = LinkDefaults(line=SerialSettings(baud=115_200), fixed=FRAME, binary=True)  # 8N1, no flow control
UPKEEP = Upkeep(first=SWITCH_ON, again=SWITCH_ON, silence_s=3.0)  # "parameters 1 a second"
HEARD_WITHIN_S = 5.0  # a board that was not heard for so long may be measuring or not: nobody knows
CONFIRM_ROUNDS = 5
CONFIRM_PERIOD_S = 1.0
STOPPED_AFTER_S = 2.0  # "about 5 a second during a reading": without a frame for so long the reading has ended


class Pm6750Driver:
    """A board on an open link."""

    def __init__(self, spec: DeviceSpec, *, transport: Transport, clock: Clock) -> None:
        self._device_id = spec.device_id
        self._start_allowed = spec.cuff_start_allowed
        self._transport = transport
        self._clock = clock
        self._board = Pm6750Interpreter(spec.device_id, provenance=spec.provenance, live=True)
        reader: StreamReader[Frame] = StreamReader(decoder=Pm6750Decoder(), interpreter=self._board)
        self._stream = StreamDriver(spec, reader=reader, transport=transport, clock=clock, upkeep=UPKEEP)
        self._confirm_period_s = max(CONFIRM_PERIOD_S, MIN_REAL_TIMEOUT_S * clock.speed / CONFIRM_ROUNDS)
        self._starting = False
        self._cancels = 0

    @property
    def statistics(self) -> LinkStatistics:
        return self._stream.statistics

    def observations(self) -> AsyncIterator[Observation]:
        return self._stream.observations()

    async def start_cuff(self) -> None:
        now = self._clock.now()
        if not self._start_allowed:
            raise CommandRefusedError(f"{self._device_id}: starting the cuff from here is not allowed for this device")
        if self._starting:
            raise CommandRefusedError(f"{self._device_id} is being started already")
        if self._board.is_measuring(now):
            raise CommandRefusedError(f"{self._device_id} is measuring already")
        if not self._was_heard_since(now.earlier(HEARD_WITHIN_S)):
            raise CommandRefusedError(f"{self._device_id} does not answer, so nothing was started")
        self._starting = True
        try:
            await self._start(now)
        finally:
            self._starting = False

    async def _start(self, sent: Stamp) -> None:
        cancels = self._cancels
        self._board.expect_reading()
        await self._transport.send(START)
        for _ in range(CONFIRM_ROUNDS):
            await self._clock.sleep(self._confirm_period_s)
            if self._cancels != cancels:
                raise CommandRefusedError(f"{self._device_id}: cancelled before it reported that it is measuring")
            begun = self._board.last_begun
            if begun is not None and begun >= sent:
                return
        raise CommandRefusedError(f"{self._device_id} was told to start but does not report that it is measuring")

    async def cancel_cuff(self) -> None:
        self._cancels += 1
        for _ in range(CONFIRM_ROUNDS):
            sent = self._clock.now()
            self._board.expect_stop()
            await self._transport.send(STOP)
            await self._clock.sleep(self._confirm_period_s)
            if self._was_heard_since(sent) and self._has_stopped():
                return
        raise CommandRefusedError(f"{self._device_id} does not confirm that it stopped; take the cuff off the arm")

    def _was_heard_since(self, moment: Stamp) -> bool:
        last = self.statistics.last_frame
        return last is not None and last >= moment

    def _has_stopped(self) -> bool:
        measuring = self._board.last_measuring
        return measuring is None or seconds_between(measuring, self._clock.now()) >= STOPPED_AFTER_S


@asynccontextmanager
async def open_pm6750_driver(spec: DeviceSpec, clock: Clock) -> AsyncIterator[Pm6750Driver]:
    """Open the link of `spec` for as long as the context lasts.

    Raises:
        AddressError: the link cannot be read.
        LinkUnavailableError: it cannot be opened now.

    """
    transport = AllowListTransport(await open_transport(spec.link, clock, defaults=LINE), ALLOWED_WRITES)
    try:
        yield Pm6750Driver(spec, transport=transport, clock=clock)
    finally:
        await transport.close()


def make_pm6750_capture_decoder() -> StreamReader[Frame]:
    """A reader for recordings, of either direction."""
    interpreter = Pm6750Interpreter("pm6750", provenance=Provenance.REPLAYED, live=False)
    return StreamReader(decoder=Pm6750Decoder(), interpreter=interpreter)
