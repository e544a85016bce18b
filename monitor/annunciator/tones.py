"""The bursts of IEC 60601-1-8 (2006), made in numpy: when each pulse sounds, at which pitch, with which harmonics.

Lengths and gaps are measured between the points of half amplitude. A ramp takes a fifth of the pulse: then the rise
from 10 to 90 % is 12 % of the pulse, and the whole ramp 20 %, both inside the 10 to 40 % of the standard.
"""

from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from monitor.annunciator.protocol import Sound
from monitor.domain.vocabulary import Priority, SoundCategory

Samples: TypeAlias = NDArray[np.float32]

RATE_HZ = 44_100
HARMONICS_DB = (0.0, -3.0, -6.0, -9.0, -12.0)  # of the fundamental and harmonics 2 to 5
RAMP_SHARE = 0.2
STEPS_DB = (-9.0, -6.0, -3.0, 0.0)  # below full scale; the first one is the floor under which nobody can turn it
HIGH_PULSE_S, HIGH_GAP_S, MIDDLE_GAP_S = 0.120, 0.080, 0.5
MEDIUM_PULSE_S, MEDIUM_GAP_S = 0.180, 0.180
REPEAT_S = {Priority.HIGH: 8.0, Priority.MEDIUM: 15.0, Priority.LOW: 30.0}  # from start to start
_NOTES_HZ = {
    "C4": 261.6,
    "D4": 293.7,
    "E4": 329.6,
    "F4": 349.2,
    "F#4": 370.0,
    "G4": 392.0,
    "A4": 440.0,
    "B4": 493.9,
    "C5": 523.3,
    "D5": 587.3,
}
_MELODIES = {
    SoundCategory.GENERAL: "C4 C4 C4 C4 C4",
    SoundCategory.CARDIOVASCULAR: "C4 E4 G4 G4 C5",
    SoundCategory.OXYGEN: "C5 B4 A4 G4 F4",
    SoundCategory.VENTILATION: "C4 A4 F4 A4 F4",
    SoundCategory.DRUG_DELIVERY: "C5 D4 G4 C5 D4",
    SoundCategory.PERFUSION: "C4 F#4 C4 C4 F#4",
    SoundCategory.TEMPERATURE: "C4 D4 E4 F4 G4",
    SoundCategory.EQUIPMENT: "C5 C4 C4 C5 C4",
}
"""Five notes of the high phrase, which is played twice; a medium burst takes the first three, a low one the first."""


@dataclass(frozen=True, slots=True)
class Pulse:
    start_s: float
    length_s: float
    pitch_hz: float


def pulses(priority: Priority, category: SoundCategory) -> tuple[Pulse, ...]:
    """One burst; information has none."""
    notes = [_NOTES_HZ[note] for note in _MELODIES[category].split()]
    if priority is Priority.HIGH:
        gaps = (HIGH_GAP_S, HIGH_GAP_S, 2 * HIGH_GAP_S + HIGH_PULSE_S, HIGH_GAP_S)
        return _row(notes * 2, (*gaps, MIDDLE_GAP_S, *gaps), HIGH_PULSE_S)
    if priority is Priority.MEDIUM:
        return _row(notes[:3], (MEDIUM_GAP_S, MEDIUM_GAP_S), MEDIUM_PULSE_S)
    return _row(notes[:1], (), MEDIUM_PULSE_S) if priority is Priority.LOW else ()


def _row(notes: list[float], gaps: tuple[float, ...], length_s: float) -> tuple[Pulse, ...]:
    row, start_s = [], 0.0
    for note, gap_s in zip(notes, (*gaps, 0.0), strict=True):
        row.append(Pulse(start_s, length_s, note))
        start_s += length_s + gap_s
    return tuple(row)


@cache
def burst(sound: Sound) -> Samples:
    """The samples of one burst, from −1 to 1 at the loudest step. Shared: do not change it."""
    row = pulses(sound.priority, sound.category)
    if not row:
        return np.zeros(0, dtype=np.float32)
    shapes = [_shape(pulse) for pulse in row]
    total = _frames(row[-1].start_s) + shapes[-1].size
    samples = np.zeros(total, dtype=np.float32)
    for pulse, shape in zip(row, shapes, strict=True):
        begin = _frames(pulse.start_s)
        samples[begin : begin + shape.size] += shape
    step = min(max(sound.volume_step, 0), len(STEPS_DB) - 1)
    samples *= np.float32(_amplitude(STEPS_DB[step]))
    samples.setflags(write=False)
    return samples


def _shape(pulse: Pulse) -> Samples:
    """One pulse: `length_s` between the middles of its raised-cosine ramps."""
    ramp = _frames(pulse.length_s * RAMP_SHARE)
    count = _frames(pulse.length_s) + ramp
    t = np.arange(count) / RATE_HZ
    levels = [_amplitude(level) for level in HARMONICS_DB]
    tone = sum(
        (level * np.sin(2 * np.pi * pulse.pitch_hz * order * t) for order, level in enumerate(levels, start=1)),
        np.zeros(count),
    )
    rise = 0.5 - 0.5 * np.cos(np.pi * (np.arange(ramp) + 0.5) / ramp)
    envelope = np.ones(count)
    envelope[:ramp] = rise
    envelope[-ramp:] = rise[::-1]
    shaped: Samples = (tone * envelope / np.abs(tone).max()).astype(np.float32)
    return shaped


def _amplitude(level_db: float) -> float:
    return float(10 ** (level_db / 20))


def _frames(seconds: float) -> int:
    return round(seconds * RATE_HZ)
