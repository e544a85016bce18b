"""What is heard now: what the station wants, or the failure alarm where the station stands still or is gone.

Asked for samples by the output's thread and given orders by the reader's; it owns the lock between them.
"""

import threading
from collections.abc import Callable

from drivers.clock import Clock
from drivers.observations import NANOSECONDS_PER_SECOND
from monitor.annunciator.protocol import Begun, Order, PlayTest, Sound, Wanted
from monitor.annunciator.tones import STEPS_DB, Samples
from monitor.annunciator.vigil import Vigil
from monitor.annunciator.voice import Voice
from monitor.domain.vocabulary import Priority, SoundCategory

PATIENCE_S = 2.0  # without a step or a picture (design, Watched)
GRACE_S = 15.0  # a slow computer takes this long to its first picture
FAILURE_FOR_S = 120.0  # IEC 60601-1-8: the signal of a failed alarm system lasts at least two minutes
FAILURE = Sound(priority=Priority.HIGH, category=SoundCategory.EQUIPMENT, volume_step=len(STEPS_DB) - 1)
TEST = Sound(priority=Priority.MEDIUM)
GONE = "the station has ended without a word"


class Sounder:
    """Joins voice and vigil."""

    def __init__(self, clock: Clock, *, on_begin: Callable[[Begun], None]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._voice = Voice(on_begin=lambda sound: on_begin(Begun(sound=sound, mono_ns=clock.now().mono_ns)))
        self._vigil = Vigil(patience_s=PATIENCE_S, grace_s=GRACE_S, now_s=self._now_s())
        self._wanted: Sound | None = None
        self._gone_s: float | None = None
        self._test_asked = False

    def take(self, order: Order) -> None:
        """Carry out what concerns the sound."""
        with self._lock:
            if isinstance(order, Wanted):
                self._wanted = order.sound
                self._vigil.beat(order.ticks, order.paints, self._now_s())
            elif isinstance(order, PlayTest):
                self._test_asked = True

    def station_gone(self) -> None:
        """The lines ended without a goodbye."""
        with self._lock:
            if self._gone_s is None:
                self._gone_s = self._now_s()

    def gone_for_s(self) -> float | None:
        """Since when the station is gone; None while it is there."""
        with self._lock:
            return None if self._gone_s is None else self._now_s() - self._gone_s

    def failure(self) -> str:
        """What of the station failed, in words."""
        with self._lock:
            return self._failure()

    @property
    def bursting(self) -> bool:
        with self._lock:
            return self._voice.bursting

    def render(self, count: int) -> Samples:
        """The next `count` samples."""
        with self._lock:
            sound = FAILURE if self._failure() else self._wanted
            self._voice.want(sound)
            if self._test_asked:
                self._test_asked = False
                self._voice.play_once(TEST)
            return self._voice.render(count)

    def _failure(self) -> str:
        if self._gone_s is not None:
            return GONE
        return self._vigil.failure(self._now_s())

    def _now_s(self) -> float:
        return self._clock.now().mono_ns / NANOSECONDS_PER_SECOND
