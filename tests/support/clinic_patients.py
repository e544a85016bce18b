"""The twelve patients of a scripted clinic day: what people do for each, minute by minute, and what is measured.

Minutes are of the day, which begins at 0. Everything that the record must hold in the end follows from this file alone.
"""

from dataclasses import dataclass, field

from worlds import EPOCH

from monitor.domain.admission import Patient, Plan, RiskFlag, Route
from monitor.domain.commands import (
    Admit,
    Command,
    PauseAudio,
    SetOwnLimit,
    SignIn,
    SignOut,
    SuspendRule,
    Swap,
    TakePlace,
    Transfer,
)
from monitor.domain.entries import (
    Arm,
    ArmsSet,
    BackOnMonitor,
    CheckAnswered,
    DrugGiven,
    Entry,
    InfusionAct,
    InfusionActRecorded,
    OffMonitor,
    OxygenSet,
    Score,
    ScoreNoted,
    SideEffect,
    SideEffectNoted,
    TextNoted,
    ValuesEntered,
)
from monitor.domain.people import Actor
from monitor.domain.policy import STANDARD
from monitor.domain.stages import StayAct

MORNING, NOON = Actor("R. King", "nurse"), Actor("S. Vogel", "nurse")
PHYSICIAN = Actor("Dr Lund", "physician")
SHIFT_MIN = 150.0  # the second nurse takes over
ARMS = ArmsSet(cuff=Arm.LEFT, probe=Arm.RIGHT, line=Arm.RIGHT)
GATE = STANDARD.discharge
assert GATE is not None


@dataclass(frozen=True)
class Vitals:
    systolic: float = 124.0
    diastolic: float = 74.0
    pulse: float = 70.0
    spo2: float = 97.0


WELL = Vitals()


@dataclass(frozen=True)
class Deed:
    """Something done at a minute; a command on a patient is made for where the screen shows that patient then."""

    at_min: float
    label: str
    command: Command | Entry | StayAct
    actor: Actor
    back_min: float | None = None  # the time that the entry names, where it lies back
    corrects: bool = False  # the last entry of the same kind
    override: str = ""
    is_refused: bool = False  # and nobody tries again
    to: str = ""  # of a transfer: the place; of a swap: the other patient


@dataclass
class Visit:
    """One patient. `minutes` are relative to the admission, for what is said and for `values`."""

    label: str
    place: str
    admitted_min: float
    plan: Plan
    deeds: list[Deed] = field(default_factory=list)
    spells: list[tuple[float, float, Vitals]] = field(default_factory=list)  # from, to: other values than usual
    off: tuple[float, float] = (0.0, 0.0)  # nothing is measured

    def at(self, minute: float) -> float:
        return self.admitted_min + minute

    def by(self, minute: float) -> Actor:
        return MORNING if self.at(minute) < SHIFT_MIN + 1 else NOON

    def say(self, minute: float, *entries: Entry, actor: Actor | None = None, **changes: object) -> "Visit":
        for entry in entries:
            self.deeds.append(Deed(self.at(minute), self.label, entry, actor or self.by(minute), **changes))  # type: ignore[arg-type]  # fields by name
        return self

    def act(self, minute: float, what: InfusionAct, **numbers: float) -> "Visit":
        return self.say(minute, InfusionActRecorded(act=what, **numbers))  # type: ignore[arg-type]  # rate or amount

    def move(self, minute: float, place: str) -> "Visit":
        moving = Transfer(place_id="", session_id=0, to_place_id=place)
        self.deeds.append(Deed(self.at(minute), self.label, moving, self.by(minute), to=place))
        return self

    def leave(
        self, minute: float, how: StayAct = StayAct.DISCHARGE, *, actor: Actor | None = None, **changes: object
    ) -> "Visit":
        self.deeds.append(Deed(self.at(minute), self.label, how, actor or self.by(minute), **changes))  # type: ignore[arg-type]  # fields by name
        return self

    def spell(self, begin: float, end: float, **values: float) -> "Visit":
        self.spells.append((begin, end, Vitals(**{**vars(WELL), **values})))
        return self

    def vitals(self, day_min: float) -> Vitals | None:
        """What a monitor measures; None: the patient is off it."""
        minute = day_min - self.admitted_min
        if self.off[0] <= minute < self.off[1]:
            return None
        return next((values for begin, end, values in self.spells if begin <= minute < end), WELL)


def arrives(label: str, place: str, minute: float, plan: Plan, *flags: RiskFlag) -> Visit:
    """Admitted, arms entered, every check answered two minutes later."""
    visit = Visit(label, place, minute, plan)
    patient = Patient(label=label, clinic_id=f"C-{label}", risk_flags=flags, arms=ARMS)
    admission = Admit(
        place_id=place,
        label=label,
        planned_infusion_s=plan.duration_s,
        plan=plan,
        patient=patient,
        actor=visit.by(0),
    )
    visit.deeds.append(Deed(minute, "", admission, visit.by(0)))
    return visit.say(2, *(CheckAnswered(check=check.check, done=True) for check in STANDARD.checks))


def fit(visit: Visit, minute: float, *, but: str = "") -> Visit:
    """Everything that people rate and answer before somebody leaves, `but` one."""
    assert GATE is not None
    answers = [CheckAnswered(check=check.check, done=True) for check in GATE.answers if check.check != but]
    scores = [ScoreNoted(score=Score.MOAAS, value=5), ScoreNoted(score=Score.ALDRETE, value=10)]
    return visit.say(minute, *answers, *scores)


def mood(weight_kg: float = 80.0) -> Plan:
    """0.5 mg/kg in 40 min: 60 mg/h for 80 kg."""
    return Plan(preset="mood", dose_mg_per_kg=0.5, weight_kg=weight_kg, duration_s=2400.0)


def calm_infusion(visit: Visit, start: float = 10, minutes: float = 40) -> Visit:
    return visit.act(start, InfusionAct.START, rate_mg_per_h=60.0).act(start + minutes, InfusionAct.END)


def visits() -> list[Visit]:
    """All twelve, in the order of their admission."""
    return [*_morning(), *_midday()]


def _morning() -> list[Visit]:
    calm = fit(calm_infusion(arrives("P01", "1", 0, mood())).move(60, "bay1"), 108).leave(111)
    surge = arrives("P02", "2", 5, mood(), RiskFlag.HYPERTENSION).spell(24, 42, systolic=186, diastolic=104, pulse=88)
    surge.act(10, InfusionAct.START, rate_mg_per_h=60.0).act(32, InfusionAct.PAUSE)
    surge.say(33, DrugGiven(name="labetalol", dose=5, unit="mg", route="IV", observe_min=60))
    surge.act(48, InfusionAct.RESUME, rate_mg_per_h=40.0).act(68, InfusionAct.END)
    fit(surge, 128).leave(131)
    sick = arrives("P03", "3", 8, mood()).act(10, InfusionAct.START, rate_mg_per_h=60.0)
    sick.say(
        24, SideEffectNoted(effect=SideEffect.NAUSEA), DrugGiven(name="ondansetron", dose=4, unit="mg", route="IV")
    )
    sick.act(30, InfusionAct.RATE, rate_mg_per_h=30.0).act(40, InfusionAct.BOLUS, amount_mg=5.0)
    sick.act(50, InfusionAct.END)
    fit(sick, 112, but="escort_here").leave(113, is_refused=True).leave(
        115, override="escort waits at the desk", actor=PHYSICIAN
    )
    pain = arrives("P04", "4", 12, Plan(preset="pain", dose_mg_per_kg=0.35, weight_kg=80.0, duration_s=3600.0))
    pain.act(10, InfusionAct.START, rate_mg_per_h=28.0).act(70, InfusionAct.END)
    fit(pain, 130).leave(134)
    muscle = arrives("P05", "5", 15, Plan(route=Route.INTRAMUSCULAR, weight_kg=70.0, duration_s=0.0))
    muscle.act(10, InfusionAct.DOSE_GIVEN, amount_mg=35.0).act(25, InfusionAct.DOSE_GIVEN, amount_mg=17.5)
    fit(muscle, 101).leave(103)
    spray = arrives("P06", "6", 18, Plan(route=Route.NASAL, drug="esketamine", duration_s=0.0))
    for minute in (10, 15, 20):
        spray.act(minute, InfusionAct.DOSE_GIVEN, amount_mg=28.0)
    spray.deeds.append(
        Deed(
            58,
            "P06",
            Swap(place_id="", session_id=0, other_place_id="", other_session_id=0, actor=MORNING),
            MORNING,
            to="P04",
        )
    )
    fit(spray, 129).leave(132)
    return [calm, surge, sick, pain, muscle, spray]


def _midday() -> list[Visit]:
    high = arrives("P07", "1", 66, mood(), RiskFlag.HYPERTENSION).spell(0, 60, systolic=172, diastolic=104)
    too_early = InfusionActRecorded(act=InfusionAct.START, rate_mg_per_h=60.0)
    high.say(8, too_early, is_refused=True).leave(14, StayAct.CANCEL)
    faint = arrives("P08", "1", 86, mood()).act(10, InfusionAct.START, rate_mg_per_h=60.0)
    faint.spell(18, 40, systolic=82, diastolic=46, pulse=42)
    faint.say(20, SideEffectNoted(effect=SideEffect.UNRESPONSIVE)).act(21, InfusionAct.END).leave(26, StayAct.HOSPITAL)
    away = calm_infusion(arrives("P09", "1", 118, mood())).move(54, "bay1")
    away.say(62, OffMonitor(companion="S. Vogel", reason="toilet", minutes=6)).say(67, BackOnMonitor())
    away.off = (62, 67)
    away.say(70, ValuesEntered(systolic=126, diastolic=78, pulse=72), TextNoted(text="slept well"))
    fit(away, 109).leave(112)
    drowsy = calm_infusion(arrives("P10", "3", 125, mood(), RiskFlag.SLEEP_APNOEA)).spell(58, 62, spo2=84)
    drowsy.say(56, DrugGiven(name="midazolam", dose=1, unit="mg", route="IV", observe_min=60, sedative=True))
    drowsy.say(57, ScoreNoted(score=Score.MOAAS, value=3), OxygenSet(flow_l_per_min=2))
    drowsy.say(70, ScoreNoted(score=Score.MOAAS, value=5), OxygenSet(flow_l_per_min=0)).leave(
        80, StayAct.AGAINST_ADVICE
    )
    late = arrives("P11", "5", 122, mood())
    start = InfusionActRecorded(act=InfusionAct.START, rate_mg_per_h=60.0)
    late.say(16, start, back_min=10)
    end = InfusionActRecorded(act=InfusionAct.END)
    late.say(56, end).say(58, end, back_min=50, corrects=True)
    fit(late, 108).leave(112)
    athlete = calm_infusion(arrives("P12", "2", 140, mood())).spell(20, 60, pulse=48)
    athlete.say(4, TextNoted(text="athlete")).move(54, "bay2")
    limit = SetOwnLimit(place_id="", session_id=0, rule="HR-LO", limit=42, reason="athlete", actor=PHYSICIAN)
    athlete.deeds.append(Deed(146, "P12", limit, PHYSICIAN))
    fit(athlete, 109).leave(112)
    return [high, faint, away, drowsy, late, athlete]


def people() -> list[Deed]:
    """Who works when; a pause of the sound and a suspended rule; every patient present is taken over by name."""
    quiet = SuspendRule(place_id="", session_id=0, rule="T-SPO2", minutes=10, reason="cold hand", actor=MORNING)
    return [
        Deed(0, "", SignIn(station="desk", actor=MORNING), MORNING),
        Deed(30.2, "P02", PauseAudio(place_id="", actor=MORNING), MORNING),
        Deed(SHIFT_MIN - 2, "P12", quiet, MORNING),
        Deed(SHIFT_MIN, "", SignIn(station="desk", actor=MORNING), MORNING),
        Deed(SHIFT_MIN + 0.2, "", SignOut(station="desk", leaving=True, actor=MORNING), MORNING),
        Deed(SHIFT_MIN + 0.5, "", SignIn(station="desk", actor=NOON), NOON),
        *(
            Deed(SHIFT_MIN + 1, label, TakePlace(place_id="", session_id=0, actor=NOON), NOON)
            for label in ("P09", "P10", "P11", "P12")
        ),
    ]


def all_deeds() -> list[Deed]:
    """Everything that people do, in order of time."""
    return sorted([*people(), *(deed for visit in visits() for deed in visit.deeds)], key=lambda deed: deed.at_min)


def utc_ms(minute: float) -> int:
    return EPOCH.utc_ms + round(minute * 60_000)
