"""The account of one session: everything that a report, an export or a window says of it, read from the record once.

Every output uses this structure and nothing else, so that no two of them can differ. It holds what the record holds:
a value that is not known is None, never 0. Times are milliseconds since 1970 (UTC); pressures are in mmHg, rates in
/min, saturation in per cent. How it is read stands in `account_reader`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from drivers.observations import Provenance
from monitor.domain.admission import Answered, EarlierSession, Patient, Plan
from monitor.domain.entries import (
    CheckAnswered,
    CheckOverridden,
    DrugGiven,
    InfusionAct,
    SideEffectNoted,
    TextNoted,
    ValuesEntered,
)
from monitor.domain.stages import Stage
from monitor.domain.vocabulary import Phase, Priority
from monitor.review.alarm_rows import AlarmRow
from monitor.review.entry_rows import EntryRow, of_kind
from monitor.review.reading_row import ReadingRow
from monitor.review.value_columns import ValueColumn
from monitor.storage.belonging import Stay
from monitor.storage.signing import Addendum, Signature
from monitor.storage.surroundings import RuleSet


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """The patient was at this place; `to_utc_ms` None: still is."""

    place_id: str
    from_utc_ms: int
    to_utc_ms: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """Somebody who did something for this patient. `role` "": was not signed in."""

    name: str
    role: str
    deeds: int  # events of the session that carry the name


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseRow:
    """One stretch of the stay. `began_utc_ms` is the time that a person named, `recorded_utc_ms` when they wrote it."""

    phase: Phase
    stage: Stage
    began_utc_ms: int
    ended_utc_ms: int | None  # None: still goes on, or it is the end of the stay
    recorded_utc_ms: int
    actor: str
    planned_s: float | None  # length as planned; None: nothing was planned for it


@dataclass(frozen=True, slots=True, kw_only=True)
class DoseRow:
    """One thing done at the pump, or with a syringe or spray, as entered; never read from a pump."""

    utc_ms: int
    recorded_utc_ms: int
    act: InfusionAct
    rate_mg_per_h: float | None
    amount_mg: float | None
    lot: str  # of the vial begun with it; "": not recorded
    actor: str
    reason: str  # why it was dated back
    entry_seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Doses:
    """The drug as planned and as people recorded it: entered, not read from the pump."""

    planned: Plan
    acts: tuple[DoseRow, ...]
    started_utc_ms: int | None  # of the infusion, or the first dose
    ended_utc_ms: int | None  # of the infusion, or the last dose
    running_s: float | None  # without pauses; None: no infusion began
    delivered_mg: float | None  # None: a rate or an amount was not recorded, or no drug was given
    lots: tuple[str, ...]  # of the planned drug, in the order of their use; empty: nobody recorded one

    @property
    def lot(self) -> str:
        """All lots in one text."""
        return ", ".join(self.lots)


@dataclass(frozen=True, slots=True, kw_only=True)
class BaselineRow:
    """What relative rules compared with; None: too few readings."""

    utc_ms: int
    systolic: float | None
    diastolic: float | None
    mean: float | None
    rate: float | None
    spo2: float | None
    readings_used: int
    changed_by: str = ""  # a physician who put these values in the place of the measured ones
    reason: str = ""
    measured: str = ""  # what they replaced: "148/92"


class OverrideKind(StrEnum):
    CHECK = "check set aside"
    DISCHARGE = "discharge with open checks"
    RULE_SUSPENDED = "rule suspended"
    OWN_LIMIT = "limit of this patient's own"
    BASELINE = "baseline changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class OverrideRow:
    """Something that the clinic's rules ask for was set aside, by whom and why."""

    utc_ms: int
    kind: OverrideKind
    what: str  # checks by their ids, or the rule with limit or end
    reason: str
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DischargeCheck:
    """One line of the checklist before leaving, as last answered in recovery; `done` None: left open."""

    check: str
    done: bool | None
    utc_ms: int | None
    actor: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceRow:
    """A device that measured the patient or said anything. None: neither the record nor the room file tells."""

    device_id: str
    kind: str | None
    title: str | None
    serial_number: str | None  # of the room file as it was then; of two in one session both: "4711, then 4712"
    says: str  # what the device said of itself: "Nellcor N-595, serial number 12, software 1.2"; "": nothing
    recorded: bool  # False: an older version kept no devices, these are words of the room file of today
    provenances: tuple[Provenance, ...]  # of its values; empty: it gave none
    value_count: int
    reading_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileRow:
    """The limits in force at the admission. Texts are empty where the record does not hold their acceptance."""

    digest: str
    name: str
    approved_by: str  # as the profile file says
    approved_on: str
    accepted_by: str  # who let them judge: "station" where they were taken as shipped
    accepted_utc_ms: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureRow:
    signature: Signature
    holds: bool  # False: the session is no longer what was signed


class MissingCode(StrEnum):
    PRE_DOSE_PRESSURE = "pre_dose_pressure"
    PRESSURE_AT_40_MIN = "pressure_at_40_min"
    END_PRESSURE = "end_pressure"
    DOSE = "dose"
    LOT = "lot"
    TOTAL_MINUTES = "total_minutes"
    ESCORT = "escort"


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingItem:
    """Something that the record of a session should hold and does not."""

    code: MissingCode
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmCounts:
    """Alarms of the record by the highest priority that each reached."""

    high: int
    medium: int
    low: int
    information: int

    @property
    def total(self) -> int:
        return self.high + self.medium + self.low + self.information


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Account:
    """All of one session. Rows stand in the order of their times.

    Attributes:
        provenance: REAL only where the room and each value are.
        admitted_utc_ms, discharged_utc_ms: the stay; None: still there.
        profile: the limits at the admission; None: an older version did not say.
        stays: where the patient was, in ticks; `places` has them as times.
        patient, plan: as entered at the admission.
        readings: also failed, doubtful, entered and voided ones, each marked as such.
        values: continuous values, one column for each parameter of each device.
        entries: everything people recorded, also what was voided or corrected (`counts` tells).
        alarm_counts: as counted in the register of alarms, apart from `alarms`.
        inconsistencies: where parts of the record contradict each other, in words; to be shown first.
    """

    session_id: int
    room_name: str
    provenance: Provenance
    rule_sets: tuple[RuleSet, ...]
    profile: ProfileRow | None
    patient: Patient
    plan: Plan
    course: str  # "infusion 3 of 6"; "": not said
    earlier: tuple[EarlierSession, ...]
    answers: tuple[Answered, ...]
    admitted_utc_ms: int
    admitted_by: str
    discharged_utc_ms: int | None
    stayed_s: float | None  # by ticks, which know no steps of the wall clock; None: still there
    stays: tuple[Stay, ...]
    places: tuple[PlaceRow, ...]
    people: tuple[PersonRow, ...]
    phases: tuple[PhaseRow, ...]
    doses: Doses
    baseline: BaselineRow | None
    readings: tuple[ReadingRow, ...]
    values: tuple[ValueColumn, ...]
    alarms: tuple[AlarmRow, ...]
    entries: tuple[EntryRow, ...]
    discharge_checks: tuple[DischargeCheck, ...]
    overrides: tuple[OverrideRow, ...]
    devices: tuple[DeviceRow, ...]
    signatures: tuple[SignatureRow, ...]
    addenda: tuple[Addendum, ...]
    alarm_counts: AlarmCounts
    missing: tuple[MissingItem, ...]
    inconsistencies: tuple[str, ...]

    @property
    def override_count(self) -> int:
        return len(self.overrides)

    @property
    def total_minutes(self) -> float | None:
        """From admission to discharge; None while the patient is there."""
        return None if self.stayed_s is None else self.stayed_s / 60

    @property
    def notes(self) -> tuple[EntryRow, ...]:
        """Texts and side effects that count."""
        return of_kind(self.entries, TextNoted, SideEffectNoted)

    @property
    def drugs(self) -> tuple[EntryRow, ...]:
        """Drugs beside the planned one, that count."""
        return of_kind(self.entries, DrugGiven)

    @property
    def checks(self) -> tuple[EntryRow, ...]:
        """Answers to checks, and checks set aside."""
        return of_kind(self.entries, CheckAnswered, CheckOverridden)

    @property
    def entered_values(self) -> tuple[EntryRow, ...]:
        """Vital signs that a person measured and typed; pressures among them stand in `readings` too."""
        return of_kind(self.entries, ValuesEntered)

    def counted(self) -> Sequence[ReadingRow]:
        """The readings that are pressures of this patient, doubtful and entered ones among them."""
        return [reading for reading in self.readings if reading.counts]

    def highest_systolic(self) -> ReadingRow | None:
        """The highest pressure that counts since the start of the drug, or of the stay where there was none.

        It may be doubtful or entered, and says so; of two as high a plain measurement is taken.
        """
        since = self.doses.started_utc_ms
        found = [
            (row.systolic, -len(row.marks), row)
            for row in self.counted()
            if row.systolic is not None and (since is None or row.measured_utc_ms >= since)
        ]
        return max(found, key=lambda one: one[:2], default=(0.0, 0, None))[2]


def counts_of(by_priority: dict[int, int]) -> AlarmCounts:
    """Counts by name, from counts by number."""
    return AlarmCounts(
        high=by_priority.get(Priority.HIGH, 0),
        medium=by_priority.get(Priority.MEDIUM, 0),
        low=by_priority.get(Priority.LOW, 0),
        information=by_priority.get(Priority.INFORMATION, 0),
    )
