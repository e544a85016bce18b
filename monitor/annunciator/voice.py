"""The stream of samples: which burst plays now, when it is repeated, and how one gives way to another. No clock."""

from collections.abc import Callable

import numpy as np

from monitor.annunciator.protocol import Sound
from monitor.annunciator.tones import RATE_HZ, REPEAT_S, Samples, burst

FADE_FRAMES = RATE_HZ // 100  # a sound that is cut ends within 10 ms instead of with a click
SILENCE: Samples = np.zeros(0, dtype=np.float32)


class Voice:
    """Renders what is wanted. A graver sound begins at once, an equal one takes over with the next burst."""

    def __init__(self, *, on_begin: Callable[[Sound], None]) -> None:
        """`on_begin` is told of each sound when its first sample is rendered, but not of its repetitions."""
        self._on_begin = on_begin
        self._playing: Sound | None = None
        self._next: Sound | None = None  # of the same priority
        self._burst = SILENCE
        self._position = 0  # frames since the burst began
        self._period = 0  # frames from burst to burst; 0: it is played once
        self._tail = SILENCE

    @property
    def bursting(self) -> bool:
        """Whether a burst has begun and not ended."""
        return self._playing is not None and self._position < self._burst.size

    def want(self, sound: Sound | None) -> None:
        """Sound like this from now on."""
        playing = self._playing
        if playing is None or sound is None or playing.priority is not sound.priority or not self._period:
            if sound == playing and self._period:
                return
            if sound is None and not self._period:
                return  # a single burst ends by itself
            self._begin(sound, once=False)
        self._next = sound

    def play_once(self, sound: Sound) -> None:
        """One burst where nothing else sounds: an alarm is never cut for a test."""
        if self._playing is None:
            self._begin(sound, once=True)

    def render(self, count: int) -> Samples:
        """The next `count` samples."""
        block = np.zeros(count, dtype=np.float32)
        faded = min(count, self._tail.size)
        block[:faded] = self._tail[:faded]
        self._tail = self._tail[faded:]
        done = 0
        while done < count and self._playing is not None:
            done += self._render_into(block[done:])
        return block

    def _render_into(self, block: Samples) -> int:
        """Add what plays to `block`, up to the end of the period; how many frames that were."""
        if self._position >= (self._period or self._burst.size):
            if not self._period:
                self._playing = None
                return 0
            self._take_next()
        whole = self._period or self._burst.size
        count = min(block.size, whole - self._position)
        part = self._burst[self._position : self._position + count]
        block[: part.size] += part
        self._position += count
        return count

    def _take_next(self) -> None:
        """The next burst: the same again, or what was wanted meanwhile."""
        if self._next is not None and self._next != self._playing:
            self._begin(self._next, once=False)
        self._position = 0

    def _begin(self, sound: Sound | None, *, once: bool) -> None:
        left = self._burst[self._position : self._position + FADE_FRAMES] if self._playing is not None else SILENCE
        self._tail = left * np.linspace(1.0, 0.0, left.size, dtype=np.float32)
        self._playing, self._position = sound, 0
        self._burst = SILENCE if sound is None else burst(sound)
        self._period = 0 if sound is None or once else round(REPEAT_S.get(sound.priority, 0.0) * RATE_HZ)
        if sound is not None and self._burst.size == 0:
            self._playing = None  # information is never heard
        if self._playing is not None:
            self._on_begin(self._playing)
