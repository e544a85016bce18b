"""Chairs, bays and free places in words: heading, calm sentence, buttons."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo

from monitor.domain.entries import InfusionAct
from monitor.domain.vocabulary import Phase, PlaceKind
from monitor.port.snapshot import PlaceView, SessionView
from monitor.ui.presenter import alarms, words
from monitor.ui.presenter.calm import calm_line
from monitor.ui.presenter.numbers import bay_numbers, number_value, numbers, pressure_value
from monitor.ui.presenter.trend import CurvesOf, no_curves, trace_of
from monitor.ui.views import (
    Action,
    BayView,
    ButtonView,
    FreeView,
    HeadingView,
    TileView,
    Tone,
    Wording,
)
from monitor.ui.words import source, tr, tr_n

PROGRESS_STEPS = 200  # of the bar: finer steps would repaint it every second for nothing
_PHASE_WORDS = {
    Phase.BASELINE: source("baseline"),
    Phase.INFUSION: source("infusion"),
    Phase.RECOVERY: source("recovery"),
    Phase.DISCHARGED: source("discharged"),
}


@dataclass(frozen=True, slots=True)
class Seen:
    """When and in which time zone the room is looked at, and what is known of earlier infusions."""

    now_utc_ms: int
    zone: tzinfo | None = None
    curves: CurvesOf = no_curves


def chair(place: PlaceView, seen: Seen, *, has_bays: bool) -> TileView | FreeView:
    """A chair's tile; `has_bays` says whether patients of this room move to recovery."""
    session = place.session
    if session is None:
        return free(place)
    calm, tone = calm_line(place, session, seen.zone, seen.now_utc_ms)
    return TileView(
        place_id=place.place_id,
        heading=_chair_heading(place, session),
        line=alarms.line(place, calm=calm, calm_tone=tone),
        numbers=numbers(place),
        trace=trace_of(place, session, seen.curves),
        edge=alarms.edge(place),
        buttons=(
            alarms.acknowledge_button(place),
            next_step(place, session, has_bays=has_bays),
            note_button(place, session),
            more_button(place, session),
        ),
        cuff=cancel_cuff(place, session),
        summary=_summary(place, session),
    )


def bay(place: PlaceView, seen: Seen) -> BayView | FreeView:
    """A recovery bay's tile."""
    session = place.session
    if session is None:
        return free(place)
    calm, tone = calm_line(place, session, seen.zone, seen.now_utc_ms)
    return BayView(
        place_id=place.place_id,
        heading=_bay_heading(place, session, seen),
        line=alarms.line(place, calm=calm, calm_tone=tone),
        numbers=bay_numbers(place),
        edge=alarms.edge(place),
        ready=place.ready_to_leave,
        buttons=(
            alarms.acknowledge_button(place),
            next_step(place, session, has_bays=False),
            note_button(place, session),
            more_button(place, session),
        ),
        cuff=cancel_cuff(place, session),
        summary=_summary(place, session),
    )


def free(place: PlaceView) -> FreeView:
    """A place without a patient; only a chair is admitted to by hand."""
    admit = ButtonView(
        action=Action.ADMIT,
        text=tr("Admit patient"),
        accessible_name=tr("Admit a patient to {title}", title=place.title),
        place_id=place.place_id,
        who=place.title,
    )
    return FreeView(
        place_id=place.place_id,
        title=place.title,
        line=alarms.line(place, calm=("",)),
        device_line=place.device_line or tr("No monitor at this place"),
        admit=admit if place.kind is PlaceKind.CHAIR else None,
        acknowledge=alarms.acknowledge_button(place),
        edge=alarms.edge(place),
        summary=tr("{title}, free", title=place.title),
    )


def who(place: PlaceView, session: SessionView) -> str:
    """Place and label together, as dialogs and their confirming buttons name a patient."""
    return f"{place.title} · {session.label}"


def _button(action: Action, text: str, place: PlaceView, session: SessionView) -> ButtonView:
    return ButtonView(
        action=action,
        text=text,
        accessible_name=f"{tr('More') if action is Action.MORE else text}, {place.title}",
        place_id=place.place_id,
        session_id=session.session_id,
        who=who(place, session),
    )


def cancel_cuff(place: PlaceView, session: SessionView) -> ButtonView | None:
    """Lets the cuff go while it measures, whoever started it."""
    if not place.pressure.measuring:
        return None
    return replace(
        _button(Action.CANCEL_CUFF, tr("Release cuff"), place, session),
        accessible_name=tr("Release the cuff at {title}", title=place.title),
    )


def note_button(place: PlaceView, session: SessionView) -> ButtonView:
    """The way to the note panel."""
    return _button(Action.NOTE, tr("Note"), place, session)


def more_button(place: PlaceView, session: SessionView) -> ButtonView:
    """The way to everything else."""
    return _button(Action.MORE, "…", place, session)


def next_step(place: PlaceView, session: SessionView, *, has_bays: bool) -> ButtonView | None:
    """The one thing that usually comes next; everything else stands behind "…"."""
    if place.same_patient:
        return _button(Action.SAME_PATIENT, tr("Same patient?"), place, session)
    match session.phase:
        case Phase.BASELINE:
            return _first_step(place, session)
        case Phase.INFUSION:
            paused = session.stay.paused_s is not None
            act, text = (InfusionAct.RESUME, tr("Record resume")) if paused else (InfusionAct.END, tr("Record end"))
            return form_button(act.value, text, place, session)
        case Phase.RECOVERY if has_bays and place.kind is PlaceKind.CHAIR:
            return form_button("transfer", tr("Move to bay"), place, session)
        case Phase.RECOVERY:
            text = tr("Checks") if place.gate and not place.ready_to_leave else tr("Discharge")
            return _button(Action.CHECKS, text, place, session)
        case _:
            return None


def _first_step(place: PlaceView, session: SessionView) -> ButtonView:
    if place.start_checks:
        return _button(
            Action.CHECKS, tr("Checks ({start_checks})", start_checks=len(place.start_checks)), place, session
        )
    if session.stay.route.is_infusion:
        return form_button(InfusionAct.START.value, tr("Record start"), place, session)
    return form_button(InfusionAct.DOSE_GIVEN.value, tr("Record dose"), place, session)


def form_button(form: str, text: str, place: PlaceView, session: SessionView) -> ButtonView:
    """The way to a form about this patient."""
    return replace(_button(Action.FORM, text, place, session), form=form)


def _chair_heading(place: PlaceView, session: SessionView) -> HeadingView:
    progress, text = _progress(session)
    phase = tr(_PHASE_WORDS[session.phase])
    paused_s = session.stay.paused_s
    if paused_s is not None:
        phase = tr("paused")
    return HeadingView(
        title=place.title,
        label=session.label,
        status=_status(place, session, phase),
        status_tone=Tone.MUTED,
        progress=progress,
        progress_text=text,
        sound=_sound(place),
    )


def _status(place: PlaceView, session: SessionView, phase: str) -> Wording:
    """Phase and course; that the patient is judged more closely is said at every width."""
    named = session.course if session.course.startswith(phase) else f"{phase} · {session.course}"
    status = (named, phase) if session.course else (phase,)
    return tuple(tr("{phase} · closer limits", phase=each) for each in status) if place.closer else status


def _progress(session: SessionView) -> tuple[float | None, Wording]:
    if session.since_infusion_end_s is not None:
        passed = words.minutes(session.since_infusion_end_s)
        return None, (
            tr("{passed} min since end (entered)", passed=passed),
            tr("{passed} min since end", passed=passed),
        )
    if session.since_infusion_start_s is None:
        planned = words.minutes(session.planned_infusion_s)
        return 0.0, (
            tr("infusion not begun · {planned} min planned", planned=planned),
            tr("infusion not begun"),
            tr("not begun"),
        )
    pause = session.stay.paused_s
    if pause is not None:
        passed = words.minutes(session.since_infusion_start_s)
        share = min(1.0, session.stay.running_s / max(session.planned_infusion_s, 1.0))
        recorded = tr("pause recorded {pause}", pause=words.stopwatch(pause))
        return round(share * PROGRESS_STEPS) / PROGRESS_STEPS, (
            tr("{passed} min since start · {recorded}", passed=passed, recorded=recorded),
            recorded,
        )
    passed, planned = words.minutes(session.since_infusion_start_s), words.minutes(session.planned_infusion_s)
    left = (
        tr("{left} of {planned} left", left=planned - passed, planned=planned)
        if passed <= planned
        else tr("{passed} over {planned} planned", passed=passed - planned, planned=planned)
    )
    share = min(1.0, session.since_infusion_start_s / max(session.planned_infusion_s, 1.0))
    return round(share * PROGRESS_STEPS) / PROGRESS_STEPS, (
        tr("{passed} min since start (entered) · {left}", passed=passed, left=left),
        tr("{passed} min since start (entered)", passed=passed),
        tr("{passed} min since start", passed=passed),
        tr("{passed} of {planned} min", passed=passed, planned=planned),
    )


def _sound(place: PlaceView) -> Wording:
    """What people have done about the sound here: somebody is going, or it is paused."""
    if place.going_by and place.going_for_s is not None:
        left = words.countdown(place.going_for_s)
        return (
            tr("{name} is going {left}", name=place.going_by, left=left),
            tr("{name} is going", name=place.going_by),
            tr("going {left}", left=left),
        )
    if place.audio_paused_for_s is None:
        return ("",)
    left = words.countdown(place.audio_paused_for_s)
    by = " " + tr("by {name}", name=place.audio_paused_by) if place.audio_paused_by else ""
    return tr("♪ paused {left}{by}", left=left, by=by), tr("♪ paused {left}", left=left)


def _bay_heading(place: PlaceView, session: SessionView, seen: Seen) -> HeadingView:
    status, tone = _bay_status(place, session, seen)
    return HeadingView(
        title=place.title,
        label=session.label,
        status=status,
        status_tone=tone,
        progress=None,
        progress_text=_since_end(session),
        sound=_sound(place),
    )


def _since_end(session: SessionView) -> Wording:
    ended, dosed = session.since_infusion_end_s, session.stay.since_first_dose_s
    if ended is None:
        if dosed is None or session.stay.route.is_infusion:
            return (tr("end not recorded"), "")
        return (tr("{dosed} min since first dose", dosed=words.minutes(dosed)), f"{words.minutes(dosed)} min", "")
    passed, bare = tr("{ended} min since end", ended=words.minutes(ended)), f"{words.minutes(ended)} min"
    if dosed is None:
        return (passed, bare, "")
    return (tr("{passed} · {dosed} since first dose", passed=passed, dosed=words.minutes(dosed)), passed, bare, "")


def _bay_status(place: PlaceView, session: SessionView, seen: Seen) -> tuple[Wording, Tone]:
    if place.ready_to_leave:
        return (tr("✓ CHECKS DONE"),), Tone.READY
    due_s = place.pressure.next_in_s
    if due_s is not None and due_s <= -words.MINUTE_S:
        return (tr("cuff {due}", due=words.due(due_s)), tr("cuff overdue")), Tone.NORMAL
    open_words = tr("○ {checks} open", checks=tr_n(len(place.open_checks), "{count} check", "{count} checks"))
    leave_utc_ms = session.stay.earliest_leave_utc_ms
    if leave_utc_ms is not None and leave_utc_ms > seen.now_utc_ms:
        earliest = tr(
            "earliest {time}", time=words.local_minute(datetime.fromtimestamp(leave_utc_ms / 1000, UTC), seen.zone)
        )
        why = session.stay.earliest_leave_why
        return ((f"{earliest}: {why}", earliest) if why else (earliest,)), Tone.MUTED
    return ((open_words,) if place.open_checks else ("",)), Tone.MUTED


def _summary(place: PlaceView, session: SessionView) -> str:
    spoken = [f"{place.title}, {session.label}, {tr(_PHASE_WORDS[session.phase])}"]
    spoken += [
        tr(
            "{priority} alarm: {short_message}",
            priority=words.priority_word(alarm.priority),
            short_message=alarm.short_message,
        )
        for alarm in place.alarms
    ]
    spoken.append(tr("pressure {value}", value=_spoken(pressure_value(place.pressure))))
    spoken.append(tr("pulse {value}", value=_spoken(number_value(place.rate))))
    spoken.append(tr("saturation {value}", value=_spoken(number_value(place.spo2))))
    return "; ".join(spoken)


def _spoken(value: str) -> str:
    return tr("no value") if value == words.DASHES else value
