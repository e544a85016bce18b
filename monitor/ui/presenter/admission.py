"""The form of an admission, and the questions that its numbers raise (`monitor.domain.questions`)."""

from dataclasses import replace

from monitor.domain.admission import Answered, Patient, Plan, RiskFlag, Route
from monitor.domain.commands import Admit
from monitor.domain.entries import Arm, ArmsSet
from monitor.domain.policy import Policy, Preset
from monitor.domain.questions import Question as Raised
from monitor.domain.questions import questions_of, weight_problem
from monitor.port.snapshot import PlaceView, Snapshot
from monitor.ui.form_views import FieldView, Form, FormProblemError, Question, Values
from monitor.ui.presenter import filled
from monitor.ui.words import source, told, tr

S_PER_MIN = 60.0
FLAG_WORDS = {
    RiskFlag.HYPERTENSION: source("Hypertension"),
    RiskFlag.HEART_DISEASE: source("Heart or vessel disease"),
    RiskFlag.OVER_65: source("Over 65"),
    RiskFlag.SLEEP_APNOEA: source("Sleep apnoea"),
    RiskFlag.HOME_OXYGEN: source("Oxygen at home"),
    RiskFlag.SEDATIVE: source("Sedative today"),
    RiskFlag.EARLY_COURSE: source("One of the first three"),
}
_ARMS = (("", source("not said")), (Arm.LEFT.value, source("left")), (Arm.RIGHT.value, source("right")))


def admission(place: PlaceView, snapshot: Snapshot, kept: Values | None = None) -> Form:
    """Who sits down, and what is planned; `kept` are the values of an earlier try."""
    policy = snapshot.policy
    fields = _fields(policy.presets[0], policy)
    if kept is not None:
        fields = tuple(replace(field, value=kept.get(field.field, field.value)) for field in fields)

    def confirm(values: Values) -> str:
        label = values.get("label", "").strip()
        return tr("Record admission to {title}", title=place.title) + (f" · {label}" if label else "")

    question = Question(
        title=tr("Admit patient · {title}", title=place.title),
        text=tr("Initials and birth year, never a full name"),
        confirm=confirm({}),
    )
    return Form(
        question=question, fields=fields, read=lambda values: _read(values, place.place_id, policy), confirm=confirm
    )


def _fields(preset: Preset, policy: Policy) -> tuple[FieldView, ...]:
    arms = tuple((arm, tr(words)) for arm, words in _ARMS)
    return (
        FieldView(field="label", label=tr("Patient"), hint="A.M. 59"),
        FieldView(field="clinic_id", label=tr("Clinic number")),
        FieldView(field="birth_year", label=tr("Birth year"), hint="1959"),
        FieldView(
            field="preset",
            label=tr("Preset"),
            value=preset.name,
            choices=tuple((each.name, f"{each.name} · {each.dose_mg_per_kg:g} mg/kg") for each in policy.presets),
        ),
        FieldView(field="dose", label=tr("Dose mg/kg"), hint=tr("empty: as the preset")),
        FieldView(field="weight", label=tr("Weight kg"), hint=tr("30 to 250")),
        FieldView(field="minutes", label=tr("Duration min"), hint=tr("empty: as the preset")),
        FieldView(
            field="route",
            label=tr("Route"),
            value=preset.route.value,
            choices=tuple((route.value, told(route.value)) for route in Route),
        ),
        FieldView(field="number", label=tr("Session number"), hint="3"),
        FieldView(field="planned", label=tr("of"), hint="6"),
        FieldView(field="cuff", label=tr("Cuff on arm"), choices=arms),
        FieldView(field="line", label=tr("Line in arm"), choices=arms),
        FieldView(field="forbidden", label=tr("Never this arm"), choices=arms),
        FieldView(field="oxygen", label=tr("Oxygen l/min"), value="0"),
        FieldView(
            field="flags",
            label=tr("Risk"),
            choices=tuple((flag.value, tr(words)) for flag, words in FLAG_WORDS.items()),
            several=True,
        ),
    )


def _read(values: Values, place_id: str, policy: Policy) -> Admit:
    label = filled.text_of(values, "label", tr("A patient needs a label: initials and year of birth."))
    preset = policy.preset(values.get("preset", "")) or policy.presets[0]
    route = Route(values.get("route") or preset.route.value)
    minutes = filled.optional_number(values, "minutes", tr("Duration"))
    dose = filled.optional_number(values, "dose", tr("Dose"))
    duration_s = preset.duration_s if minutes is None else minutes * S_PER_MIN
    plan = Plan(
        preset=preset.name,
        route=route,
        drug=preset.drug,
        dose_mg_per_kg=preset.dose_mg_per_kg if dose is None else dose,
        weight_kg=filled.optional_number(values, "weight", tr("Weight")),
        duration_s=duration_s if route.is_infusion else 0.0,
    )
    problem = weight_problem(plan, policy.plausibility)
    if problem is not None:
        raise FormProblemError(told(problem))
    if route.is_infusion and duration_s <= 0:
        raise FormProblemError(tr("Duration: more than 0 minutes are needed."))
    return Admit(
        place_id=place_id, label=label, planned_infusion_s=plan.duration_s, patient=_patient(values, label), plan=plan
    )


def _patient(values: Values, label: str) -> Patient:
    year = filled.optional_whole(values, "birth_year", tr("Birth year"))
    if year is not None and not 1900 <= year <= 2100:
        raise FormProblemError(tr("Birth year: four digits are needed."))
    return Patient(
        label=label,
        clinic_id=values.get("clinic_id", "").strip(),
        birth_year=year,
        infusion_number=filled.optional_whole(values, "number", tr("Session number")),
        infusions_planned=filled.optional_whole(values, "planned", tr("Number of sessions")),
        risk_flags=tuple(RiskFlag(flag) for flag in filled.chosen(values, "flags")),
        arms=_arms(values),
        oxygen_l_per_min=filled.optional_number(values, "oxygen", tr("Oxygen")) or 0.0,
    )


def _arms(values: Values) -> ArmsSet | None:
    cuff, line, never = (values.get(field, "") for field in ("cuff", "line", "forbidden"))
    if not (cuff or line or never):
        return None
    return ArmsSet(
        cuff=Arm(cuff) if cuff else None,
        line=Arm(line) if line else None,
        forbidden=(Arm(never),) if never else (),
    )


def raised(command: Admit, snapshot: Snapshot) -> tuple[Raised, ...]:
    """What the room will ask back about these numbers."""
    if command.plan is None:
        return ()
    return questions_of(
        command.plan,
        command.earlier,
        snapshot.policy,
        now_utc_ms=snapshot.at.utc_ms,
        earlier_unknown=command.earlier_unknown,
    )


def asked_back(command: Admit, title: str, questions: tuple[Raised, ...]) -> Form:
    """One answer for each question; what was answered is kept in the record."""
    who = f"{title} · {command.label}"
    fields = tuple(FieldView(field=each.question, label=told(each.text)) for each in questions)

    def answer(values: Values, each: Raised) -> Answered:
        text = filled.text_of(values, each.question, tr("Every question needs an answer in words."))
        return Answered(question=each.question, text=text)

    def read(values: Values) -> Admit:
        return replace(command, answers=tuple(answer(values, each) for each in questions))

    question = Question(
        title=tr("Is this meant? · {who}", who=who),
        text=tr("The answers are kept. Cancel to go back to the numbers."),
        confirm=tr("Record admission to {who}", who=who),
    )
    return Form(question=question, fields=fields, read=read)
