"""Independent streams of chance from one seed, so that drawing more of one thing changes nothing else."""

from enum import IntEnum

import numpy as np


class Stream(IntEnum):
    """What a stream of chance decides. Numbers stay: another number is another patient."""

    CONSTITUTION = 1
    DAY = 2
    WANDERING = 3
    MOTION = 4
    EVENTS = 5
    CUFF = 6
    ARM = 7
    SESSION = 8


def generator(seed: int, stream: Stream, *more: int) -> np.random.Generator:
    """Make the stream's generator; `more` tells apart days, hours or inflations."""
    return np.random.default_rng([seed, stream, *more])
