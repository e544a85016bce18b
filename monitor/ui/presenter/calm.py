"""The one calm sentence of a place where no alarm stands, and the checklist of recovery in short words."""

import math
from datetime import UTC, datetime, tzinfo

from monitor.domain.vocabulary import Phase
from monitor.port.snapshot import EntryView, PlaceView, SessionView
from monitor.ui.presenter import words
from monitor.ui.presenter.check_words import short
from monitor.ui.views import Tone, Wording
from monitor.ui.words import tr, tr_n

NOTED_FOR_S = 900.0  # how long the last note stands on a tile
Calm = tuple[Wording, Tone]


def calm_line(place: PlaceView, session: SessionView, zone: tzinfo | None, now_utc_ms: int) -> Calm:
    """What matters most of what is no alarm."""
    if place.no_data_s is not None:
        return (
            place.device_line or tr("no data for {minutes} min", minutes=words.minutes(place.no_data_s)),
            tr("no data"),
        ), Tone.NORMAL
    return (
        _task(place)
        or _away(session)
        or _nobody(session)
        or _questions(place, session)
        or _cuff(place, session)
        or _checks(place, session)
        or _last_notes(place, zone, now_utc_ms)
        or _limits(place)
        or _outlook(place)
        or ((place.device_line,), Tone.MUTED)
    )


def _task(place: PlaceView) -> Calm | None:
    """A pressure that a person has to take, because the station cannot start the cuff."""
    if place.task is None:
        return None
    due_s = place.task.due_in_s
    time = tr("in {due}", due=words.countdown(due_s)) if due_s > 0 else tr("now")
    return (
        tr("TAKE PRESSURE {time} · {why}", time=time.upper(), why=place.task.why),
        tr("TAKE PRESSURE {time}", time=time.upper()),
    ), Tone.NORMAL


def _cuff(place: PlaceView, session: SessionView) -> Calm | None:
    """About the arm, and what the rules have to do without; what a baseline still wants stands below the numbers."""
    line = place.cuff_line or ("" if session.phase is Phase.BASELINE else place.baseline_line)
    return ((line,), Tone.NORMAL) if line else None


def _outlook(place: PlaceView) -> Calm | None:
    found = outlook(place)
    return (found, Tone.MUTED) if found else None


def outlook(place: PlaceView) -> Wording:
    """The estimate of the peak, or of when the drug wears off; empty while an alarm stands, which it might belittle."""
    if place.alarms:
        return ()
    if place.forecast is not None:
        return (place.forecast.text,)
    if place.half_gone_in_min is None:
        return ()
    left = math.ceil(place.half_gone_in_min)
    return (
        tr("estimate: half of the drug effect gone in {left} min", left=left),
        tr("estimate: effect half gone in {left} min", left=left),
        tr("estimate: half gone in {left} min", left=left),
    )


def _away(session: SessionView) -> Calm | None:
    left_s, companion = session.stay.off_monitor_left_s, session.stay.off_monitor_with
    if left_s is None:
        return None
    time = words.countdown(left_s) if left_s > 0 else tr("overdue {left}", left=words.stopwatch(-left_s))
    return (
        tr("off monitor with {companion} · {time}", companion=companion, time=time),
        tr("off monitor · {time}", time=time),
    ), Tone.NORMAL


def _nobody(session: SessionView) -> Calm | None:
    """The patient was left by whoever had taken over."""
    alone_s = session.stay.not_taken_over_s
    if alone_s is None:
        return None
    return (
        tr("not taken over for {alone}: nobody answers for this patient", alone=words.stopwatch(alone_s)),
        tr("not taken over"),
    ), Tone.NORMAL


def _questions(place: PlaceView, session: SessionView) -> Calm | None:
    if place.same_patient:
        return (place.same_patient, tr("same patient?")), Tone.NORMAL
    started, ended = session.since_infusion_start_s, session.since_infusion_end_s
    if started is not None and ended is None and started > session.planned_infusion_s:
        return (tr("planned time is over: is the pump still running?"), tr("is the pump still running?")), Tone.NORMAL
    if place.going_by:
        return (tr("{name} is going", name=place.going_by),), Tone.NORMAL
    return None


def _checks(place: PlaceView, session: SessionView) -> Calm | None:
    if place.ready_to_leave:
        return (tr("✓ All checks done"), tr("✓ done")), Tone.READY
    if place.gate:
        every = "   ".join(f"{'✓' if item.done else '○'} {short(item.check)}" for item in place.gate)
        still = [f"○ {short(item.check)}" for item in place.gate if not item.done]
        some = (
            tr("{list}  +{still} open", list="  ".join(still[:count]), still=len(still) - count)
            for count in range(len(still) - 1, 0, -1)
        )
        return (every, "  ".join(still), *some), Tone.MUTED
    if place.open_checks:
        count = tr_n(len(place.open_checks), "{count} open check", "{count} open checks")
        return (f"○ {'   ○ '.join(place.open_checks)}", f"{count}: {', '.join(place.open_checks)}", count), Tone.MUTED
    if session.phase is Phase.BASELINE and place.start_checks:
        count = tr_n(len(place.start_checks), "{count} open check", "{count} open checks")
        names = ", ".join(short(item.check) for item in place.start_checks)
        return (
            tr("{count} before start: {names}", count=count, names=names),
            tr("{count} before start", count=count),
            count,
        ), Tone.MUTED
    return None


def _last_notes(place: PlaceView, zone: tzinfo | None, now_utc_ms: int) -> Calm | None:
    """The last two notes of the last quarter of an hour, older first."""
    recent = [entry for entry in place.entries[:2] if now_utc_ms - entry.at_utc_ms <= NOTED_FOR_S * 1000]
    if not recent:
        return None
    texts = [f"{entry.text} {_minute(entry, zone)}" for entry in reversed(recent)]
    return (" · ".join(texts), texts[-1]), Tone.MUTED


def _minute(entry: EntryView, zone: tzinfo | None) -> str:
    return words.local_minute(datetime.fromtimestamp(entry.at_utc_ms / 1000, UTC), zone)


def _limits(place: PlaceView) -> Calm | None:
    if not place.own_limits:
        return ((place.profile_line, place.profile_line.partition(":")[0]), Tone.MUTED) if place.profile_line else None
    limit = place.own_limits[-1]
    return (
        tr("own limit {rule} {limit} set by {by}", rule=limit.rule, limit=f"{limit.limit:g}", by=limit.by),
        tr("own limit {limit}", limit=f"{limit.limit:g}"),
    ), Tone.MUTED
