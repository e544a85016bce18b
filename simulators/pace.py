"""Time of a run: seconds since its start, and ticks that do not drift. The clock itself is given."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass

from drivers.clock import Clock
from drivers.observations import NANOSECONDS_PER_SECOND, Stamp


@dataclass(frozen=True, slots=True)
class RunTime:
    """`start` is the run's second 0; it may lie in the past."""

    clock: Clock
    start: Stamp

    def now_s(self) -> float:
        """Seconds of the clock since the start."""
        return (self.clock.now().mono_ns - self.start.mono_ns) / NANOSECONDS_PER_SECOND

    async def ticks(self, *, period_s: float, phase_s: float = 0.0) -> AsyncGenerator[float, None]:
        """Give each due time, in seconds since the start, when it has come.

        A due time is never moved by how late the one before was served; those that were missed altogether, because
        the machine slept or is too slow, are left out.
        """
        number = 0
        while True:
            missed = int((self.now_s() - phase_s) // period_s)
            number = max(number + 1, missed)
            due_s = number * period_s + phase_s
            if (wait_s := due_s - self.now_s()) > 0.0:
                await self.clock.sleep(wait_s)
            yield due_s
