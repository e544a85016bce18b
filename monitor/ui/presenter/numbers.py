"""The numbers of one place in words. A number that the room withholds, or calls too old, is dashes."""

from dataclasses import replace

from drivers.observations import Quality
from monitor.domain.vocabulary import Phase, Priority
from monitor.port.snapshot import (
    AlarmView,
    BaselineView,
    Freshness,
    NumberView,
    PlaceView,
    PressureView,
)
from monitor.ui.presenter import words
from monitor.ui.views import NumbersView, NumberText, Tone, Wording
from monitor.ui.words import source, tr, tr_n

CHANGED = source(" (set)")  # behind a baseline that a physician put in the place of the measured one
_RATE_LABELS: dict[str, Wording] = {
    "ecg": (source("HR ECG /min"), source("HR /min"), source("HR")),
    "cuff": (source("Pulse cuff /min"), source("Pulse /min"), source("Pulse")),
}
_RATE_LABEL: Wording = (source("Pulse /min"), source("Pulse"))
_PRIORITY_TONES = {Priority.HIGH: Tone.HIGH, Priority.MEDIUM: Tone.MEDIUM, Priority.LOW: Tone.LOW}


def numbers(place: PlaceView) -> NumbersView:
    """All numbers of `place` as texts; each carries "?" while nobody has said that the patient is the same."""
    told = _told(place)
    if not place.same_patient:
        return told
    return replace(told, pressure=_doubted(told.pressure), rate=_doubted(told.rate), spo2=_doubted(told.spo2))


def bay_numbers(place: PlaceView) -> NumbersView:
    """The same for the narrow row of a bay, where the age may stand without its "ago"."""
    told = numbers(place)
    detail, age_s = told.pressure.detail, place.pressure.age_s
    bare = words.bare_age(age_s) if detail[-1] == words.age(age_s) else detail[-1]
    return replace(told, pressure=replace(told.pressure, detail=(*detail, bare)))


def _doubted(number: NumberText) -> NumberText:
    return number if number.value == words.DASHES else replace(number, value=f"{number.value}?")


def _told(place: PlaceView) -> NumbersView:
    rise, rise_tone = _rise(place)
    return NumbersView(
        pressure=_pressure(place.pressure),
        rate=_continuous(
            place.rate,
            label=tuple(tr(label) for label in _RATE_LABELS.get(place.rate.source, _RATE_LABEL)),
            arrow=words.arrow(place.arrows.rate.direction),
        ),
        spo2=_continuous(place.spo2, label=("SpO₂ %",), arrow=""),
        next_cuff=_next_cuff(place.pressure),
        cuff_brief=_cuff_brief(place.pressure),
        rise=rise,
        rise_tone=rise_tone,
    )


def pressure_value(pressure: PressureView) -> str:
    """The reading as "184/112"; dashes where there is none that may be shown."""
    if pressure.freshness is Freshness.DASHES or pressure.systolic is None:
        return words.DASHES
    diastolic = "–" if pressure.diastolic is None else words.whole(pressure.diastolic)
    return f"{words.whole(pressure.systolic)}/{diastolic}"


def number_value(number: NumberView) -> str:
    """The value as a whole number; dashes where there is none that may be shown."""
    if number.freshness is Freshness.DASHES or number.value is None:
        return words.DASHES
    return words.whole(number.value)


def _pressure(pressure: PressureView) -> NumberText:
    value = pressure_value(pressure)
    return NumberText(
        label=(tr("NIBP mmHg"), tr("NIBP")),
        value=value,
        faded=pressure.freshness is not Freshness.FRESH or pressure.quality is not Quality.VALID,
        detail=_pressure_detail(pressure, shown=value != words.DASHES),
    )


def _pressure_detail(pressure: PressureView, *, shown: bool) -> Wording:
    age = words.age(pressure.age_s)
    if not shown:
        missing = pressure.why or (
            tr("no reading yet") if pressure.age_s is None else tr("last reading {age}", age=age)
        )
        return (missing,)
    if pressure.entered:
        age = tr("{age} · entered", age=age) if age else tr("entered")
    if pressure.quality is Quality.QUESTIONABLE:
        age = tr("{age} · doubtful", age=age) if age else tr("doubtful")
    if pressure.mean is None:
        return (age,)
    return (
        tr("mean {mean} · {age}", mean=words.whole(pressure.mean), age=age),
        tr("m {mean} · {age}", mean=words.whole(pressure.mean), age=age),
        age,
    )


def _next_cuff(pressure: PressureView) -> Wording:
    if pressure.measuring:
        return (tr("measuring now"), tr("measuring"))
    due = words.due(pressure.next_in_s)
    failed = tr("last try failed: {why}", why=pressure.why) if pressure.why and pressure.systolic is not None else ""
    return (f"{due} · {failed}", tr("{due} · failed", due=due), due) if failed else (due,)


def _cuff_brief(pressure: PressureView) -> Wording:
    """Age and next reading together; where only one has room, an overdue reading counts more than its age."""
    detail = _pressure_detail(pressure, shown=pressure_value(pressure) != words.DASHES)[-1]
    due = _next_cuff(pressure)[-1]
    if not due or not detail:
        return (detail or due,)
    overdue = pressure.next_in_s is not None and pressure.next_in_s <= 0
    return f"{detail} · {due}", due if overdue or pressure.measuring else detail


def _continuous(number: NumberView, *, label: Wording, arrow: str) -> NumberText:
    value = number_value(number)
    doubtful = number.quality is Quality.QUESTIONABLE
    if value == words.DASHES:
        detail: Wording = (number.why or tr("no data"),)
    elif number.freshness is Freshness.GREY:
        detail = (words.short_age(number.age_s) or tr("old"),)
    elif doubtful:
        detail = (tr("doubtful: {why}", why=number.why), tr("doubtful")) if number.why else (tr("doubtful"),)
    else:
        detail = _rise_and_age(number, arrow)
    tone = Tone.MUTED if number.freshness is Freshness.FRESH and not doubtful else Tone.NORMAL
    return NumberText(
        label=label,
        value=value,
        faded=number.freshness is not Freshness.FRESH or doubtful,
        detail=detail,
        detail_tone=tone,
    )


def _rise_and_age(number: NumberView, arrow: str) -> Wording:
    age = words.short_age(number.age_s)
    if number.rise is None:
        return (age,)
    rise = f"{words.signed(number.rise)} {arrow}".rstrip()
    return (f"{rise} · {age}", rise) if age else (rise,)


def _rise(place: PlaceView) -> tuple[Wording, Tone]:
    session, pressure = place.session, place.pressure
    if session is None:
        return ("",), Tone.MUTED
    baseline = baseline_text(session.baseline)
    if session.phase is Phase.BASELINE and not session.baseline.frozen:
        readings = tr_n(session.baseline.readings, "{count} reading", "{count} readings")
        return (
            tr("baseline being taken: {readings}", readings=readings),
            tr("baseline: {readings}", readings=readings),
            readings,
        ), Tone.MUTED
    if not baseline:
        return (tr("no baseline"),), Tone.NORMAL
    if session.baseline.changed_by:
        baseline += tr(CHANGED)
    if pressure.rise is None or pressure_value(pressure) == words.DASHES:
        return (tr("baseline {baseline}", baseline=baseline), baseline), Tone.MUTED
    rise = f"{words.signed(pressure.rise)} {words.arrow(place.arrows.systolic.direction)}".rstrip()
    return (
        tr("{rise} · baseline {baseline}", rise=rise, baseline=baseline),
        tr("{rise} from {baseline}", rise=rise, baseline=baseline),
        rise,
    ), _pressure_tone(place.alarms)


def baseline_change(baseline: BaselineView) -> str:
    """Who put the baseline in the place of the measured one, and why; empty: nobody."""
    if not baseline.changed_by:
        return ""
    return tr(", set by {by}: {why}", by=baseline.changed_by, why=baseline.changed_why)


def baseline_text(baseline: BaselineView) -> str:
    """The baseline as "124/78" (124 where only the systolic is known); empty where there is none."""
    if baseline.systolic is None:
        return ""
    diastolic = "" if baseline.diastolic is None else f"/{words.whole(baseline.diastolic)}"
    return f"{words.whole(baseline.systolic)}{diastolic}"


def _pressure_tone(alarms: tuple[AlarmView, ...]) -> Tone:
    gravest = max((alarm.priority for alarm in alarms if alarm.rule.startswith("BP-")), default=Priority.INFORMATION)
    return _PRIORITY_TONES.get(gravest, Tone.NORMAL)
