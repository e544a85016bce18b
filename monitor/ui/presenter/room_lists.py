"""Lists about the whole room: the handover with a card for each patient, the wiring walk, the test of light and sound.

Pure. Each list follows the room while it is open; what it offers is asked of the room or opens the next list.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from monitor.domain.commands import AnswerSoundTest, ConfirmSamePatient, ConfirmWiring, PlaySoundTest, TakePlace
from monitor.domain.people import Actor
from monitor.domain.vocabulary import Phase, Priority
from monitor.port.rule_words import words_of
from monitor.port.snapshot import AlarmView, AudioView, PlaceView, SessionView, Snapshot
from monitor.ui.form_views import Choice, ListRow, ListView
from monitor.ui.presenter import words
from monitor.ui.presenter.alarms import is_open
from monitor.ui.presenter.choices import button
from monitor.ui.presenter.forms import Subject
from monitor.ui.presenter.numbers import baseline_change, baseline_text
from monitor.ui.presenter.privacy import person
from monitor.ui.views import Action, AlarmSegment, ButtonView, LineView
from monitor.ui.words import source, told, tr, tr_n

NOBODY = source("Sign in first: patients are taken over by name.")
LAST_LINES = 6  # of drugs and notes; the chair view has all


@dataclass(frozen=True, slots=True)
class Watched:
    """A place with a patient."""

    place: PlaceView
    session: SessionView

    @property
    def who(self) -> str:
        return f"{self.place.title} · {self.session.label}"


def occupied(snapshot: Snapshot) -> tuple[Watched, ...]:
    """The places with a patient, in the order of the room."""
    return tuple(Watched(place, place.session) for place in snapshot.places if place.session is not None)


def _taker(snapshot: Snapshot) -> Actor | None:
    known = person(snapshot)
    return None if known is None else Actor(*known)


def handover_list(snapshot: Snapshot) -> ListView:
    """All patients with who answers for them; each is taken over by itself, by name."""
    taker, everybody = _taker(snapshot), occupied(snapshot)
    mine = sum(taker is not None and one.session.stay.owner == taker.name for one in everybody)
    rows = tuple(
        ListRow(
            mark="✓" if taker is not None and one.session.stay.owner == taker.name else "○",
            text=f"{one.who}: {_phase(one.session)}, {_owner(one.session)}",
            done=taker is not None and one.session.stay.owner == taker.name,
            choices=tuple(_overview_choices(one, taker)),
        )
        for one in everybody
    )
    if not everybody:
        state = tr("Nobody is in the room")
    elif taker is None:
        state = tr(NOBODY)
    else:
        state = tr(
            "{name} has taken over {mine} of {patients}",
            name=taker.name,
            mine=mine,
            patients=tr_n(len(everybody), "{count} patient", "{count} patients"),
        )
    return ListView(title=tr("Handover"), state=state, ready=bool(everybody) and mine == len(everybody), rows=rows)


def _overview_choices(one: Watched, taker: Actor | None) -> Iterator[Choice]:
    yield Choice(words=tr("Card …"), whom=tr("of {who}", who=one.who), does=_card_button(one))
    if taker is not None and one.session.stay.owner != taker.name:
        yield _take_over(one, taker)


def _take_over(one: Watched, taker: Actor) -> Choice:
    does = TakePlace(place_id=one.place.place_id, session_id=one.session.session_id, actor=taker)
    return Choice(words=tr("{name} takes over", name=taker.name), whom=one.who, does=does)


def _card_button(one: Watched) -> ButtonView:
    return ButtonView(
        action=Action.CARD,
        text=tr("Card …"),
        accessible_name=tr("Handover card of {title}", title=one.place.title),
        place_id=one.place.place_id,
        session_id=one.session.session_id,
        who=one.who,
    )


def handover_card(subject: Subject, zone: tzinfo | None) -> ListView:
    """What whoever takes this patient over has to know."""
    one, taker = Watched(subject.place, subject.session), _taker(subject.snapshot)
    rows = tuple(ListRow(mark="·", text=text, done=False) for text in _card_lines(one, zone))
    return ListView(
        title=tr("Handover · {who}", who=one.who),
        state=_owner(one.session),
        ready=taker is not None and one.session.stay.owner == taker.name,
        rows=rows,
        exits=tuple(_card_exits(subject, one, taker)),
    )


def _card_exits(subject: Subject, one: Watched, taker: Actor | None) -> Iterator[Choice]:
    if taker is not None and one.session.stay.owner != taker.name:
        yield _take_over(one, taker)
    yield Choice(words=tr("Note in words …"), whom="", does=button(subject, "text", tr("Note in words …")))
    everybody = occupied(subject.snapshot)
    index = next((i for i, each in enumerate(everybody) if each.place.place_id == one.place.place_id), 0)
    if len(everybody) > 1:
        following = everybody[(index + 1) % len(everybody)]
        yield Choice(words=tr("Next: {title} …", title=following.place.title), whom="", does=_card_button(following))
    overview = ButtonView(
        action=Action.HANDOVER, text=tr("All patients …"), accessible_name=tr("Handover of all patients")
    )
    yield Choice(words=tr("All patients …"), whom="", does=overview)


def _card_lines(one: Watched, zone: tzinfo | None) -> Iterator[str]:
    place, session, card = one.place, one.session, one.place.handover
    yield tr("Phase: {phase}", phase=_phase(session))
    yield tr("Baseline: {baseline}", baseline=_baseline(session))
    yield tr("Worst values: {list}", list=", ".join(card.worst) or tr("none measured yet"))
    yield from _several(tr("Alarm"), tuple(_alarm(alarm) for alarm in place.alarms) or (tr("none"),))
    own = tuple(
        tr(
            "{rule} from {limit} on, set by {by}: {reason}",
            rule=told(words_of(each.rule)),
            limit=f"{each.limit:g}",
            by=each.by,
            reason=each.reason,
        )
        for each in place.own_limits
    )
    yield from _several(tr("Own limit"), own or (tr("none, as the profile"),))
    quiet = tuple(
        tr(
            "without sound: {rule}, for {ends_in} by {by}: {reason}",
            rule=told(words_of(each.rule)),
            ends_in=words.countdown(each.ends_in_s),
            by=each.by,
            reason=each.reason,
        )
        for each in place.suspensions
    )
    yield from _several(tr("Silence"), (*card.silences, *quiet) or (tr("none"),))
    yield tr("Drugs: {list}", list=", ".join(card.drugs[-LAST_LINES:]) or tr("none recorded"))
    yield tr("Notes: {list}", list=", ".join(card.notes[-LAST_LINES:]) or tr("none recorded"))
    yield tr("Due: {list}", list=", ".join(_due(one, zone)) or tr("nothing"))


def _several(name: str, lines: tuple[str, ...]) -> Iterator[str]:
    for line in lines:
        yield f"{name}: {line}"


def _owner(session: SessionView) -> str:
    alone_s = session.stay.not_taken_over_s
    if alone_s is not None:
        return tr("not taken over for {alone}", alone=words.stopwatch(alone_s))
    return tr("with {owner}", owner=session.stay.owner) if session.stay.owner else tr("nobody has taken over")


def _phase(session: SessionView) -> str:
    ended, started = session.since_infusion_end_s, session.since_infusion_start_s
    if ended is not None:
        return tr("recovery, {ended} min since end (entered)", ended=words.minutes(ended))
    if started is None:
        return tr("baseline, infusion not begun")
    planned = words.minutes(session.planned_infusion_s)
    paused = (
        "" if session.stay.paused_s is None else tr(", paused {paused}", paused=words.stopwatch(session.stay.paused_s))
    )
    return tr(
        "infusion, {started} of {planned} min (entered){paused}",
        started=words.minutes(started),
        planned=planned,
        paused=paused,
    )


def _baseline(session: SessionView) -> str:
    pressure = baseline_text(session.baseline)
    parts = [tr("BP {pressure}", pressure=pressure)] if pressure else [tr("no pressure")]
    if session.baseline.rate is not None:
        parts.append(tr("pulse {rate}", rate=words.whole(session.baseline.rate)))
    if session.baseline.spo2 is not None:
        parts.append(f"SpO₂ {words.whole(session.baseline.spo2)}")
    return ", ".join(parts) + baseline_change(session.baseline)


def _alarm(alarm: AlarmView) -> str:
    answered = (
        tr("open")
        if is_open(alarm)
        else tr("acknowledged by {name}", name=alarm.acknowledged_by or tr("nobody signed in"))
    )
    going = tr(", {name} is going", name=alarm.going_by) if alarm.going_by else ""
    return f"{alarm.priority.mark} {alarm.message}: {answered}{going}"


def _due(one: Watched, zone: tzinfo | None) -> Iterator[str]:
    place, stay = one.place, one.session.stay
    if place.task is not None:
        yield tr("take a pressure: {why}", why=place.task.why)
    if place.pressure.next_in_s is not None:
        yield tr("cuff {next_in}", next_in=words.due(place.pressure.next_in_s))
    if stay.off_monitor_left_s is not None:
        back = words.in_minutes(stay.off_monitor_left_s)
        yield tr("back on the monitor {back}, away with {name}", back=back, name=stay.off_monitor_with)
    if stay.end_reading_due_in_s is not None and not stay.end_reading_done:
        yield tr("the pressure that belongs to the end {due}", due=words.in_minutes(stay.end_reading_due_in_s))
    if stay.earliest_leave_utc_ms is not None and one.session.phase is Phase.RECOVERY:
        moment = datetime.fromtimestamp(stay.earliest_leave_utc_ms / 1000, UTC)
        why = f" ({stay.earliest_leave_why})" if stay.earliest_leave_why else ""
        yield tr("may leave at {time} at the earliest", time=words.local_minute(moment, zone)) + why
    yield from place.handover.tasks


def wiring_list(snapshot: Snapshot) -> ListView:
    """The wiring walk: lift the probe or take a reading at each place and see which tile reacts."""
    waiting = tuple(place for place in snapshot.places if place.wiring)
    rows = tuple(
        ListRow(
            mark="○",
            text=f"{place.title}: {place.wiring}",
            done=False,
            choices=(
                Choice(
                    words=tr("Record wiring seen"),
                    whom=tr("for {title}", title=place.title),
                    does=ConfirmWiring(place_id=place.place_id),
                ),
            ),
        )
        for place in waiting
    )
    state = (
        tr(
            "○ {places} not confirmed. Lift the probe there and see that this tile reacts.",
            places=tr_n(len(waiting), "{count} place", "{count} places"),
        )
        if waiting
        else tr("✓ The wiring of every place is confirmed, or not asked for")
    )
    return ListView(title=tr("Wiring walk"), state=state, ready=not waiting, rows=rows)


def same_patient_list(subject: Subject) -> ListView | None:
    """The question after two places were silent together; None once somebody has answered."""
    question = subject.place.same_patient
    if not question:
        return None
    who = f"{subject.place.title} · {subject.session.label}"
    yes = ConfirmSamePatient(place_id=subject.place.place_id, session_id=subject.session.session_id)
    row = ListRow(
        mark="○",
        text=question,
        done=False,
        choices=(Choice(words=tr("Record same patient"), whom=tr("for {who}", who=who), does=yes),),
    )
    return ListView(
        title=tr("Same patient? · {who}", who=who),
        state=tr("Every number carries “?” until somebody has looked"),
        ready=False,
        rows=(row,),
        exits=(
            Choice(words=tr("Swap places …"), whom="", does=button(subject, "swap", tr("Swap places …"))),
            Choice(
                words=tr("Move to another place …"),
                whom="",
                does=button(subject, "transfer", tr("Move to another place …")),
            ),
        ),
    )


def sound_test(audio: AudioView, *, answered_before: int | None) -> ListView:
    """The daily test, end to end: the lights above, the tone from the loudspeaker, a person's answer.

    `answered_before` is when the last test was answered at the moment this one was opened.
    """
    if audio.test_answered_tick is not None and audio.test_answered_tick != answered_before:
        state = (
            tr("✓ Heard and recorded") if audio.test_heard else tr("NOT HEARD: the alarm stays until a tone was heard")
        )
        again = (Choice(words=tr("Play it again"), whom="", does=PlaySoundTest()),)
        return ListView(
            title=tr("Test of light and sound"), state=state, ready=bool(audio.test_heard), rows=(), exits=again
        )
    return ListView(
        title=tr("Test of light and sound"),
        state=tr("Did you hear the tone at the staff place, and do two of the lines flash?"),
        ready=False,
        rows=(),
        exits=(
            Choice(words=tr("Heard"), whom="", does=AnswerSoundTest(heard=True)),
            Choice(words=tr("Not heard"), whom="", does=AnswerSoundTest(heard=False)),
            Choice(words=tr("Play it again"), whom="", does=PlaySoundTest()),
        ),
    )


def sample_lines() -> tuple[LineView, ...]:
    """One alarm line of each priority, as it looks when it is one; the words say that it is none."""
    return tuple(
        LineView(
            segments=(
                AlarmSegment(
                    alarm_id=-1,
                    priority=priority,
                    wording=(
                        tr(
                            "{mark} TEST of the {priority} alarm line",
                            mark=priority.mark,
                            priority=words.priority_word(priority),
                        ),
                    ),
                    since="",
                    flashing=priority > Priority.LOW,
                    acknowledged=False,
                ),
            )
        )
        for priority in (Priority.HIGH, Priority.MEDIUM, Priority.LOW)
    )
