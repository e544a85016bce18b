"""A finished session as columns at one value a second: what re-judging reads, whatever it was kept in."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from monitor.alarms.arrays import Floats, Mask
from monitor.alarms.baseline import NO_BASELINE, Baseline
from monitor.alarms.limit_bank import CHANNELS
from monitor.domain.vocabulary import Priority

MISSING = 255  # code of a second without a value; no saturation or rate that is judged reaches it
SECONDS_PER_MINUTE = 60
Bytes = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, kw_only=True)
class UsefulAlarm:
    """An alarm of the record that a reviewer marked as useful. Ticks count from the session's first second."""

    session_id: int
    alarm_id: int
    rule: str
    first_tick: int
    last_tick: int
    priority: Priority  # the gravest it reached


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class StoredSession:
    """One patient's stay. Seconds count from the first of `values`.

    Attributes:
        session_id: as in the record.
        values: ``[channel, second]`` in the order of the limit bank's channels, /min and per cent; MISSING: none.
        doubtful: where a value was questionable; None: nowhere.
        reading_s: second at which each accepted cuff reading arrived, ascending.
        readings: ``[systolic, diastolic, mean; reading]`` in mmHg; NaN: a missing part.
        reading_doubtful: per reading; None: none was.
        baseline: frozen at the start of the infusion.
        baseline_s: that second; None: no infusion began.
        closer: seconds at which the closer limits were chosen for the patient, or given up, ascending.
        by_ecg: ``[second]``, where the rate is an ECG's, which minds no moving hand; None: nowhere.
        infusion_end_s: second at which people recorded the end of the drug; None: they did not.
        useful: the alarms that a reviewer marked as useful.
        recorded: how many alarms each rule raised when the room lived it.
        treated: a drug against what the rules watch for was given, so that values look harmless afterwards.
        lowest, highest: per channel and minute, MISSING and 0 where it has no value; made from `values` if not given.
    """

    session_id: int
    values: Bytes
    reading_s: NDArray[np.int64]
    readings: Floats
    doubtful: Mask | None = None
    reading_doubtful: Mask | None = None
    baseline: Baseline = NO_BASELINE
    baseline_s: int | None = None
    closer: tuple[tuple[int, bool], ...] = ()
    by_ecg: Mask | None = None
    infusion_end_s: int | None = None
    useful: tuple[UsefulAlarm, ...] = ()
    recorded: Mapping[str, int] = field(default_factory=dict)
    treated: bool = False
    lowest: Bytes = field(default_factory=lambda: np.empty((0, 0), dtype=np.uint8))
    highest: Bytes = field(default_factory=lambda: np.empty((0, 0), dtype=np.uint8))

    def __post_init__(self) -> None:
        if self.lowest.size == 0 or self.highest.size == 0:
            lowest, highest = minutes_of(self.values)
            object.__setattr__(self, "lowest", lowest)
            object.__setattr__(self, "highest", highest)

    @property
    def seconds(self) -> int:
        """Length of the stay."""
        return int(self.values.shape[1])

    @property
    def minutes(self) -> int:
        """Minutes begun."""
        return -(-self.seconds // SECONDS_PER_MINUTE)


def minutes_of(values: Bytes) -> tuple[Bytes, Bytes]:
    """Lowest and highest value of each minute and channel."""
    minutes = -(-values.shape[1] // SECONDS_PER_MINUTE)
    padded = np.full((len(CHANNELS), minutes * SECONDS_PER_MINUTE), MISSING, dtype=np.uint8)
    padded[:, : values.shape[1]] = values
    cells = padded.reshape(len(CHANNELS), minutes, SECONDS_PER_MINUTE)
    return cells.min(axis=2), np.where(cells == MISSING, 0, cells).max(axis=2)
