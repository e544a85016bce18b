"""What a clinic asks of a stay beyond the alarm limits: checks, the pressure gate, the gate of discharge, presets.

`Policy()` asks for nothing; `STANDARD` is the proposal that a room file starts from. Numbers are of the clinic's
session model and await its responsible physician.
"""

from dataclasses import dataclass, field

from monitor.domain.admission import Route
from monitor.domain.people import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One line that a person answers. `blocking`: the next step is refused while it is open."""

    check: str  # its id in entries
    text: str
    blocking: bool = True
    override: tuple[Role, ...] = (Role.NURSE, Role.PHYSICIAN)
    for_devices_without_report: bool = False  # asked only where a device cannot say that it is muted


@dataclass(frozen=True, slots=True, kw_only=True)
class PressureGate:
    """Before any drug, mmHg. From `ask` on: rest, repeat, tell a physician; from `block` on no start."""

    ask_systolic: float = 140.0
    ask_systolic_over_65: float = 150.0
    ask_diastolic: float = 90.0
    block_systolic: float = 160.0
    block_diastolic: float = 100.0


@dataclass(frozen=True, slots=True, kw_only=True)
class DischargeRules:
    """When a patient may leave. `injected_min` and `nasal_min` count from the first dose."""

    injected_min: float = 90.0
    nasal_min: float = 120.0
    high_alarm_min: float = 30.0
    faint_min: float = 30.0
    within_percent: float = 20.0  # of the baseline
    systolic_below: float = 160.0
    diastolic_below: float = 100.0
    systolic_from: float = 90.0
    systolic_from_ratio: float = 0.75  # of the baseline
    readings_apart_s: float = 300.0
    spo2_from: float = 94.0  # on air
    spo2_below_baseline: float = 2.0
    spo2_for_s: float = 300.0
    rate_low: float = 50.0
    rate_high: float = 110.0
    moaas: int = 5
    aldrete: int = 9
    reading_age_s: float = 300.0  # beyond the interval of the programme
    answers: tuple[Check, ...] = (
        Check(check="oriented", text="Oriented, mood asked"),
        Check(check="gait", text="Orthostatic check done, gait steady"),
        Check(check="nausea", text="Nausea controlled"),
        Check(check="cannula_out", text="Cannula out"),
        Check(check="instructions", text="Instructions given"),
        Check(check="escort_here", text="Escort is here"),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """A planned dose that people choose by name, with what is plausible for it."""

    name: str
    drug: str
    route: Route
    dose_mg_per_kg: float
    least_mg_per_kg: float
    most_mg_per_kg: float
    duration_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedDrug:
    """A drug that people record with two clicks."""

    name: str
    dose: float
    unit: str
    route: str
    observe_min: float = 0.0  # the patient stays at least so long from then on
    sedative: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Plausibility:
    """Entered numbers beyond these are asked about; weights outside the range are refused."""

    least_kg: float = 30.0
    most_kg: float = 250.0
    weight_change_percent: float = 10.0
    dose_sum_percent: float = 5.0  # rate x duration against dose x weight
    days_between: float = 2.0
    course_mmhg: float = 15.0  # today's systolic baseline against the median of the course (alarm design, section 1.1)


MOOD = Preset(
    name="mood",
    drug="ketamine",
    route=Route.INTRAVENOUS,
    dose_mg_per_kg=0.5,
    least_mg_per_kg=0.25,
    most_mg_per_kg=1.0,
    duration_s=2400.0,
)
PAIN = Preset(
    name="pain",
    drug="ketamine",
    route=Route.INTRAVENOUS,
    dose_mg_per_kg=1.4,  # 0.35 mg/kg/h for 4 h
    least_mg_per_kg=0.35,
    most_mg_per_kg=12.0,
    duration_s=14400.0,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """One room's. None switches a gate off."""

    checks: tuple[Check, ...] = ()
    pressure_gate: PressureGate | None = None
    least_spo2: float | None = None  # at rest, per cent: below it a physician sets the limit before the start
    discharge: DischargeRules | None = None
    presets: tuple[Preset, ...] = (MOOD, PAIN)
    drugs: tuple[ListedDrug, ...] = ()
    plausibility: Plausibility = field(default_factory=Plausibility)
    roles: bool = False  # people sign in; what needs a role is refused without it
    sign_out_after_s: float = 600.0  # without a command of theirs
    owned: bool = False  # every place with a patient needs an owner
    confirm_wiring: bool = False  # after a change of wiring somebody has to see the tile react
    ask_identity: bool = False  # two places silent together and back: "same patients?"

    def preset(self, name: str) -> Preset | None:
        return next((preset for preset in self.presets if preset.name == name), None)

    def observe_min(self, drug: str) -> float:
        """How long the list wants a patient watched after this drug."""
        named = drug.strip().casefold()
        return max((listed.observe_min for listed in self.drugs if listed.name.casefold() == named), default=0.0)


STANDARD_CHECKS = (
    Check(check="fasting", text="Fasting kept"),
    Check(check="escort_named", text="Escort named"),
    Check(check="sitter", text="Somebody stays with the patient"),
    Check(check="consent", text="Consent signed"),
    Check(check="contraindications", text="Contraindications asked", override=(Role.PHYSICIAN,)),
    Check(check="cuff", text="Cuff of the right size, on the right arm"),
    Check(check="bedside_alarm", text="Bedside alarm on and heard", for_devices_without_report=True),
)
STANDARD = Policy(
    checks=STANDARD_CHECKS,
    pressure_gate=PressureGate(),
    least_spo2=90.0,  # below it the limits of O2-LO would lie too near to it (alarm design, section 2.1)
    discharge=DischargeRules(),
    ask_identity=True,
)
