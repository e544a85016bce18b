"""What is heard, measured from the samples: pulses, gaps, ramps, harmonics and intervals of IEC 60601-1-8."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from monitor.annunciator.protocol import Sound
from monitor.annunciator.tones import RATE_HZ, STEPS_DB, burst
from monitor.annunciator.voice import Voice
from monitor.domain.vocabulary import Priority, SoundCategory

SOUNDING = (Priority.HIGH, Priority.MEDIUM, Priority.LOW)
PITCHES = {"C4": 261.6, "E4": 329.6, "F4": 349.2, "G4": 392.0, "A4": 440.0, "B4": 493.9, "C5": 523.3}
BLOCK = 882


@dataclass(frozen=True, slots=True)
class Measured:
    """One pulse between its points of half amplitude."""

    start_s: float
    end_s: float
    rise_s: float  # from 10 to 90 %
    samples: NDArray[np.float64]

    @property
    def length_s(self) -> float:
        return self.end_s - self.start_s


def envelope(samples: NDArray[np.float64]) -> NDArray[np.float64]:
    """Amplitude over time: the largest within half a period of C4 to each side."""
    reach = round(RATE_HZ / 261.6 / 2)
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(np.abs(samples), reach), 2 * reach + 1)
    return np.asarray(windows.max(axis=1), dtype=np.float64)


def measure(samples: NDArray[np.float32]) -> list[Measured]:
    """Every pulse of a recording."""
    wide = samples.astype(np.float64)
    outline = envelope(wide)
    loud = np.concatenate(([False], outline > outline.max() / 2, [False]))
    edges = np.flatnonzero(np.diff(loud.astype(np.int8)))
    found = []
    for begin, end in zip(edges[::2], edges[1::2], strict=True):
        before = max(0, begin - RATE_HZ // 20)
        rising = outline[before : (begin + end) // 2]
        top = outline[begin:end].max()
        tenth = before + np.flatnonzero(rising < top * 0.1)[-1] if (rising < top * 0.1).any() else before
        ninety = before + np.flatnonzero(rising >= top * 0.9)[0]
        found.append(Measured(begin / RATE_HZ, end / RATE_HZ, (ninety - tenth) / RATE_HZ, wide[begin:end]))
    return found


def heard(sound: Sound, seconds: float) -> NDArray[np.float32]:
    voice = Voice(on_begin=lambda _sound: None)
    voice.want(sound)
    count = round(seconds * RATE_HZ)
    blocks = [voice.render(min(BLOCK, count - done)) for done in range(0, count, BLOCK)]
    return np.concatenate([np.zeros(RATE_HZ // 10, dtype=np.float32), *blocks])


def gaps(pulses: list[Measured]) -> list[float]:
    return [after.start_s - before.end_s for before, after in pairwise(pulses)]


@pytest.mark.parametrize("category", SoundCategory)
def test_a_high_burst_has_two_phrases_of_five(category: SoundCategory) -> None:
    pulses = measure(heard(Sound(priority=Priority.HIGH, category=category), 4.0))
    assert len(pulses) == 10
    for pulse in pulses:
        assert 0.075 <= pulse.length_s <= 0.200
        assert 0.10 * pulse.length_s <= pulse.rise_s <= 0.40 * pulse.length_s
    x = [gap for index, gap in enumerate(gaps(pulses)) if index % 5 in {0, 1, 3}]
    assert all(0.050 <= gap <= 0.125 for gap in x)
    td = np.mean([pulse.length_s for pulse in pulses])
    for index in (2, 7):
        assert gaps(pulses)[index] == pytest.approx(2 * np.mean(x) + td, abs=0.01)
    assert 0.35 <= gaps(pulses)[4] <= 1.30


def test_a_medium_burst_has_three_pulses() -> None:
    pulses = measure(heard(Sound(priority=Priority.MEDIUM), 3.0))
    assert len(pulses) == 3
    assert all(0.125 <= pulse.length_s <= 0.250 for pulse in pulses)
    assert all(0.125 <= gap <= 0.250 for gap in gaps(pulses))
    assert all(0.10 <= pulse.rise_s / pulse.length_s <= 0.40 for pulse in pulses)


def test_a_low_burst_has_one_pulse_and_information_none() -> None:
    (pulse,) = measure(heard(Sound(priority=Priority.LOW), 3.0))
    assert 0.125 <= pulse.length_s <= 0.250
    assert not heard(Sound(priority=Priority.INFORMATION), 3.0).any()


@pytest.mark.parametrize(
    ("priority", "least_s", "most_s"),
    [(Priority.HIGH, 2.5, 15.0), (Priority.MEDIUM, 2.5, 30.0), (Priority.LOW, 15.0, 60.0)],
)
def test_bursts_are_repeated(priority: Priority, least_s: float, most_s: float) -> None:
    pulses = measure(heard(Sound(priority=priority), 65.0))
    between = [gap for gap in gaps(pulses) if gap > 1.3]
    assert len(between) >= 2
    assert all(least_s <= gap <= most_s for gap in between)


@pytest.mark.parametrize("priority", SOUNDING)
def test_harmonics(priority: Priority) -> None:
    """A fundamental of 150 to 1000 Hz and four harmonics of 300 to 4000 Hz, within 15 dB of it."""
    for category in SoundCategory:
        for pulse in measure(heard(Sound(priority=priority, category=category), 4.0)):
            spectrum = np.abs(np.fft.rfft(pulse.samples * np.hanning(pulse.samples.size), 8 * RATE_HZ))
            hertz = np.fft.rfftfreq(8 * RATE_HZ, 1 / RATE_HZ)
            low = (hertz > 150) & (hertz < 600)
            fundamental = float(hertz[low][spectrum[low].argmax()])
            assert 150 <= fundamental <= 1000
            level = spectrum[low].max()
            for order in range(2, 6):
                near = np.abs(hertz - order * fundamental) < 15
                assert 300 <= order * fundamental <= 4000
                assert abs(20 * np.log10(spectrum[near].max() / level)) <= 15


@pytest.mark.parametrize(
    ("category", "phrase"),
    [
        (SoundCategory.CARDIOVASCULAR, "C4 E4 G4 G4 C5"),
        (SoundCategory.OXYGEN, "C5 B4 A4 G4 F4"),
        (SoundCategory.EQUIPMENT, "C5 C4 C4 C5 C4"),
        (SoundCategory.GENERAL, "C4 C4 C4 C4 C4"),
    ],
)
def test_melodies(category: SoundCategory, phrase: str) -> None:
    played = []
    for pulse in measure(heard(Sound(priority=Priority.HIGH, category=category), 4.0)):
        spectrum = np.abs(np.fft.rfft(pulse.samples, 8 * RATE_HZ))
        hertz = np.fft.rfftfreq(8 * RATE_HZ, 1 / RATE_HZ)
        low = (hertz > 230) & (hertz < 560)
        pitch = float(hertz[low][spectrum[low].argmax()])
        played.append(min(PITCHES, key=lambda name: abs(PITCHES[name] - pitch)))
    assert played == phrase.split() * 2


@pytest.mark.hazard("H27")
def test_each_step_is_louder_and_none_lies_below_the_floor() -> None:
    peaks = [float(np.abs(burst(Sound(priority=Priority.HIGH, volume_step=step))).max()) for step in range(-1, 6)]
    assert peaks[0] == peaks[1], "a step below the first is the first: the floor"
    assert peaks[1] < peaks[2] < peaks[3] < peaks[4] == peaks[5] == peaks[6]
    assert peaks[1] >= 10 ** (STEPS_DB[0] / 20) * 0.98
    assert peaks[6] <= 1.0


def test_pulses_of_a_burst_are_equally_loud() -> None:
    """At most 10 dB apart."""
    for priority in SOUNDING:
        tops = [np.abs(pulse.samples).max() for pulse in measure(heard(Sound(priority=priority), 4.0))]
        assert 20 * np.log10(max(tops) / min(tops)) <= 10
