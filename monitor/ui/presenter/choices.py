"""What the panels offer: the note panel, the "…" menu, the checks before the start and the gate of discharge. Pure."""

from collections.abc import Iterator

from monitor.domain.commands import (
    CancelCuff,
    Command,
    ConfirmWiring,
    Record,
    ResumeRule,
    StartCuff,
    TakePlace,
    TakeResponsibility,
)
from monitor.domain.entries import (
    CheckAnswered,
    Entry,
    InfusionAct,
    OxygenSet,
    Score,
    ScoreNoted,
    SideEffect,
    SideEffectNoted,
)
from monitor.domain.people import UNATTRIBUTED
from monitor.domain.stages import StayAct
from monitor.port.snapshot import GateItemView
from monitor.ui.form_views import Choice, ChoiceGroup, ListRow, ListView
from monitor.ui.presenter import baseline_form, closer_form
from monitor.ui.presenter.forms import Subject, given
from monitor.ui.views import Action, ButtonView
from monitor.ui.words import source, told, tr, tr_n

OXYGEN_L_PER_MIN = (0, 1, 2, 4, 6, 10)
WIRING, PRESSURE = "wiring", "pressure"  # checks that nobody answers with "done"
COURSE, LOW_SATURATION = "course_baseline", "spo2_limit"  # nor these: a physician's word, a physician's limit
SCORED = ("moaas", "aldrete")
ACT_FORMS = {
    InfusionAct.PAUSE: source("Record pause …"),
    InfusionAct.RESUME: source("Record resume …"),
    InfusionAct.RATE: source("Record rate change …"),
    InfusionAct.BOLUS: source("Record bolus …"),
    InfusionAct.DOSE_GIVEN: source("Record dose given …"),
    InfusionAct.START: source("Record start …"),
    InfusionAct.END: source("Record end …"),
}


def button(subject: Subject, form: str, text: str, action: Action = Action.FORM) -> ButtonView:
    """The way from a panel to a form about the same patient."""
    return ButtonView(
        action=action,
        text=text,
        accessible_name=f"{text}, {subject.place.title}",
        place_id=subject.place.place_id,
        session_id=subject.session.session_id,
        who=subject.who,
        form=form,
    )


def note_panel(subject: Subject) -> tuple[ChoiceGroup, ...]:
    """Everything that is noted with the second click."""
    drugs = tuple(
        _record(subject, f"{drug.name} {drug.dose:g} {drug.unit}", given(drug))
        for drug in subject.snapshot.policy.drugs
    )
    if drugs:
        drugs += (_open(subject, "drug", tr("With lot or time …")),)
    oxygen = tuple(
        _record(
            subject, tr("oxygen {flow} l/min", flow=flow) if flow else tr("room air"), OxygenSet(flow_l_per_min=flow)
        )
        for flow in OXYGEN_L_PER_MIN
    )
    groups = (
        ChoiceGroup(
            heading=tr("Side effect"),
            choices=tuple(
                _record(subject, told(effect.value), SideEffectNoted(effect=effect)) for effect in SideEffect
            ),
        ),
        ChoiceGroup(heading=tr("Drug given"), choices=drugs),
        ChoiceGroup(heading=tr("MOAA/S, 5 awake"), choices=_scores(subject, Score.MOAAS, tr("MOAA/S"), 5)),
        ChoiceGroup(heading=tr("Dissociation"), choices=_scores(subject, Score.DISSOCIATION, tr("dissociation"), 10)),
        ChoiceGroup(heading=tr("Aldrete"), choices=_scores(subject, Score.ALDRETE, tr("Aldrete"), 10)),
        ChoiceGroup(heading=tr("Oxygen"), choices=oxygen),
        ChoiceGroup(heading=tr("In words"), choices=(_open(subject, "text", tr("Note in words …")),)),
    )
    return tuple(group for group in groups if group.choices)


def _scores(subject: Subject, score: Score, name: str, most: int) -> tuple[Choice, ...]:
    return tuple(
        _record(subject, f"{name} {value}", ScoreNoted(score=score, value=value)) for value in range(most, -1, -1)
    )


def _record(subject: Subject, what: str, entry: Entry) -> Choice:
    does = Record(place_id=subject.place.place_id, session_id=subject.session.session_id, entry=entry)
    return _does(subject, tr("Record {what}", what=what), does)


def _does(subject: Subject, text: str, does: Command) -> Choice:
    return Choice(words=text, whom=tr("for {who}", who=subject.who), does=does)


def _open(subject: Subject, form: str, text: str) -> Choice:
    return Choice(words=text, whom="", does=button(subject, form, text))


def more_menu(subject: Subject) -> tuple[ChoiceGroup, ...]:
    """All that can be recorded or changed at this chair and has no button on the tile."""
    acts = tuple(
        _open(subject, act.value, tr(ACT_FORMS[act]))
        for act in subject.session.stay.next_acts
        if isinstance(act, InfusionAct)
    )
    return tuple(
        group
        for group in (
            ChoiceGroup(heading=tr("Drug"), choices=acts),
            ChoiceGroup(heading=tr("Patient"), choices=tuple(_of_patient(subject))),
            ChoiceGroup(heading=tr("Place"), choices=tuple(_of_place(subject))),
            ChoiceGroup(heading=tr("Alarms"), choices=tuple(_of_alarms(subject))),
            ChoiceGroup(heading=tr("End of the stay"), choices=tuple(_exits(subject))),
        )
        if group.choices
    )


def _of_patient(subject: Subject) -> Iterator[Choice]:
    yield Choice(words=tr("Note …"), whom="", does=button(subject, "", tr("Note …"), Action.NOTE))
    yield _open(subject, "values", tr("Enter values by hand …"))
    if subject.place.pressure.measuring:
        yield _does(subject, tr("Release cuff"), CancelCuff(place_id=subject.place.place_id))
    else:
        start = StartCuff(place_id=subject.place.place_id, session_id=subject.session.session_id)
        yield _does(subject, tr("Measure pressure now"), start)
    if subject.session.stay.off_monitor_left_s is None:
        yield _open(subject, "off", tr("Record off monitor …"))
    else:
        yield _open(subject, "back", tr("Record back on monitor …"))
    for text, moved in closer_form.moves():
        yield _record(subject, text, moved)
    if subject.place.entries:
        yield _open(subject, "void", tr("Set an entry aside …"))


def _of_place(subject: Subject) -> Iterator[Choice]:
    if subject.place.same_patient:
        text = tr("Same patient? …")
        yield Choice(words=text, whom="", does=button(subject, "", text, Action.SAME_PATIENT))
    card = tr("Handover card …")
    yield Choice(words=card, whom="", does=button(subject, "", card, Action.CARD))
    yield _open(subject, "transfer", tr("Move to another place …"))
    yield _open(subject, "swap", tr("Swap places …"))
    take = TakePlace(place_id=subject.place.place_id, session_id=subject.session.session_id, actor=UNATTRIBUTED)
    yield _does(subject, tr("Record taken over"), take)


def _of_alarms(subject: Subject) -> Iterator[Choice]:
    yield _does(subject, tr("I am going"), TakeResponsibility(place_id=subject.place.place_id))
    yield _open(subject, "limit", tr("Own limit …"))
    if subject.session.baseline.frozen:
        yield _open(subject, baseline_form.FORM, tr(baseline_form.WORDS))
    for form, text in closer_form.offered(subject):
        yield _open(subject, form, text)
    yield _open(subject, "suspend", tr("Suspend a rule …"))
    for each in subject.place.suspensions:
        resume = ResumeRule(place_id=subject.place.place_id, session_id=subject.session.session_id, rule=each.rule)
        yield _does(subject, tr("Lift suspension of {rule}", rule=each.rule), resume)


def _exits(subject: Subject) -> Iterator[Choice]:
    acts = subject.session.stay.next_acts
    names = {
        StayAct.CANCEL: tr("Record cancelled …"),
        StayAct.HOSPITAL: tr("Record sent to hospital …"),
        StayAct.AGAINST_ADVICE: tr("Record left against advice …"),
    }
    if StayAct.DISCHARGE in acts:
        text = tr("Discharge …")
        yield Choice(words=text, whom="", does=button(subject, "", text, Action.CHECKS))
    for act, text in names.items():
        if act in acts:
            yield _open(subject, f"leave:{act.value}", text)


def start_list(subject: Subject) -> ListView:
    """The checks before the first drug that are still open."""
    items = subject.place.start_checks
    rows = tuple(
        ListRow(mark="○", text=f"{item.text}, {item.why}" if item.why else item.text, done=False, choices=choices)
        for item in items
        for choices in (tuple(_start_choices(subject, item)),)
    )
    state = (
        tr("○ {checks} open", checks=tr_n(len(items), "{count} check", "{count} checks"))
        if items
        else tr("✓ CHECKS DONE")
    )
    exits = () if items else (_open(subject, InfusionAct.START.value, tr("Record start …")),)
    if not subject.session.stay.route.is_infusion and not items:
        exits = (_open(subject, InfusionAct.DOSE_GIVEN.value, tr("Record dose given …")),)
    return ListView(
        title=tr("Checks before the start · {who}", who=subject.who),
        state=state,
        ready=not items,
        rows=rows,
        exits=exits,
    )


def _start_choices(subject: Subject, item: GateItemView) -> Iterator[Choice]:
    if item.check == WIRING:
        yield _does(subject, tr("Record wiring seen"), ConfirmWiring(place_id=subject.place.place_id))
        return
    if item.check == LOW_SATURATION:  # nobody sets this aside: a physician gives the patient a limit
        yield _open(subject, "limit", tr("Own limit …"))
        return
    if item.check not in {PRESSURE, COURSE}:
        yield _record(subject, tr("done: {text}", text=item.text), CheckAnswered(check=item.check, done=True))
    yield _open(subject, f"override:{item.check}", tr("Set aside …"))


def gate_list(subject: Subject) -> ListView:
    """The gate of discharge, line by line, and the ways out."""
    asked = subject.snapshot.policy.discharge
    answered = () if asked is None else tuple(check.check for check in asked.answers)
    rows = tuple(
        ListRow(
            mark="✓" if item.done else "○",
            text=f"{item.text}: {item.why}" if item.why else item.text,
            done=item.done,
            choices=tuple(_gate_choices(subject, item, answered)),
        )
        for item in subject.place.gate
    )
    open_count = sum(not item.done for item in subject.place.gate)
    way = tr("Discharge …") if not open_count else tr("Discharge with open checks …")
    return ListView(
        title=tr("Checks before leaving · {who}", who=subject.who),
        state=tr("○ {checks} open", checks=tr_n(open_count, "{count} check", "{count} checks"))
        if open_count
        else tr("✓ CHECKS DONE"),
        ready=not open_count,
        rows=rows,
        exits=(_open(subject, "discharge", way), *(exit_ for exit_ in _exits(subject) if "leave:" in _form(exit_))),
    )


def _form(choice: Choice) -> str:
    return choice.does.form if isinstance(choice.does, ButtonView) else ""


def _gate_choices(subject: Subject, item: GateItemView, answered: tuple[str, ...]) -> Iterator[Choice]:
    if item.done:
        return
    if item.check in answered:
        yield _record(subject, tr("done: {text}", text=item.text), CheckAnswered(check=item.check, done=True))
    elif item.check in SCORED:
        yield Choice(words=tr("Score …"), whom="", does=button(subject, "", tr("Score …"), Action.NOTE))
    elif item.check == PRESSURE:
        yield _open(subject, "values", tr("Enter values …"))


KEYS = (
    source("1 … 24   select a chair and open its view"),
    source("A   acknowledge at the selected chair"),
    source("N   note for the selected chair"),
    source("G   I am going to the selected chair"),
    source("Space, held for a second   pause the sound"),
    source("H   history: earlier sessions, their alarms, what if"),
    source("M   hide or show names"),
    source("T   light or dark theme"),
    source("F11   full screen and back"),
    source("Escape   back to the room"),
    source("?   these keys"),
)


def person_menu(*, masked: bool, may_sign_out: bool) -> tuple[ChoiceGroup, ...]:
    """What somebody who is signed in can do about it."""
    mask = tr("Show names") if masked else tr("Hide names")
    offers = [
        (Action.HANDOVER, tr("Handover …")),
        (Action.SOUND_TEST, tr("Test light and sound …")),
        (Action.WIRING, tr("Wiring walk …")),
        (Action.MASK, mask),
    ]
    if may_sign_out:
        offers += [
            (Action.SIGN_IN, tr("Sign in somebody else …")),
            (Action.SIGN_OUT, tr("Sign out")),
            (Action.LEAVE, tr("Sign out and hand my patients over")),
        ]
    choices = tuple(
        Choice(words=text, whom="", does=ButtonView(action=action, text=text, accessible_name=text))
        for action, text in offers
    )
    return (ChoiceGroup(heading="", choices=choices),)
