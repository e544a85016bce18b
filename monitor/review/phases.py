"""The order of changes within one tick: as the room judges, timers first, then a cuff reading, then the samples.

Within each phase the banks speak in the engine's order, and two causes together after all of them.
"""

from enum import IntEnum, auto

PHASE_PLACES = 1_000_000  # each phase has so many places


class Phase(IntEnum):
    LIMIT_TIMER = 0
    PRESSURE_TIMER = auto()
    FALL_TIMER = auto()
    TIMER_PAIR = auto()
    SILENCE_TIMER = auto()
    READING = auto()
    COURSE = auto()
    READING_PAIR = auto()
    FALL_SAMPLE = auto()
    LIMIT_SAMPLE = auto()
    SAMPLE_PAIR = auto()
    SILENCE_OVER = auto()


PAIR_AFTER = {
    Phase.LIMIT_TIMER: Phase.TIMER_PAIR,
    Phase.PRESSURE_TIMER: Phase.TIMER_PAIR,
    Phase.FALL_TIMER: Phase.TIMER_PAIR,
    Phase.READING: Phase.READING_PAIR,
    Phase.COURSE: Phase.READING_PAIR,
    Phase.FALL_SAMPLE: Phase.SAMPLE_PAIR,
    Phase.LIMIT_SAMPLE: Phase.SAMPLE_PAIR,
}
