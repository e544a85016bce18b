"""Where the computer's clocks and the room's ticks meet. It reads no clock; it is given stamps.

Monotonic time decides every tick. UTC runs beside it at a fixed distance until both part by more than `CLOCK_STEP_S`.
"""

from dataclasses import dataclass

from drivers.observations import NANOSECONDS_PER_SECOND, Stamp
from monitor.domain.inputs import ClockStepped
from monitor.domain.time import TICKS_PER_SECOND, Instant

CLOCK_STEP_S = 1.0  # hazard H36: "steps > 1 s are logged and shown"
NS_PER_TICK = NANOSECONDS_PER_SECOND // TICKS_PER_SECOND
NS_PER_MS = 1_000_000


class Timeline:
    """Maps stamps to ticks for as long as this process runs."""

    def __init__(self, start: Stamp, *, tick: int = 0) -> None:
        """`tick` is the room's tick at the moment `start`."""
        self._start = start
        self._tick = tick
        self._utc_offset_ns = start.utc_ns - start.mono_ns

    @property
    def origin_ns(self) -> int:
        """A monotonic instant at which a tick falls due; the others lie whole ticks away from it."""
        return self._start.mono_ns

    def instant(self, stamp: Stamp) -> Instant:
        """The last whole tick at or before `stamp`."""
        return self.at_tick(self.measured_tick(stamp))

    def at_tick(self, tick: int) -> Instant:
        """The instant of `tick`, with UTC as it is believed now."""
        mono_ns = self._start.mono_ns + (tick - self._tick) * NS_PER_TICK
        return Instant(tick, (mono_ns + self._utc_offset_ns) // NS_PER_MS)

    def arrival_tick(self, stamp: Stamp) -> int:
        """The first tick at or after `stamp`: the step that may judge what arrived then."""
        return self._tick - (self._start.mono_ns - stamp.mono_ns) // NS_PER_TICK

    def measured_tick(self, stamp: Stamp) -> int:
        """The last tick at or before `stamp`: a measurement is never made younger than it is."""
        return self._tick + (stamp.mono_ns - self._start.mono_ns) // NS_PER_TICK

    def clock_step(self, stamp: Stamp) -> ClockStepped | None:
        """Adopt the wall clock of `stamp` where it has jumped; the input that tells the room so."""
        offset_ns = stamp.utc_ns - stamp.mono_ns
        if abs(offset_ns - self._utc_offset_ns) <= CLOCK_STEP_S * NANOSECONDS_PER_SECOND:
            return None
        self._utc_offset_ns = offset_ns
        now = self.instant(stamp)
        return ClockStepped(tick=now.tick, utc_ms=now.utc_ms)


@dataclass(frozen=True, slots=True)
class Resumption:
    """How a room goes on after the monitor was not running."""

    timeline: Timeline
    missing_s: float  # by UTC, the only clock that both lives share; 0 where it ran backwards
    clock_went_back: bool


def resume(start: Stamp, last: Instant) -> Resumption:
    """Continue from `last`, the latest instant on record, by the distance in UTC.

    Where UTC ran backwards meanwhile, the room goes on at the next tick: time in the room never returns.
    """
    distance_ns = start.utc_ns - last.utc_ms * NS_PER_MS
    gap_ticks = max(1, -(-distance_ns // NS_PER_TICK))
    went_back = distance_ns < -CLOCK_STEP_S * NANOSECONDS_PER_SECOND
    missing_s = max(0.0, distance_ns / NANOSECONDS_PER_SECOND)
    return Resumption(Timeline(start, tick=last.tick + gap_ticks), round(missing_s, 1), went_back)
