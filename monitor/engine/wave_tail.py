"""The last seconds of one device's waves, for the one chair that somebody looks at. No rule judges them.

Written by the engine's thread, read from any: a lock stands between. A gap or another rate begins a wave anew, so that
what is shown has no hidden hole.
"""

import threading
from collections import deque

from drivers.clock import Clock
from drivers.observations import NANOSECONDS_PER_SECOND, Stamp, Waveform
from monitor.port.device_port import WaveView

KEPT_S = 10.0
MOST_SAMPLES = 5000  # 10 s of the fastest wave that a bedside monitor sends (ECG at 500 Hz)
MOST_WAVES = 4  # of one device
GAP_S = 1.0  # blocks come late by less than that
GONE_S = 3.0  # a wave that has stopped is not shown as if it went on
SHOWN_FIRST = "pleth"  # of oximeters: what the other devices send is shown where there is none


class WaveTail:
    """One device."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._waves: dict[str, deque[Waveform]] = {}

    def note(self, block: Waveform) -> None:
        """Keep one more block of samples."""
        if not block.samples or block.rate_hz <= 0:
            return
        with self._lock:
            if block.label not in self._waves and len(self._waves) == MOST_WAVES:
                return
            kept = self._waves.setdefault(block.label, deque())
            if kept and self._breaks(kept[-1], block):
                kept.clear()
            kept.append(block)
            most = min(MOST_SAMPLES, round(KEPT_S * block.rate_hz))
            while len(kept) > 1 and sum(len(each.samples) for each in kept) - len(kept[0].samples) >= most:
                kept.popleft()

    def _breaks(self, former: Waveform, block: Waveform) -> bool:
        late_s = _between_s(former.stamp, block.stamp) - len(block.samples) / block.rate_hz * self._clock.speed
        return former.rate_hz != block.rate_hz or late_s > GAP_S * self._clock.speed

    def view(self) -> WaveView | None:
        """The wave to show, oldest sample first; None where there is none now."""
        now = self._clock.now()
        with self._lock:
            live = [
                kept
                for kept in self._waves.values()
                if kept and _between_s(kept[-1].stamp, now) <= GONE_S * self._clock.speed
            ]
            if not live:
                return None
            live.sort(key=lambda kept: kept[-1].label != SHOWN_FIRST)
            chosen = tuple(live[0])
        samples = tuple(sample for block in chosen for sample in block.samples)
        last = chosen[-1]
        most = min(MOST_SAMPLES, round(KEPT_S * last.rate_hz))
        return WaveView(label=last.label, rate_hz=last.rate_hz, samples=samples[-most:])


def _between_s(earlier: Stamp, later: Stamp) -> float:
    return (later.mono_ns - earlier.mono_ns) / NANOSECONDS_PER_SECOND
