"""What drivers of devices share that talk by themselves, some of them only after being told to and kept awake.

A `StreamReader` joins a decoder to an interpreter, for a link or for a capture; a `StreamDriver` joins a reader to a
link and tells the device what it must hear. Wire formats and meanings are left to the device folders.
"""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from drivers.clock import Clock
from drivers.device import Decoded, DeviceSpec, HostCommand, LinkStatistics
from drivers.errors import CommandRefusedError
from drivers.notice_edges import NoticeEdges
from drivers.observations import (
    NANOSECONDS_PER_SECOND,
    Numeric,
    Observation,
    Parameter,
    Provenance,
    Quality,
    Source,
    Stamp,
)
from drivers.transport.base import Transport

MIN_REAL_TIMEOUT_S = 1.0  # however fast the clock runs, bytes still need real time
SPO2_RANGE = (1.0, 100.0)
RATE_RANGE = (18.0, 300.0)
F = TypeVar("F")


class FrameDecoder(Protocol[F]):
    """Bytes to frames; counts what it took and what it refused."""

    @property
    def frames(self) -> int: ...

    @property
    def rejected_bytes(self) -> int: ...

    def feed(self, data: bytes) -> list[F]: ...

    def finish(self) -> list[F]: ...


@dataclass(frozen=True, slots=True)
class Reading:
    """One value on its way to a `Numeric`: None with the reason, or a number, perhaps with a doubt."""

    value: float | None
    why: str | None = None


def within(value: float | None, limits: tuple[float, float], *, missing: str) -> Reading:
    """`value` if it is one and lies within `limits`; `missing` says why the device gives none."""
    if value is None:
        return Reading(None, missing)
    low, high = limits
    return Reading(value) if low <= value <= high else Reading(None, f"{value:g} is outside {low:g}-{high:g}")


class StreamInterpreter(ABC, Generic[F]):
    """Turns frames into observations.

    `owed` is what the device must be told in answer; whoever drives it sends and clears that.
    """

    def __init__(self, device_id: str, *, provenance: Provenance) -> None:
        self.device_id = device_id
        self.provenance = provenance
        self.edges = NoticeEdges(device_id, provenance)
        self.last_value: Stamp | None = None  # receipt of the last frame of the kind that a healthy device sends on
        self.clock_offset_s: float | None = None  # device clock minus ours, where the format carries a time
        self.owed: list[bytes] = []

    @abstractmethod
    def interpret(self, frame: F, stamp: Stamp) -> list[Decoded]:
        """All that `frame`, received at `stamp`, says."""

    def finish(self) -> list[Decoded]:
        """What was still waiting for the next frame when the stream ended."""
        return []

    def numeric(
        self, parameter: Parameter, reading: Reading, *, stamp: Stamp, source: Source = Source.OTHER
    ) -> Numeric:
        """`reading` as an observation: a reason beside a number makes it questionable."""
        quality = Quality.VALID if reading.why is None else Quality.QUESTIONABLE
        return Numeric(
            device_id=self.device_id,
            parameter=parameter,
            value=reading.value,
            quality=Quality.INVALID if reading.value is None else quality,
            stamp=stamp,
            source=source,
            why=reading.why,
            provenance=self.provenance,
        )


class StreamReader(Generic[F]):
    """Bytes to observations, with the counters that go with them. It is also the `CaptureDecoder` of its kind."""

    def __init__(self, *, decoder: FrameDecoder[F], interpreter: StreamInterpreter[F]) -> None:
        self.statistics = LinkStatistics()
        self.interpreter = interpreter
        self._decoder = decoder
        self._last = Stamp(0, 0)

    def feed(self, data: bytes, stamp: Stamp) -> list[Decoded]:
        """Everything said by the frames that end in `data`, received at `stamp`."""
        self.statistics.received_bytes += len(data)
        self.statistics.last_byte = self._last = stamp
        return self._decoded(self._decoder.feed(data))

    def finish(self) -> list[Decoded]:
        """The stream is over: what still waited for its confirmation is said now."""
        return [*self._decoded(self._decoder.finish()), *self.interpreter.finish()]

    def _decoded(self, frames: list[F]) -> list[Decoded]:
        decoded: list[Decoded] = []
        for frame in frames:
            self.statistics.last_frame = self._last
            decoded += self.interpreter.interpret(frame, self._last)
        self.statistics.frames = self._decoder.frames
        self.statistics.rejected_bytes = self._decoder.rejected_bytes
        self.statistics.device_clock_offset_s = self.interpreter.clock_offset_s
        return decoded


@dataclass(frozen=True, slots=True, kw_only=True)
class Upkeep:
    """What a device must hear to talk and to go on talking; every string is on the driver's allow-list."""

    first: tuple[bytes, ...] = ()  # sent when the link was opened
    again: tuple[bytes, ...] = ()  # sent whenever no value came for `silence_s`
    silence_s: float = 2.0
    keep_alive: bytes | None = None
    keep_alive_period_s: float = 5.0

    @property
    def nothing_to_say(self) -> bool:
        """Whether the device needs nobody to talk to it."""
        return not self.again and self.keep_alive is None


class StreamDriver(Generic[F]):
    """A device on an open link. It never reconnects, and silence never ends it: that is judged by the room."""

    def __init__(
        self, spec: DeviceSpec, *, reader: StreamReader[F], transport: Transport, clock: Clock, upkeep: Upkeep
    ) -> None:
        self._device_id = spec.device_id
        self._reader = reader
        self._transport = transport
        self._clock = clock
        self._upkeep = upkeep
        self._silence_s = max(upkeep.silence_s, MIN_REAL_TIMEOUT_S * clock.speed)
        self._told = self._kept_alive = clock.now()

    @property
    def statistics(self) -> LinkStatistics:
        return self._reader.statistics

    async def observations(self) -> AsyncIterator[Observation]:
        await self._send(self._upkeep.first)
        self._told = self._kept_alive = self._clock.now()
        async with self._kept_awake():
            while True:
                chunk = await self._transport.receive()
                self.statistics.dropped_messages = self._transport.dropped_chunks
                said = self._reader.feed(chunk.data, chunk.stamp)
                owed, self._reader.interpreter.owed = tuple(self._reader.interpreter.owed), []
                await self._send(owed)
                for item in said:
                    if not isinstance(item, HostCommand):  # an echo of ours
                        yield item

    async def start_cuff(self) -> None:
        raise CommandRefusedError(f"{self._device_id} has no cuff")

    async def cancel_cuff(self) -> None:
        raise CommandRefusedError(f"{self._device_id} has no cuff")

    @asynccontextmanager
    async def _kept_awake(self) -> AsyncIterator[None]:
        """Tell the device what it must hear, in a task of its own: a timer around each read costs 60 us a chunk."""
        if self._upkeep.nothing_to_say:
            yield
            return
        task = asyncio.create_task(self._keep_up(), name=f"{self._device_id} upkeep")
        try:
            yield
        finally:
            task.cancel()
            await asyncio.wait({task})
            if not task.cancelled() and (error := task.exception()) is not None:
                raise error

    async def _keep_up(self) -> None:
        try:
            while True:
                await self._clock.sleep(self._seconds_until_due())
                await self._tell_what_is_due()
        except Exception:
            await self._transport.close()  # ends the read of whoever takes the observations, who then meets the error
            raise

    def _seconds_until_due(self) -> float:
        now = self._clock.now()
        waits = [self._seconds_until_telling(now)] if self._upkeep.again else []
        if self._upkeep.keep_alive is not None:
            waits.append(self._seconds_until_keep_alive(now))
        return max(0.0, min(waits))

    async def _tell_what_is_due(self) -> None:
        now = self._clock.now()
        if self._upkeep.again and self._seconds_until_telling(now) <= 0:
            self._told = now
            await self._send(self._upkeep.again)
        if self._upkeep.keep_alive is not None and self._seconds_until_keep_alive(now) <= 0:
            self._kept_alive = now
            await self._send((self._upkeep.keep_alive,))

    def _seconds_until_telling(self, now: Stamp) -> float:
        last_value = self._reader.interpreter.last_value
        since = self._told if last_value is None or last_value < self._told else last_value
        return self._silence_s - seconds_between(since, now)

    def _seconds_until_keep_alive(self, now: Stamp) -> float:
        return self._upkeep.keep_alive_period_s - seconds_between(self._kept_alive, now)

    async def _send(self, messages: tuple[bytes, ...]) -> None:
        for message in messages:
            await self._transport.send(message)


def seconds_between(begin: Stamp, end: Stamp) -> float:
    """Seconds from `begin` to `end` on the monotonic clock."""
    return (end.mono_ns - begin.mono_ns) / NANOSECONDS_PER_SECOND
