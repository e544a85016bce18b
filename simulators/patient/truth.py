"""What was really true of a session: episodes that an alarm should find, for evaluation only.

Truth stays out of band, in a file or an object of its own: nothing that serves a room imports this module.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

import numpy as np

from simulators.patient.archetypes import Archetype
from simulators.patient.arrays import Flags, Floats
from simulators.patient.events import PatientEvent
from simulators.patient.model import SimulatedPatient, latent_of
from simulators.patient.physiology import Latent
from simulators.patient.pump import PumpHistory
from simulators.patient.traits import Trait

_MINUTE_S: Final = 60
_SMOOTHED_S: Final = 61  # a minute's mean, centred: truth may look ahead
_JOINED_S: Final = 60  # episodes closer together are one
_PERSONAL_SHARE, _PERSONAL_BPM, _BRADYCARDIA_MARGIN_BPM = 0.8, (38.0, 50.0), 3.0


class TruthKind(StrEnum):
    SEVERE = "severe"  # a minute's mean S >= 180 or D >= 110 for 3 min
    MODERATE = "moderate"  # S >= 160 or D >= 100 or S >= 1.3 of rest for 5 min, after the start
    LOW = "low"  # S < 90 for 1 min
    HYPOXIA = "hypoxia"  # SpO2 < 90 for 15 s
    DEEP_HYPOXIA = "deep_hypoxia"  # SpO2 < 85 for 10 s
    TACHYCARDIA = "tachycardia"  # rate > 120 for 30 s
    BRADYCARDIA = "bradycardia"  # 3 below the personal limit, for 15 s


@dataclass(frozen=True, slots=True)
class Episode:
    """One stretch in which a condition was true, in seconds of the run; `end_s` is the first second without it."""

    kind: TruthKind
    start_s: int
    end_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionTruth:
    """All that is to be known about a session."""

    seed: int
    infusion_number: int
    archetype: Archetype
    traits: frozenset[Trait]
    resting_systolic: float
    resting_pulse: float
    pump: PumpHistory  # as set
    drug_given: PumpHistory  # as it reached the patient
    events: tuple[PatientEvent, ...]
    episodes: tuple[Episode, ...]

    def has(self, kind: TruthKind) -> bool:
        """Whether the session has such an episode."""
        return any(episode.kind is kind for episode in self.episodes)


def truth_of(patient: SimulatedPatient, *, first_s: int, seconds: int) -> SessionTruth:
    """Label those seconds of a patient."""
    signs = latent_of([patient], first_s=first_s, seconds=seconds)
    return label(signs, patients=[patient], first_s=first_s)[0]


def label(signs: Latent, *, patients: Sequence[SimulatedPatient], first_s: int) -> tuple[SessionTruth, ...]:
    """Label each session of latent signs that begin at `first_s`."""
    return tuple(
        SessionTruth(
            seed=patient.seed,
            infusion_number=patient.course.infusion_number,
            archetype=patient.archetype,
            traits=patient.traits,
            resting_systolic=patient.person.systolic,
            resting_pulse=patient.person.pulse,
            pump=patient.pump,
            drug_given=patient.drug_given,
            events=patient.events,
            episodes=_episodes(signs, row, patient, first_s),
        )
        for row, patient in enumerate(patients)
    )


def write_truth(path: Path, truths: Iterable[SessionTruth]) -> None:
    """Write one JSON object a line.

    Raises:
        OSError: the file cannot be written.

    """
    with path.open("w", encoding="utf-8") as file:
        for truth in truths:
            file.write(json.dumps(_as_json(truth)) + "\n")


def _as_json(truth: SessionTruth) -> dict[str, object]:
    return {
        "seed": truth.seed,
        "infusion_number": truth.infusion_number,
        "archetype": truth.archetype,
        "traits": sorted(truth.traits),
        "resting_systolic": round(truth.resting_systolic, 1),
        "resting_pulse": round(truth.resting_pulse, 1),
        "pump_ug_per_kg_min": [[change.at_s, change.rate_ug_per_kg_min] for change in truth.pump.segments()],
        "given_ug_per_kg_min": [[change.at_s, change.rate_ug_per_kg_min] for change in truth.drug_given.segments()],
        "events": [
            {"kind": e.kind, "start_s": round(e.start_s, 1), "hold_s": round(e.hold_s, 1)} for e in truth.events
        ],
        "episodes": [{"kind": e.kind, "start_s": e.start_s, "end_s": e.end_s} for e in truth.episodes],
    }


def _episodes(signs: Latent, row: int, patient: SimulatedPatient, first_s: int) -> tuple[Episode, ...]:
    person, start_s = patient.person, patient.drug_given.start_s
    systolic, diastolic = _minute_mean(signs.systolic[row]), _minute_mean(signs.diastolic[row])
    pulse, spo2 = signs.pulse[row], signs.spo2[row]
    begun = np.zeros(len(pulse), bool) if start_s is None else first_s + np.arange(len(pulse)) >= start_s
    slow_bpm = np.clip(_PERSONAL_SHARE * person.pulse, *_PERSONAL_BPM) - _BRADYCARDIA_MARGIN_BPM
    found = (
        (TruthKind.SEVERE, (systolic >= 180) | (diastolic >= 110), 3 * _MINUTE_S),
        (
            TruthKind.MODERATE,
            begun & ((systolic >= 160) | (diastolic >= 100) | (systolic >= 1.3 * person.systolic)),
            5 * _MINUTE_S,
        ),
        (TruthKind.LOW, systolic < 90, _MINUTE_S),
        (TruthKind.HYPOXIA, spo2 < 90, 15),
        (TruthKind.DEEP_HYPOXIA, spo2 < 85, 10),
        (TruthKind.TACHYCARDIA, pulse > 120, 30),
        (TruthKind.BRADYCARDIA, pulse < slow_bpm, 15),
    )
    episodes = [
        Episode(kind, first_s + start, first_s + end)
        for kind, is_true, shortest_s in found
        for start, end in _joined(_runs(is_true, shortest_s))
    ]
    return tuple(sorted(episodes, key=lambda episode: (episode.start_s, episode.kind)))


def _minute_mean(values: Floats) -> Floats:
    """Average over a minute around each second; at the ends over what there is of it."""
    sums = np.concatenate([[0.0], np.cumsum(values)])
    index, half = np.arange(len(values)), _SMOOTHED_S // 2
    first, last = np.maximum(index - half, 0), np.minimum(index + half + 1, len(values))
    return np.asarray((sums[last] - sums[first]) / (last - first), dtype=np.float64)


def _runs(is_true: Flags, shortest_s: int) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate([[0], is_true.astype(np.int8), [0]])))
    runs = zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
    return [(start, end) for start, end in runs if end - start >= shortest_s]


def _joined(runs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in runs:
        if joined and start - joined[-1][1] < _JOINED_S:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined
