"""What was true of a session: the events that alarms should find, and whether one alarm had a reason.

Episodes are those of the patient model; a low pressure is counted twice, below 90 mmHg for everybody and below the
patient's own limit. An alarm had a reason where the latent value had passed the limit less the hysteresis in the time
before it (pressures as means over a minute).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

import numpy as np

from simulators.patient.archetypes import Archetype
from simulators.patient.arrays import Flags, Floats
from simulators.patient.batch import SessionBatch
from simulators.patient.truth import TruthKind

SMOOTHED_S: Final = 61
LOW_FOR_S: Final = 60
LONG_S: Final = 300  # a severe pressure that lasts as long has to be found
PRESSURE_BACK_S, SIGNAL_BACK_S = 300, 90  # how long before an alarm its reason may lie
JUMP_MMHG: Final = 15.0
NEAR_MMHG: Final = 6.0


class Family(StrEnum):
    """Events of one kind, and the alarms that are to find them."""

    SEVERE = "severe"
    MODERATE = "moderate"
    LOW = "low"  # below the patient's own limit
    LOW_90 = "low_90"
    HYPOXIA = "hypoxia"
    DEEP_HYPOXIA = "deep_hypoxia"
    DEEP_HEARD = "deep_heard"  # the same events, with any alarm of the saturation
    TACHYCARDIA = "tachycardia"
    BRADYCARDIA = "bradycardia"


Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """Resting values of the day: mmHg, /min, per cent."""

    systolic: float
    diastolic: float
    pulse: float
    spo2: float

    @property
    def mean(self) -> float:
        return self.diastolic + 0.36 * (self.systolic - self.diastolic)

    @property
    def low_limit(self) -> float:
        return min(90.0, max(80.0, 0.85 * self.systolic))

    @property
    def low_mean_limit(self) -> float:
        return min(60.0, max(55.0, 0.80 * self.mean))

    @property
    def slow_limit(self) -> float:
        return min(50.0, max(38.0, 0.80 * self.pulse))

    @property
    def spo2_limit(self) -> float:
        return min(90.0, max(86.0, self.spo2 - 4.0))


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionTruths:
    """Latent values by second (pressures smoothed), and events as seconds of the run."""

    session: int  # the seed
    first_s: int
    systolic: Floats
    diastolic: Floats
    mean: Floats
    pulse: Floats
    spo2: Floats
    rest: Rest
    hyper_responder: bool = False
    events: Mapping[Family, Sequence[Span]] = field(default_factory=dict)

    def had_reason(self, rule: str, at_s: float, *, grave: bool, upwards: bool = True) -> bool:
        """Whether an alarm of that rule told of something that was so; `grave`: it told it as HIGH."""
        back_s = PRESSURE_BACK_S if rule.startswith("BP-") else SIGNAL_BACK_S
        last = int(at_s) - self.first_s + 1
        span = slice(max(0, last - back_s), max(1, last))
        if rule == "DBL":
            causes = ("BP-LOW", "O2-LO", "HR-LO")
            return sum(self.had_reason(cause, at_s, grave=False) for cause in causes) > 1
        return bool(self._reason(rule, span, grave=grave, upwards=upwards).any())

    def _reason(self, rule: str, span: slice, *, grave: bool, upwards: bool) -> Flags:
        systolic, diastolic, mean = self.systolic[span], self.diastolic[span], self.mean[span]
        rest = self.rest
        match rule:
            case "BP-SEV" | "BP-CRIT" if grave:
                return (systolic >= 172) | (diastolic >= 105)
            case "BP-SEV" | "BP-CRIT" | "BP-MOD" | "BP-PERSIST":
                risen = (systolic >= 1.25 * rest.systolic) & (systolic >= 135)
                mean_risen = (mean >= 1.25 * rest.mean) & (mean >= 100)
                return (systolic >= 152) | (diastolic >= 95) | risen | mean_risen
            case "BP-LOW":
                fallen = (systolic <= 0.7 * rest.systolic + 5) & (systolic < 115)
                return (systolic < rest.low_limit + 5) | (mean < rest.low_mean_limit + 5) | fallen
            case "BP-JUMP":
                by = systolic[-1:] - (systolic.min() if upwards else systolic.max())
                return np.asarray(by >= JUMP_MMHG if upwards else by <= -JUMP_MMHG)
            case _:
                return self._signal_reason(rule, span)

    def _signal_reason(self, rule: str, span: slice) -> Flags:
        pulse, spo2, rest = self.pulse[span], self.spo2[span], self.rest
        most = {"HR-HI": 117.0, "HR-XHI": 135.0}
        least = {
            "O2-LO": rest.spo2_limit + 1,
            "O2-XLO": min(85.0, rest.spo2_limit - 4) + 2,
            "HR-LO": rest.slow_limit + 3,
            "HR-XLO": min(40.0, max(35.0, rest.slow_limit - 5)) + 3,
            "VVS": 60.0,
        }
        if rule in most:
            return np.asarray(pulse > most[rule])
        if rule in least:
            return np.asarray((spo2 if rule.startswith("O2") else pulse) < least[rule])
        raise LookupError(f"nobody has said when an alarm of {rule} is true")

    def ends_near(self, from_s: float, limit: float, *, until_s: int) -> tuple[bool, bool]:
        """Whether the systolic peak from then on comes within 6 mmHg of a limit, and whether it reaches it."""
        peak = float(self.systolic[int(from_s) - self.first_s : until_s - self.first_s].max())
        return peak >= limit - NEAR_MMHG, peak >= limit


_OF_KIND: Final = {
    TruthKind.MODERATE: Family.MODERATE,
    TruthKind.LOW: Family.LOW_90,
    TruthKind.HYPOXIA: Family.HYPOXIA,
    TruthKind.DEEP_HYPOXIA: Family.DEEP_HYPOXIA,
    TruthKind.TACHYCARDIA: Family.TACHYCARDIA,
    TruthKind.BRADYCARDIA: Family.BRADYCARDIA,
}


def truths_of(batch: SessionBatch) -> tuple[SessionTruths, ...]:
    """Label all sessions of a batch."""
    signs, found = batch.latent, []
    for row, (patient, truth) in enumerate(zip(batch.patients, batch.truths(), strict=True)):
        person = patient.person
        rest = Rest(systolic=person.systolic, diastolic=person.diastolic, pulse=person.pulse, spo2=person.spo2)
        systolic = minute_mean(signs.systolic[row])
        events: dict[Family, list[Span]] = {family: [] for family in Family}
        for episode in truth.episodes:
            if episode.kind is not TruthKind.SEVERE:
                events[_OF_KIND[episode.kind]].append((episode.start_s, episode.end_s))
            elif episode.end_s - episode.start_s >= LONG_S:
                events[Family.SEVERE].append((episode.start_s, episode.end_s))
        events[Family.LOW] = spans(systolic < rest.low_limit, LOW_FOR_S, first_s=batch.first_s)
        found.append(
            SessionTruths(
                session=patient.seed,
                first_s=batch.first_s,
                systolic=systolic,
                diastolic=minute_mean(signs.diastolic[row]),
                mean=minute_mean(signs.mean[row]),
                pulse=signs.pulse[row],
                spo2=signs.spo2[row],
                rest=rest,
                hyper_responder=patient.archetype is Archetype.HYPER_RESPONDER,
                events=events,
            )
        )
    return tuple(found)


def minute_mean(values: Floats) -> Floats:
    """Mean over a minute around each second; at the ends over what there is of it."""
    sums = np.concatenate([[0.0], np.cumsum(values)])
    index, half = np.arange(len(values)), SMOOTHED_S // 2
    first, last = np.maximum(index - half, 0), np.minimum(index + half + 1, len(values))
    return np.asarray((sums[last] - sums[first]) / (last - first), dtype=np.float64)


def spans(is_true: Flags, shortest_s: int, *, first_s: int) -> list[Span]:
    """Stretches of at least that length."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], is_true.astype(np.int8), [0]])))
    runs = zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
    return [(first_s + start, first_s + end) for start, end in runs if end - start >= shortest_s]
