"""One patient's stay: phases with their clocks, readings, baseline and trend. Everything of a patient hangs here."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from statistics import median
from typing import Any

import numpy as np
from pydantic import TypeAdapter

from drivers.observations import Provenance, Quality
from monitor.alarms.acceptance import TREND_READINGS, Known
from monitor.alarms.baseline import Baseline
from monitor.alarms.rules import Channel, CuffProgramme
from monitor.domain.admission import Patient, Plan, RiskFlag
from monitor.domain.dosing import Dosing, fold
from monitor.domain.entries import InfusionAct, InfusionActRecorded
from monitor.domain.people import Actor
from monitor.domain.stages import Stage
from monitor.domain.time import ticks
from monitor.domain.vocabulary import Phase, Verdict
from monitor.room.cuff_log import CuffLog
from monitor.room.entries import EntryBook

TREND_BUCKET_TICKS = ticks(10.0)  # one point of the trend for ten seconds of samples
BASELINE_WINDOW_TICKS = ticks(180.0)  # rate and saturation: median of the last three minutes before the start
OLDEST_BASELINE_TICKS = ticks(3600.0)
LEAST_BASELINE_READINGS = 2
_patient: TypeAdapter[Patient] = TypeAdapter(Patient)
_plan: TypeAdapter[Plan] = TypeAdapter(Plan)
FULL_BASELINE_READINGS = 3  # of four, the first of which is discarded
MOST_BASELINE_READINGS = 5  # two more where they lie apart
BASELINE_SPREAD_MMHG = 15.0
NO_BASELINE_WORDS = "NO BASELINE - fixed limits"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One cuff reading, mmHg and /min, with what was found about it when it came."""

    measured_tick: int
    systolic: float
    diastolic: float | None
    mean: float | None
    quality: Quality = Quality.VALID
    provenance: Provenance = Provenance.REAL
    pulse: float | None = None
    verdict: Verdict = Verdict.ACCEPTED
    why: str = ""  # of the verdict
    doubt: str = ""  # what spoke against it, also where a second one agreed

    @property
    def known(self) -> Known:
        return Known(tick=self.measured_tick, systolic=self.systolic, diastolic=self.diastolic, doubt=self.doubt)


@dataclass(slots=True)
class Trend:
    """Points for drawing: all readings, and rate and saturation in buckets of ten seconds since admission.

    A bucket holds the last rate and the lowest saturation of its ten seconds; NaN where there was neither.
    """

    readings: list[Reading] = field(default_factory=list)
    rate: list[float] = field(default_factory=list)
    spo2: list[float] = field(default_factory=list)
    version: int = 0  # changes with every visible change

    def sample(self, bucket: int, channel: Channel, value: float) -> None:
        """Take one usable value into its bucket."""
        series = self.rate if channel is Channel.RATE else self.spo2
        if bucket >= len(series):
            series.extend([float("nan")] * (bucket + 1 - len(series)))
            self.version += 1
        value = float(np.float32(value))  # as a checkpoint keeps it
        if channel is Channel.RATE or not value >= series[bucket]:  # also true for the first value: NaN compares false
            series[bucket] = value

    def dump(self) -> dict[str, Any]:
        """Plain JSON; the series as packed 32-bit floats, because a checkpoint every ten seconds carries them."""
        return {
            "readings": [_dump_reading(reading) for reading in self.readings],
            "rate": _pack(self.rate),
            "spo2": _pack(self.spo2),
            "version": self.version,
        }

    @classmethod
    def load(cls, data: Mapping[str, Any]) -> "Trend":
        """Back from `dump`."""
        return cls(
            [_load_reading(item) for item in data["readings"]],
            _unpack(data["rate"]),
            _unpack(data["spo2"]),
            data["version"],
        )


def _pack(series: list[float]) -> str:
    return base64.b64encode(np.array(series, dtype="<f4").tobytes()).decode()


def _unpack(text: str) -> list[float]:
    values: list[float] = np.frombuffer(base64.b64decode(text), dtype="<f4").astype(float).tolist()
    return values


def _dump_reading(reading: Reading) -> list[Any]:
    return [
        reading.measured_tick,
        reading.systolic,
        reading.diastolic,
        reading.mean,
        reading.quality.value,
        reading.provenance.value,
        reading.pulse,
        reading.verdict.value,
        reading.why,
        reading.doubt,
    ]


def _load_reading(item: list[Any]) -> Reading:
    return Reading(
        measured_tick=item[0],
        systolic=item[1],
        diastolic=item[2],
        mean=item[3],
        quality=Quality(item[4]),
        provenance=Provenance(item[5]),
        pulse=item[6],
        verdict=Verdict(item[7]),
        why=item[8],
        doubt=item[9],
    )


@dataclass(slots=True, kw_only=True)
class Session:
    """A patient's stay from admission to discharge. Ticks are since the room's epoch."""

    session_id: int
    place_id: str
    label: str
    course: str
    planned_infusion_s: float
    admitted_tick: int
    phase: Phase = Phase.BASELINE
    phase_tick: int = 0  # when the phase began, as the person said
    phase_recorded_tick: int = 0  # when that was recorded
    previous_phase: Phase | None = None
    start_tick: int | None = None  # of the infusion, as the person said
    end_tick: int | None = None
    baseline: Baseline | None = None  # frozen at the start of the infusion
    baseline_readings: int = 0  # readings that went into it
    rest_samples: dict[Channel, list[tuple[int, float]]] = field(
        default_factory=lambda: {channel: [] for channel in Channel}
    )
    trend: Trend = field(default_factory=Trend)
    book: EntryBook = field(default_factory=EntryBook)
    patient: Patient
    plan: Plan
    high_tick: int | None = None  # last edge of a HIGH physiological alarm: the patient stays longer from then on
    owner: Actor | None = None  # who answers for the patient
    unowned_tick: int | None = None  # since when somebody should have taken over
    dosing: Dosing = field(default_factory=Dosing)  # what the book says of the drug
    stage_known: Stage = Stage.BASELINE  # the stage that phase and clocks stand for
    course_systolic: float | None = None  # median of the baselines of the course, mmHg
    closer: bool = False  # judged by the closer profile
    risk_flags: tuple[RiskFlag, ...] = ()  # ticked, or said by age and number of the session

    def fold_dosing(self) -> str | None:
        """Read the book anew; the reason where it tells of something impossible, and then nothing has changed."""
        acts = [(kept.tick, entry) for kept, entry in self.book.of(InfusionActRecorded)]
        found = fold(acts, self.plan)
        if isinstance(found, str):
            return found
        self.dosing = found
        return None

    cuff: CuffLog = field(default_factory=CuffLog)

    @property
    def accepted(self) -> list[Known]:
        """What the trend of the pressures is made of, oldest first."""
        found: list[Known] = []
        for reading in reversed(self.trend.readings):
            if reading.verdict is Verdict.ACCEPTED:
                found.insert(0, reading.known)
            if len(found) == TREND_READINGS:
                break
        return found

    @property
    def last_solid(self) -> Reading | None:
        """The newest reading that is beyond doubt."""
        return next((each for each in reversed(self.trend.readings) if each.verdict is not Verdict.SUSPECT), None)

    @property
    def last_reading(self) -> Reading | None:
        return self.trend.readings[-1] if self.trend.readings else None

    def sample(self, tick: int, channel: Channel, value: float) -> None:
        """Take one usable continuous value; the trend holds rates and saturations only."""
        if channel not in (Channel.RATE, Channel.SPO2):
            return
        self.trend.sample((tick - self.admitted_tick) // TREND_BUCKET_TICKS, channel, value)
        if self.phase is Phase.BASELINE:
            samples = self.rest_samples[channel]
            samples.append((tick, value))
            while samples[0][0] < tick - BASELINE_WINDOW_TICKS:
                samples.pop(0)

    def reading(self, reading: Reading) -> None:
        """Take one accepted pressure; one entered late goes where it belongs."""
        at = len(self.trend.readings)
        while at and self.trend.readings[at - 1].measured_tick > reading.measured_tick:
            at -= 1
        self.trend.readings.insert(at, reading)
        self.trend.version += 1

    def drop_entered(self, tick: int) -> None:
        """Forget the pressure that was entered for this time: the entry has been set aside."""
        self.trend.readings = [
            item
            for item in self.trend.readings
            if item.measured_tick != tick or item.provenance is not Provenance.ENTERED
        ]
        self.trend.version += 1

    def resting(self, until_tick: int) -> tuple[Baseline, int]:
        """Baseline from what was measured up to `until_tick`, and the number of readings used.

        The first of three or more readings is discarded (first automated readings are systematically high); with
        fewer than two there is no pressure baseline.
        """
        used = self.resting_readings(until_tick)
        return (
            Baseline(
                systolic=_median([item.systolic for item in used]),
                diastolic=_median([item.diastolic for item in used]),
                mean=_median([item.mean for item in used]),
                rate=self._resting_value(Channel.RATE, until_tick),
                spo2=self._resting_value(Channel.SPO2, until_tick),
            ),
            len(used),
        )

    def resting_readings(self, until_tick: int) -> list[Reading]:
        """The readings that make the baseline at `until_tick`: of the hour before, none in doubt, or none at all."""
        usable = [
            item
            for item in self.trend.readings
            if until_tick - OLDEST_BASELINE_TICKS <= item.measured_tick <= until_tick
            and item.verdict is not Verdict.SUSPECT
        ]
        used = usable[1:] if len(usable) > LEAST_BASELINE_READINGS else usable
        return used if len(used) >= LEAST_BASELINE_READINGS else []

    def baseline_wants(self, tick: int) -> str:
        """What the baseline still lacks at `tick`, in words; empty where it is good."""
        used = self.resting_readings(tick if self.start_tick is None else self.start_tick)
        if not used:
            return NO_BASELINE_WORDS
        spread = max(item.systolic for item in used) - min(item.systolic for item in used)
        if spread > BASELINE_SPREAD_MMHG and len(used) < MOST_BASELINE_READINGS:
            return f"baseline readings {spread:.0f} mmHg apart: take one more"
        return "short baseline" if len(used) < FULL_BASELINE_READINGS else ""

    def _resting_value(self, channel: Channel, until_tick: int) -> float | None:
        """Median of the three minutes up to `until_tick`; from the trend's points where the samples are gone."""
        kept = [value for tick, value in self.rest_samples[channel] if tick <= until_tick]
        if kept:
            return _median(kept)
        series = self.trend.rate if channel is Channel.RATE else self.trend.spo2
        last = (until_tick - self.admitted_tick) // TREND_BUCKET_TICKS
        window = series[max(0, last - BASELINE_WINDOW_TICKS // TREND_BUCKET_TICKS) : max(0, last)]
        return _median([value for value in window if not np.isnan(value)])

    def enter(self, phase: Phase, *, began_tick: int, recorded_tick: int) -> None:
        """Go on to `phase`, which began at `began_tick` as a person recorded at `recorded_tick`."""
        self.previous_phase = self.phase
        self.phase, self.phase_tick, self.phase_recorded_tick = phase, began_tick, recorded_tick
        self.trend.version += 1

    def reading_due_tick(self, programme: CuffProgramme) -> int:
        """When the next pressure is expected.

        A phase that asks for shorter intervals makes no reading overdue in hindsight, and makes none young again.
        """
        last = self.last_reading
        measured = self.admitted_tick if last is None else last.measured_tick
        due = measured + self.cuff_interval_ticks(programme, measured, self.phase)
        if self.previous_phase is None or measured >= self.phase_recorded_tick:
            return due
        before = measured + self.cuff_interval_ticks(programme, measured, self.previous_phase)
        return max(due, min(self.phase_recorded_tick, before))

    def cuff_interval_ticks(self, programme: CuffProgramme, tick: int, phase: Phase) -> int:
        """How long after a reading at `tick` the next one is expected in `phase`."""
        if phase is Phase.BASELINE:
            return ticks(programme.baseline_interval_s)
        if phase is Phase.INFUSION:
            return self._dosing_ticks(programme, tick)
        since = tick - (self.end_tick if self.end_tick is not None else tick)
        if since < ticks(programme.recovery_first_for_s):
            return ticks(programme.recovery_first_interval_s)
        late = since >= ticks(programme.recovery_later_after_s)
        return ticks(programme.recovery_later_interval_s if late else programme.recovery_interval_s)

    def _dosing_ticks(self, programme: CuffProgramme, tick: int) -> int:
        """The first part counts from the start and anew from each change of the dose."""
        acts = list(self.book.of(InfusionActRecorded))
        begun = [self.start_tick or tick, *(kept.tick for kept, _ in acts if kept.tick <= tick)]
        since = tick - max(begun)
        if any(entry.act is InfusionAct.DOSE_GIVEN for _, entry in acts):
            if since < ticks(programme.injection_first_for_s):
                return ticks(programme.injection_interval_s)
        elif since < ticks(programme.infusion_first_for_s):
            return ticks(programme.infusion_interval_s)
        return ticks(programme.infusion_later_interval_s)

    def dump(self) -> dict[str, Any]:
        """Plain JSON for a checkpoint."""
        base = self.baseline
        return {
            "session_id": self.session_id,
            "place_id": self.place_id,
            "label": self.label,
            "course": self.course,
            "planned_infusion_s": self.planned_infusion_s,
            "admitted_tick": self.admitted_tick,
            "phase": self.phase.value,
            "phase_tick": self.phase_tick,
            "phase_recorded_tick": self.phase_recorded_tick,
            "previous_phase": None if self.previous_phase is None else self.previous_phase.value,
            "start_tick": self.start_tick,
            "end_tick": self.end_tick,
            "baseline": None if base is None else [base.systolic, base.diastolic, base.mean, base.rate, base.spo2],
            "baseline_readings": self.baseline_readings,
            "rest_samples": {channel.value: samples for channel, samples in self.rest_samples.items()},
            "trend": self.trend.dump(),
            "book": self.book.dump(),
            "patient": _patient.dump_python(self.patient, mode="json"),
            "plan": _plan.dump_python(self.plan, mode="json"),
            "high_tick": self.high_tick,
            "owner": None if self.owner is None else [self.owner.name, self.owner.role],
            "unowned_tick": self.unowned_tick,
            "stage_known": self.stage_known.value,
            "cuff": self.cuff.dump(),
            "course_systolic": self.course_systolic,
            "closer": self.closer,
            "risk_flags": [flag.value for flag in self.risk_flags],
        }

    @classmethod
    def load(cls, data: Mapping[str, Any]) -> "Session":
        """Back from `dump`."""
        rest = dict(data)
        baseline = rest.pop("baseline")
        samples = rest.pop("rest_samples")
        session = cls(
            **{
                **rest,
                "phase": Phase(rest["phase"]),
                "previous_phase": Phase(rest["previous_phase"]) if rest.get("previous_phase") else None,
                "trend": Trend.load(rest["trend"]),
                "book": EntryBook.load(rest["book"]),
                "patient": _patient.validate_python(rest["patient"]),
                "plan": _plan.validate_python(rest["plan"]),
                "stage_known": Stage(rest["stage_known"]),
                "owner": None if rest["owner"] is None else Actor(*rest["owner"]),
                "cuff": CuffLog.load(rest["cuff"]),
                "risk_flags": tuple(RiskFlag(flag) for flag in rest.get("risk_flags", ())),
                "baseline": None
                if baseline is None
                else Baseline(**dict(zip(("systolic", "diastolic", "mean", "rate", "spo2"), baseline, strict=True))),
                "rest_samples": {
                    channel: [(tick, value) for tick, value in samples.get(channel.value, [])] for channel in Channel
                },
            }
        )
        session.fold_dosing()
        return session


def _median(values: list[float | None] | list[float]) -> float | None:
    known = [value for value in values if value is not None]
    return float(median(known)) if known else None
