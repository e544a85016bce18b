"""The room as a whole in words: header, alarm bar, footer and the cover that hides numbers nobody may trust."""

from dataclasses import replace
from datetime import datetime, tzinfo

from drivers.observations import Provenance
from monitor.domain.vocabulary import PlaceKind
from monitor.port.snapshot import Answer, AudioView, Snapshot
from monitor.ui.presenter import alarms, calling, places, privacy, profile_change, words
from monitor.ui.presenter.trend import CurvesOf, no_curves
from monitor.ui.views import (
    Action,
    BarView,
    ButtonView,
    CoverView,
    FooterView,
    HeaderView,
    LiveView,
    StationView,
    Tone,
    Wording,
)
from monitor.ui.words import source, told, tr

FOOTER = source("This display does not see or control the pump. The bedside monitor alarms first.")
ADVICE = source("Look at the patients and the bedside monitors")
STALLED_AFTER_S = 2.0
STARTING_FOR_S = 10.0  # how long a start may take before it is called stalled
DEVICES_BUTTON = ButtonView(
    action=Action.DEVICES,
    text=source("Devices"),
    accessible_name=source("Devices: what each link says and what is wrong with it"),
)
HISTORY_BUTTON = ButtonView(
    action=Action.HISTORY, text=source("History"), accessible_name=source("History: earlier sessions and their alarms")
)
_MARKS = {
    Provenance.SIMULATED: source("SIMULATED"),
    Provenance.REPLAYED: source("REPLAYED"),
    Provenance.ENTERED: source("ENTERED"),
}


def present(
    snapshot: Snapshot, zone: tzinfo | None = None, *, masked: bool = False, curves: CurvesOf = no_curves
) -> StationView:
    """Everything the station shows of `snapshot`. `zone` None is the computer's own; `masked` says that it is."""
    chairs = tuple(place for place in snapshot.places if place.kind is PlaceKind.CHAIR)
    bays = tuple(place for place in snapshot.places if place.kind is PlaceKind.BAY)
    titles = {place.place_id: place.title for place in snapshot.places}
    seen = places.Seen(snapshot.at.utc_ms, zone, curves)
    return StationView(
        header=_header(snapshot, zone, masked=masked),
        chairs=tuple(places.chair(place, seen, has_bays=bool(bays)) for place in chairs),
        bays=tuple(places.bay(place, seen) for place in bays),
        bar=BarView(
            chips=alarms.chips(snapshot.alarms, titles, zone),
            acknowledge=alarms.acknowledge_room(snapshot.alarms),
            sound=_sound_button(snapshot.audio),
            devices=_said(DEVICES_BUTTON),
            history=_said(HISTORY_BUTTON),
            calm=tr("No alarms"),
        ),
        footer=FooterView(text=tr(FOOTER), banner=profile_change.banner(snapshot)),
    )


def _said(button: ButtonView) -> ButtonView:
    """A button that was made before the language was known."""
    return replace(button, text=tr(button.text), accessible_name=tr(button.accessible_name))


def _header(snapshot: Snapshot, zone: tzinfo | None, *, masked: bool) -> HeaderView:
    sound, sound_tone = _sound(snapshot.audio)
    on_line = sum(device.on_line for device in snapshot.devices)
    total = len(snapshot.devices)
    notice = calling.notice(snapshot)
    return HeaderView(
        room=snapshot.room_name,
        profile=(tr("profile {profile_name}", profile_name=snapshot.profile_name), snapshot.profile_name),
        notice=notice,
        notice_tone=calling.tone(snapshot),
        counts=alarms.counts(snapshot.alarms),
        clock=words.local_clock(snapshot.at.utc, zone),
        sound=sound,
        sound_tone=sound_tone,
        devices=(
            tr("{on_line} of {total} devices", on_line=on_line, total=total),
            tr("{on_line}/{total} devices", on_line=on_line, total=total),
        ),
        devices_tone=Tone.MUTED if on_line == total else Tone.NORMAL,
        mark=tr(_MARKS.get(snapshot.provenance, "")),
        person=_person_button(snapshot),
        person_note=tr(privacy.HIDDEN) if masked else "",
    )


def _person_button(snapshot: Snapshot) -> ButtonView:
    known = privacy.person(snapshot)
    if known is None:
        return ButtonView(action=Action.SIGN_IN, text=tr("Sign in"), accessible_name=tr("Sign in with name and PIN"))
    name, role = known
    text = f"{name} · {told(role)}"
    return ButtonView(
        action=Action.PERSON, text=text, accessible_name=tr("Signed in: {text}. Sign out or hide names", text=text)
    )


def _sound(audio: AudioView) -> tuple[Wording, Tone]:
    if audio.room_paused_for_s is not None:
        left = words.countdown(audio.room_paused_for_s)
        by = " " + tr("by {name}", name=audio.room_paused_by) if audio.room_paused_by else ""
        return (tr("♪ sound paused {left}{by}", left=left, by=by), tr("♪ paused {left}", left=left)), Tone.NORMAL
    if audio.sounding is not None:
        return (
            tr("♪ sounding: {sounding}", sounding=words.priority_word(audio.sounding)),
            tr("♪ sounding"),
        ), Tone.NORMAL
    if audio.test_heard is False:
        return (tr("♪ test tone NOT HEARD"), tr("♪ NOT HEARD")), Tone.NORMAL
    if audio.test_due:
        return (tr("♪ sound on · test due"), tr("♪ test due")), Tone.NORMAL
    return (tr("♪ sound on"),), Tone.MUTED


def _sound_button(audio: AudioView) -> ButtonView:
    if audio.room_paused_for_s is not None:
        return ButtonView(
            action=Action.RESUME_SOUND, text=tr("Resume sound"), accessible_name=tr("Resume the sound of the room")
        )
    return ButtonView(
        action=Action.PAUSE_SOUND, text=tr("Pause sound"), accessible_name=tr("Pause the sound of the room")
    )


def cover(
    *, engine_age_s: float, has_snapshot: bool, waited_s: float, since: datetime, zone: tzinfo | None = None
) -> CoverView | None:
    """What hides the screen: nothing, a start that is under way, or a monitor that stands still.

    `engine_age_s` and `waited_s` are real seconds since the engine's last step and since the display opened;
    `since` is when the engine stepped last, or when the display opened.
    """
    clock = words.local_clock(since, zone)
    if not has_snapshot:
        span = words.stopwatch(waited_s)
        if waited_s < STARTING_FOR_S:
            return CoverView(
                title=tr("STARTING"),
                detail=tr("No values yet, {span} since {clock}", span=span, clock=clock),
                advice=tr(ADVICE),
            )
        return CoverView(
            title=tr("MONITOR STALLED"),
            detail=tr("No values since the start at {clock}, {span}", clock=clock, span=span),
            advice=tr(ADVICE),
        )
    if engine_age_s <= STALLED_AFTER_S:
        return None
    span = words.stopwatch(engine_age_s)
    return CoverView(
        title=tr("MONITOR STALLED"), detail=tr("for {span}, since {clock}", span=span, clock=clock), advice=tr(ADVICE)
    )


def display_fault(fault: Exception) -> CoverView:
    """The cover for a fault of the display itself, whose picture can no longer be trusted."""
    return CoverView(
        title=tr("MONITOR STALLED"),
        detail=tr("The display has a fault: {kind}", kind=type(fault).__name__),
        advice=tr(ADVICE),
    )


def live(snapshot: Snapshot, zone: tzinfo | None = None) -> LiveView:
    """What an open dialog goes on showing: the time, and the room's alarms that it might hide."""
    titles = {place.place_id: place.title for place in snapshot.places}
    return LiveView(
        now=snapshot.at,
        zone=zone,
        line=alarms.room_line(snapshot.alarms, titles),
        acknowledge=alarms.acknowledge_first(snapshot.alarms, titles),
    )


def refusal(answer: Answer, titles: dict[str, str]) -> str:
    """A refused command in words, with the place where there is one."""
    place = "" if answer.place_id is None else f"{titles.get(answer.place_id, answer.place_id)}: "
    return tr("Not done. {place}{reason}", place=place, reason=answer.reason)
