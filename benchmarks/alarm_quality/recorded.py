"""Real recordings as stays: as they are, or with a drug's response and known events added on top.

Recorded saturation and pulse (83 hours of sedation) are 1 Hz values of real probes on real fingers. What is added is
known: the response of a drawn person to the drug, one desaturation, in every second session a faint. Pressures are that
person's, with the deviations of a real cuff: runs of readings of one patient less the median of five neighbours.

What was true of a recorded saturation or pulse nobody knows; its median over half a minute stands for it.
"""

import csv
import gzip
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.alarm_quality.stays import BEFORE_S, INFUSION_S, LONGEST_INFLATION_S, PLAN
from benchmarks.alarm_quality.truths import LOW_FOR_S, Family, Rest, SessionTruths, Span, minute_mean, spans
from monitor.review.recording_csv import read_recording
from simulators.patient.arrays import Floats
from simulators.patient.batch import Determination, session_patient
from simulators.patient.bedside import Shown
from simulators.patient.cuff_reading import PressureReading
from simulators.patient.drug import unit_effect
from simulators.patient.events import EventKind, PatientEvent, Sign, make_event
from simulators.patient.physiology import MEAN_SHARE

SEDATION, PRESSURES = "hfno_sedation_sentec", "mimic_numerics/mimic2_s00001n.csv.gz"
NEVER_STARTED_S: Final = 100_000  # a first second after which nobody starts an infusion
INJECTED_S: Final = 4200
PEOPLE_EACH: Final = 4  # sessions made of one recording
NEIGHBOURS: Final = 5
_STREAM: Final = 77


def recordings_folder() -> Path | None:
    """Where the recordings of the reference material lie beside the project; None: they are not here."""
    folder = Path(__file__).resolve().parents[3] / "shared" / "recordings"
    return folder if folder.is_dir() else None


@dataclass(frozen=True, slots=True)
class Signal:
    """One recording, a value a second; NaN where there was none."""

    name: str
    spo2: Floats
    pulse: Floats


def signals(folder: Path) -> list[Signal]:
    """All recordings of sedated patients, the shortest first."""
    found = [_signal(path) for path in sorted((folder / SEDATION).glob("P*.csv.gz"))]
    return sorted(found, key=lambda each: len(each.spo2))


def _signal(path: Path) -> Signal:
    recording = read_recording(path, column_map={}, clock_column=None, zero_is_missing=True)
    seconds = [round(row.t_s - recording.rows[0].t_s) for row in recording.rows]
    values = {name: np.full(seconds[-1] + 1, np.nan) for name in ("spo2_pct", "pr_bpm")}
    for second, row in zip(seconds, recording.rows, strict=True):
        for name, array in values.items():
            value = row.values.get(name)
            array[second] = np.nan if value is None else value
    return Signal(path.name.partition(".")[0], values["spo2_pct"], values["pr_bpm"])


def cuff_deviations(folder: Path) -> Floats:
    """Readings of a real cuff less the median of their neighbours: readings x (S, D, M), mmHg."""
    with gzip.open(folder / PRESSURES, "rt", encoding="utf-8") as file:
        rows = [[row[name] for name in ("nibp_sys", "nibp_dia", "nibp_mean")] for row in csv.DictReader(file)]
    known = np.array([[float(part) for part in row] for row in rows if all(row)])
    half = NEIGHBOURS // 2
    middle = np.array([np.median(known[max(0, at - half) : at + half + 1], axis=0) for at in range(len(known))])
    return np.asarray(known - middle, dtype=np.float64)


class RecordedStays:
    """Recordings as they are: a chair each, nobody starts an infusion, and there is no cuff."""

    def __init__(self, chosen: Sequence[Signal]) -> None:
        self.first_s = NEVER_STARTED_S
        self.seconds = max(len(each.spo2) for each in chosen)
        self.lengths = tuple(len(each.spo2) for each in chosen)
        self.same_arm = (False,) * len(chosen)
        self._spo2 = np.stack([_padded(each.spo2, self.seconds) for each in chosen])
        self._pulse = np.stack([_padded(each.pulse, self.seconds) for each in chosen])
        self._deviations: Floats = np.zeros((1, 3))
        self._latents: dict[int, tuple[Rest, Floats, Floats]] = {}
        self.truths = tuple(
            _truth(number, self.first_s, spo2, pulse, rest=Rest(systolic=120, diastolic=75, pulse=70, spo2=97))
            for number, (spo2, pulse) in enumerate(zip(self._spo2, self._pulse, strict=True))
        )

    def shown(self) -> Shown:
        """No probe says here when it doubts its signal."""
        flagged = np.zeros(self._spo2.shape, dtype=bool)
        return Shown(spo2=self._spo2.copy(), pulse=self._pulse.copy(), flagged=flagged)

    def pressure(self, row: int, start_s: int, number: int) -> Determination | None:
        """Measure a latent pressure as a real cuff would, its deviations in their own order; None: there is none."""
        known = self._latents.get(row)
        if known is None or start_s + LONGEST_INFLATION_S >= self.first_s + self.seconds:
            return None
        _rest, systolic, diastolic = known
        first = start_s - self.first_s
        span = slice(first, first + 30)
        by = self._deviations[(self.truths[row].session * 31 + number) % len(self._deviations)]
        s, d = systolic[span].mean(), diastolic[span].mean()
        shown = (s + by[0], min(d + by[1], s + by[0] - 10), d + MEAN_SHARE * (s - d) + by[2])
        mean = min(max(shown[2], shown[1] + 1), shown[0] - 1)
        pulse = self._pulse[row, span]
        beats = pulse[~np.isnan(pulse)]
        reading = PressureReading(
            systolic=round(shown[0]),
            diastolic=round(shown[1]),
            mean=round(mean),
            pulse=round(float(beats.mean())) if beats.size else 70,
        )
        return Determination(start_s=start_s, end_s=start_s + 30.0, reading=reading)

    def beside_cuff(self, row: int, number: int, determination: Determination) -> Shown:
        """No probe is known to share its arm with a cuff."""
        raise LookupError(f"the probe of recording {row} is beside no cuff ({number}, {determination.start_s} s)")


class InjectedStays(RecordedStays):
    """Recordings with a drug's response, a desaturation and perhaps a faint; `seed` draws the people."""

    def __init__(self, chosen: Sequence[Signal], deviations: Floats, seed: int) -> None:
        long = [each for each in chosen if len(each.spo2) >= INJECTED_S]
        super().__init__([Signal(each.name, each.spo2[:INJECTED_S], each.pulse[:INJECTED_S]) for each in long])
        self.first_s, self.lengths = -BEFORE_S, (INJECTED_S,) * len(long)
        self._deviations = deviations
        self._seeds = [seed + row for row in range(len(long))]
        self._latents = {row: self._inject(row) for row in range(len(long))}
        self.truths = tuple(self._label(row) for row in range(len(long)))

    def _inject(self, row: int) -> tuple[Rest, Floats, Floats]:
        patient = session_patient(self._seeds[row], PLAN)
        person = patient.person
        t_s = np.arange(self.first_s, self.first_s + self.seconds, dtype=np.float64)
        effect = unit_effect(patient.drug, patient.drug_given, t_s, clearance=person.clearance)
        systolic = person.systolic + person.systolic_rise * effect
        diastolic = np.minimum(person.diastolic + person.diastolic_rise * effect, systolic - 15)
        pulse = self._pulse[row] + person.pulse_rise * effect
        spo2 = self._spo2[row]
        for event in self._events(row):
            strength = event.strength(t_s)
            spo2 = spo2 + event.added.get(Sign.SPO2, 0.0) * strength
            for sign, target in event.target.items():
                if sign is Sign.PULSE:
                    pulse = pulse + strength * (target - pulse)
                elif sign is Sign.SYSTOLIC:
                    systolic = systolic + strength * (target - systolic)
                elif sign is Sign.DIASTOLIC:
                    diastolic = diastolic + strength * (target - diastolic)
        self._spo2[row], self._pulse[row] = np.clip(np.rint(spo2), 1, 100), np.rint(pulse)
        known = np.nanmedian(self._pulse[row]), np.nanmedian(self._spo2[row])
        rest = Rest(systolic=person.systolic, diastolic=person.diastolic, pulse=float(known[0]), spo2=float(known[1]))
        return rest, systolic, diastolic

    def _events(self, row: int) -> Iterator[PatientEvent]:
        rng = np.random.default_rng([self._seeds[row], _STREAM])
        depth, hold_s, start_s = rng.uniform(9.0, 16.0), rng.uniform(40.0, 180.0), rng.uniform(300.0, 2000.0)
        yield make_event(EventKind.DESATURATION, start_s=start_s, hold_s=hold_s, added={Sign.SPO2: -depth})
        if self._seeds[row] % 2:
            target = {
                Sign.SYSTOLIC: rng.uniform(60.0, 78.0),
                Sign.DIASTOLIC: rng.uniform(38.0, 50.0),
                Sign.PULSE: rng.uniform(34.0, 52.0),
            }
            yield make_event(EventKind.FAINT, start_s=INFUSION_S + rng.uniform(60.0, 400.0), target=target)

    def _label(self, row: int) -> SessionTruths:
        rest, systolic, diastolic = self._latents[row]
        truth = _truth(self._seeds[row], self.first_s, self._spo2[row], self._pulse[row], rest=rest)
        begun = np.arange(self.seconds) >= BEFORE_S
        moderate = begun & ((systolic >= 160) | (diastolic >= 100) | (systolic >= 1.3 * rest.systolic))
        events: dict[Family, list[Span]] = {family: [] for family in Family}
        events[Family.MODERATE] = spans(moderate, 300, first_s=self.first_s)
        events[Family.SEVERE] = spans((systolic >= 180) | (diastolic >= 110), 300, first_s=self.first_s)
        events[Family.LOW] = spans(systolic < rest.low_limit, LOW_FOR_S, first_s=self.first_s)
        events[Family.HYPOXIA] = spans(truth.spo2 < 90, 15, first_s=self.first_s)
        events[Family.DEEP_HYPOXIA] = spans(truth.spo2 < 85, 10, first_s=self.first_s)
        return replace(
            truth,
            systolic=minute_mean(systolic),
            diastolic=minute_mean(diastolic),
            mean=minute_mean(diastolic + MEAN_SHARE * (systolic - diastolic)),
            events=events,
        )


def _padded(values: Floats, seconds: int) -> Floats:
    return np.concatenate([values, np.full(seconds - len(values), np.nan)])


def _truth(number: int, first_s: int, spo2: Floats, pulse: Floats, *, rest: Rest) -> SessionTruths:
    nothing = np.full(len(spo2), np.nan)
    return SessionTruths(
        session=number,
        first_s=first_s,
        systolic=nothing,
        diastolic=nothing,
        mean=nothing,
        pulse=minute_median(pulse),
        spo2=minute_median(spo2),
        rest=rest,
    )


def minute_median(values: Floats) -> Floats:
    """Median of what is known in half a minute around each second; NaN where nothing is."""
    padded = np.concatenate([np.full(15, np.nan), values, np.full(15, np.nan)])
    windows = np.sort(np.lib.stride_tricks.sliding_window_view(padded, 31), axis=1)
    known = np.count_nonzero(~np.isnan(windows), axis=1)
    middle = np.take_along_axis(windows, np.maximum(known - 1, 0)[:, None] // 2, axis=1)[:, 0]
    return np.asarray(np.where(known > 0, middle, np.nan))
