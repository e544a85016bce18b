"""The only module that reads a clock. Everything else is given a `Clock`.

Monotonic time decides (age, delay, silence), UTC records. On Linux monotonic is CLOCK_BOOTTIME, so that a machine
that slept does not find every value fresh.
"""

import asyncio
import heapq
import time
from typing import Protocol

from drivers.observations import NANOSECONDS_PER_SECOND, Stamp

_BOOTTIME = getattr(time, "CLOCK_BOOTTIME", None)


def _system_mono_ns() -> int:
    if _BOOTTIME is not None:
        return time.clock_gettime_ns(_BOOTTIME)
    return time.monotonic_ns()  # Windows and macOS: these already run on through sleep or have no better one


class Clock(Protocol):
    @property
    def speed(self) -> float:
        """How many seconds of this clock pass in one real second."""
        ...

    def now(self) -> Stamp: ...

    async def sleep(self, seconds: float) -> None:
        """Wait for `seconds` of this clock."""
        ...


class SystemClock:
    """The computer's own clocks."""

    speed = 1.0

    def now(self) -> Stamp:
        return Stamp(_system_mono_ns(), time.time_ns())

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class ScaledClock:
    """Runs `speed` times as fast as the computer's clock since an anchor that several processes can share."""

    def __init__(self, speed: float, anchor: Stamp) -> None:
        self.speed = speed
        self.anchor = anchor

    def now(self) -> Stamp:
        elapsed_ns = round((_system_mono_ns() - self.anchor.mono_ns) * self.speed)
        return Stamp(self.anchor.mono_ns + elapsed_ns, self.anchor.utc_ns + elapsed_ns)

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds / self.speed)


MANUAL_START = Stamp(0, 1_700_000_000 * NANOSECONDS_PER_SECOND)  # an arbitrary day in November 2023


class ManualClock:
    """Stands still until `advance`; sleepers wake in the order of their due times."""

    speed = 1.0

    def __init__(self, start: Stamp = MANUAL_START) -> None:
        self._now = start
        self._sleepers: list[tuple[int, int, asyncio.Future[None]]] = []
        self._count = 0

    def now(self) -> Stamp:
        return self._now

    async def sleep(self, seconds: float) -> None:
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        due_ns = self._now.mono_ns + round(seconds * NANOSECONDS_PER_SECOND)
        self._count += 1
        heapq.heappush(self._sleepers, (due_ns, self._count, future))
        await future

    def move(self, seconds: float) -> None:
        """Move the hands without letting anybody run, for synchronous code."""
        self._now = self._now.earlier(-seconds)

    def step_utc(self, seconds: float) -> None:
        """Let the wall clock jump, as a correction by an operator or a time server does."""
        self._now = Stamp(self._now.mono_ns, self._now.utc_ns + round(seconds * NANOSECONDS_PER_SECOND))

    async def advance(self, seconds: float) -> None:
        """Move on by `seconds`, waking each sleeper at its own instant and letting it run."""
        end_ns = self._now.mono_ns + round(seconds * NANOSECONDS_PER_SECOND)
        await _let_others_run()
        while self._sleepers and self._sleepers[0][0] <= end_ns:
            due_ns, _, future = heapq.heappop(self._sleepers)
            self.move((due_ns - self._now.mono_ns) / NANOSECONDS_PER_SECOND)
            if not future.done():
                future.set_result(None)
            await _let_others_run()
        self.move((end_ns - self._now.mono_ns) / NANOSECONDS_PER_SECOND)
        await _let_others_run()


async def _let_others_run() -> None:
    for _ in range(10):  # a woken task may wake others; ten turns let chains of that length settle
        await asyncio.sleep(0)


class Stopwatch:
    """Real elapsed time, for measuring how long something took; never scaled."""

    def __init__(self) -> None:
        self._started_ns = time.perf_counter_ns()

    def elapsed_s(self) -> float:
        return (time.perf_counter_ns() - self._started_ns) / NANOSECONDS_PER_SECOND
