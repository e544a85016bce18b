"""The forms about places, rules and leaving: transfer, swap, own limits, suspended rules, overrides and exits."""

from collections.abc import Callable

from monitor.domain.commands import Command, Discharge, Record, SetOwnLimit, SuspendRule, Swap, Transfer
from monitor.domain.entries import CheckOverridden
from monitor.domain.stages import StayAct
from monitor.domain.vocabulary import PlaceKind
from monitor.port.rule_words import RULE_WORDS
from monitor.port.snapshot import PlaceView
from monitor.ui.form_views import FieldView, Form, FormProblemError, Question, Values
from monitor.ui.presenter import filled
from monitor.ui.presenter.forms import Subject
from monitor.ui.words import source, told, tr

Reader = Callable[[Values], Command]
LONGEST_SUSPENSION_MIN = 15
LIMITED = ("BP-SEV", "BP-MOD", "BP-LOW", "HR-HI", "HR-LO", "O2-LO", "RR-LO")
_EXITS = {
    StayAct.CANCEL: (source("Record cancelled"), source("Nothing was given; the session ends here.")),
    StayAct.HOSPITAL: (source("Record sent to hospital"), source("The patient is handed over to others.")),
    StayAct.AGAINST_ADVICE: (source("Record left against advice"), source("The patient leaves against advice.")),
}
REASON = FieldView(field="reason", label=source("Reason"))


def transfer(subject: Subject) -> Form:
    """To any free place; bays first for a patient in recovery."""
    free = [place for place in subject.snapshot.places if place.session is None]
    free.sort(key=lambda place: place.kind is not PlaceKind.BAY)
    titles = {place.place_id: place.title for place in free}
    fields = (*_choice("to", tr("To"), titles), _along(subject.place))

    def read(values: Values) -> Transfer:
        return Transfer(
            place_id=subject.place.place_id,
            session_id=subject.session.session_id,
            to_place_id=filled.text_of(values, "to", tr("No place is free. The patient stays here until one is.")),
            with_devices=filled.chosen(values, "along"),
        )

    def confirm(values: Values) -> str:
        to = titles.get(values.get("to", ""), "")
        return (
            tr("Record move of {who} to {to}", who=subject.who, to=to)
            if to
            else tr("Record move of {who}", who=subject.who)
        )

    text = tr("Alarms, limits and record go along. Which monitor goes along?")
    title = tr("Move · {who}", who=subject.who)
    question = Question(title=title, text=text, confirm=confirm({}))
    return Form(question=question, fields=fields, read=read, confirm=confirm)


def _choice(field: str, label: str, words: dict[str, str]) -> tuple[FieldView, ...]:
    """One of `words`; no field where there are none, for one without choices would be typed."""
    return (FieldView(field=field, label=label, choices=tuple(words.items())),) if words else ()


def _along(place: PlaceView) -> FieldView:
    return FieldView(
        field="along", label=tr("Goes along"), choices=tuple((device, device) for device in place.devices), several=True
    )


def swap(subject: Subject) -> Form:
    """Two patients have changed places."""
    others = {
        str(place.session.session_id): place
        for place in subject.snapshot.places
        if place.session is not None and place.place_id != subject.place.place_id
    }
    words = {
        key: f"{place.title} · {place.session.label}" for key, place in others.items() if place.session is not None
    }

    def read(values: Values) -> Swap:
        key = filled.text_of(values, "other", tr("There is nobody to swap with."))
        return Swap(
            place_id=subject.place.place_id,
            session_id=subject.session.session_id,
            other_place_id=others[key].place_id,
            other_session_id=int(key),
        )

    def confirm(values: Values) -> str:
        return tr(
            "Record swap, {who} with {other}", who=subject.who, other=words.get(values.get("other", ""), tr("nobody"))
        )

    fields = _choice("other", tr("With"), words)
    question = Question(
        title=tr("Swap places · {who}", who=subject.who),
        text=tr("Two patients have changed places. With whom?"),
        confirm=confirm({}),
    )
    return Form(question=question, fields=fields, read=read, confirm=confirm)


def own_limit(subject: Subject) -> Form:
    """A limit of this patient's own, with reason; an empty number goes back to the profile's."""
    fields = (
        FieldView(field="rule", label=tr("Rule"), choices=tuple((rule, told(RULE_WORDS[rule])) for rule in LIMITED)),
        FieldView(field="limit", label=tr("Limit"), hint=tr("empty: back to the profile's")),
        REASON.in_words(),
    )

    def read(values: Values) -> SetOwnLimit:
        return SetOwnLimit(
            place_id=subject.place.place_id,
            session_id=subject.session.session_id,
            rule=filled.text_of(values, "rule", tr("Which rule?")),
            limit=filled.optional_number(values, "limit", tr("Limit")),
            reason=filled.text_of(values, "reason", tr("An own limit needs a reason.")),
        )

    return _form(
        subject, tr("Record own limit"), tr("It ends with the session and stands on the handover card."), fields, read
    )


def suspend_rule(subject: Subject) -> Form:
    """One rule makes no sound for some minutes; its line stays."""
    rules = tuple(dict.fromkeys(alarm.rule for alarm in subject.place.alarms)) or LIMITED
    fields = (
        FieldView(
            field="rule", label=tr("Rule"), choices=tuple((rule, told(RULE_WORDS.get(rule, rule))) for rule in rules)
        ),
        FieldView(
            field="minutes",
            label=tr("Minutes"),
            value="5",
            hint=tr("at most {minutes}", minutes=LONGEST_SUSPENSION_MIN),
        ),
        REASON.in_words(),
    )

    def read(values: Values) -> SuspendRule:
        minutes = filled.number_of(values, "minutes", tr("Minutes"))
        if not 0 < minutes <= LONGEST_SUSPENSION_MIN:
            raise FormProblemError(
                tr(
                    "A rule is suspended for at most {minutes} minutes.",
                    minutes=LONGEST_SUSPENSION_MIN,
                )
            )
        return SuspendRule(
            place_id=subject.place.place_id,
            session_id=subject.session.session_id,
            rule=filled.text_of(values, "rule", tr("Which rule?")),
            minutes=minutes,
            reason=filled.text_of(values, "reason", tr("A suspension needs a reason.")),
        )

    return _form(
        subject, tr("Suspend rule"), tr("It makes no sound for that time; its line stays on the screen."), fields, read
    )


def override_check(subject: Subject) -> Form:
    """Set one check before the start aside."""
    item = next((item for item in subject.place.start_checks if item.check == subject.argument), None)
    name = subject.argument if item is None else item.text

    def read(values: Values) -> Record:
        reason = filled.text_of(values, "reason", tr("Setting a check aside needs a reason."))
        return Record(
            place_id=subject.place.place_id,
            session_id=subject.session.session_id,
            entry=CheckOverridden(check=subject.argument, reason=reason),
        )

    return _form(
        subject,
        tr("Record override"),
        tr("Set aside: {name}. Your name and the reason are kept.", name=name),
        (REASON.in_words(),),
        read,
    )


def leave(subject: Subject) -> Form:
    """The patient leaves by one of the ways that are no discharge."""
    how = StayAct(subject.argument)
    words, text = (tr(part) for part in _EXITS[how])
    command = Discharge(place_id=subject.place.place_id, session_id=subject.session.session_id, how=how)
    return _form(subject, words, text, (), lambda _values: command)


def discharge(subject: Subject) -> Form:
    """The way out with every check done; with open ones it names them and asks for a reason."""
    open_items = [item for item in subject.place.gate if not item.done]
    lines = "\n".join(f"○ {item.text}" + (f" ({item.why})" if item.why else "") for item in open_items)

    def read(values: Values) -> Discharge:
        reason = (
            "" if not open_items else filled.text_of(values, "reason", tr("Leaving with open checks needs a reason."))
        )
        return Discharge(place_id=subject.place.place_id, session_id=subject.session.session_id, override_reason=reason)

    if not open_items:
        return _form(subject, tr("Record discharge"), tr("✓ CHECKS DONE"), (), read)
    text = tr("Still open:\n{lines}\nYour name and the reason are kept.", lines=lines)
    return _form(subject, tr("Record discharge with open checks"), text, (REASON.in_words(),), read)


def _form(
    subject: Subject,
    words: str,
    text: str,
    fields: tuple[FieldView, ...],
    read: Reader,
) -> Form:
    title, confirm = f"{words} · {subject.who}", f"{words}, {subject.who}"
    return Form(question=Question(title=title, text=text, confirm=confirm), fields=fields, read=read)
