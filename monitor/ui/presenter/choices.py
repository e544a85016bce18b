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
from monitor.ui.presenter import closer_form, words
from monitor.ui.presenter.forms import Subject, given
from monitor.ui.views import Action, ButtonView

OXYGEN_L_PER_MIN = (0, 1, 2, 4, 6, 10)
WIRING, PRESSURE = "wiring", "pressure"  # checks that nobody answers with "done"
COURSE, LOW_SATURATION = "course_baseline", "spo2_limit"  # nor these: a physician's word, a physician's limit
SCORED = ("moaas", "aldrete")
ACT_FORMS = {
    InfusionAct.PAUSE: "Record pause …",
    InfusionAct.RESUME: "Record resume …",
    InfusionAct.RATE: "Record rate change …",
    InfusionAct.BOLUS: "Record bolus …",
    InfusionAct.DOSE_GIVEN: "Record dose given …",
    InfusionAct.START: "Record start …",
    InfusionAct.END: "Record end …",
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
        drugs += (_open(subject, "drug", "With lot or time …"),)
    oxygen = tuple(
        _record(subject, f"oxygen {flow} l/min" if flow else "room air", OxygenSet(flow_l_per_min=flow))
        for flow in OXYGEN_L_PER_MIN
    )
    groups = (
        ChoiceGroup(
            heading="Side effect",
            choices=tuple(_record(subject, effect.value, SideEffectNoted(effect=effect)) for effect in SideEffect),
        ),
        ChoiceGroup(heading="Drug given", choices=drugs),
        ChoiceGroup(heading="MOAA/S, 5 awake", choices=_scores(subject, Score.MOAAS, "MOAA/S", 5)),
        ChoiceGroup(heading="Dissociation", choices=_scores(subject, Score.DISSOCIATION, "dissociation", 10)),
        ChoiceGroup(heading="Aldrete", choices=_scores(subject, Score.ALDRETE, "Aldrete", 10)),
        ChoiceGroup(heading="Oxygen", choices=oxygen),
        ChoiceGroup(heading="In words", choices=(_open(subject, "text", "Note in words …"),)),
    )
    return tuple(group for group in groups if group.choices)


def _scores(subject: Subject, score: Score, name: str, most: int) -> tuple[Choice, ...]:
    return tuple(
        _record(subject, f"{name} {value}", ScoreNoted(score=score, value=value)) for value in range(most, -1, -1)
    )


def _record(subject: Subject, what: str, entry: Entry) -> Choice:
    does = Record(place_id=subject.place.place_id, session_id=subject.session.session_id, entry=entry)
    return _does(subject, f"Record {what}", does)


def _does(subject: Subject, text: str, does: Command) -> Choice:
    return Choice(words=text, whom=f"for {subject.who}", does=does)


def _open(subject: Subject, form: str, text: str) -> Choice:
    return Choice(words=text, whom="", does=button(subject, form, text))


def more_menu(subject: Subject) -> tuple[ChoiceGroup, ...]:
    """All that can be recorded or changed at this chair and has no button on the tile."""
    acts = tuple(
        _open(subject, act.value, ACT_FORMS[act])
        for act in subject.session.stay.next_acts
        if isinstance(act, InfusionAct)
    )
    return tuple(
        group
        for group in (
            ChoiceGroup(heading="Drug", choices=acts),
            ChoiceGroup(heading="Patient", choices=tuple(_of_patient(subject))),
            ChoiceGroup(heading="Place", choices=tuple(_of_place(subject))),
            ChoiceGroup(heading="Alarms", choices=tuple(_of_alarms(subject))),
            ChoiceGroup(heading="End of the stay", choices=tuple(_exits(subject))),
        )
        if group.choices
    )


def _of_patient(subject: Subject) -> Iterator[Choice]:
    yield Choice(words="Note …", whom="", does=button(subject, "", "Note …", Action.NOTE))
    yield _open(subject, "values", "Enter values by hand …")
    if subject.place.pressure.measuring:
        yield _does(subject, "Release cuff", CancelCuff(place_id=subject.place.place_id))
    else:
        start = StartCuff(place_id=subject.place.place_id, session_id=subject.session.session_id)
        yield _does(subject, "Measure pressure now", start)
    if subject.session.stay.off_monitor_left_s is None:
        yield _open(subject, "off", "Record off monitor …")
    else:
        yield _open(subject, "back", "Record back on monitor …")
    for text, moved in closer_form.ARMS:
        yield _record(subject, text, moved)
    if subject.place.entries:
        yield _open(subject, "void", "Set an entry aside …")


def _of_place(subject: Subject) -> Iterator[Choice]:
    if subject.place.same_patient:
        text = "Same patient? …"
        yield Choice(words=text, whom="", does=button(subject, "", text, Action.SAME_PATIENT))
    card = "Handover card …"
    yield Choice(words=card, whom="", does=button(subject, "", card, Action.CARD))
    yield _open(subject, "transfer", "Move to another place …")
    yield _open(subject, "swap", "Swap places …")
    take = TakePlace(place_id=subject.place.place_id, session_id=subject.session.session_id, actor=UNATTRIBUTED)
    yield _does(subject, "Record taken over", take)


def _of_alarms(subject: Subject) -> Iterator[Choice]:
    yield _does(subject, "I am going", TakeResponsibility(place_id=subject.place.place_id))
    yield _open(subject, "limit", "Own limit …")
    for form, text in closer_form.offered(subject):
        yield _open(subject, form, text)
    yield _open(subject, "suspend", "Suspend a rule …")
    for each in subject.place.suspensions:
        resume = ResumeRule(place_id=subject.place.place_id, session_id=subject.session.session_id, rule=each.rule)
        yield _does(subject, f"Lift suspension of {each.rule}", resume)


def _exits(subject: Subject) -> Iterator[Choice]:
    acts = subject.session.stay.next_acts
    names = {
        StayAct.CANCEL: "Record cancelled …",
        StayAct.HOSPITAL: "Record sent to hospital …",
        StayAct.AGAINST_ADVICE: "Record left against advice …",
    }
    if StayAct.DISCHARGE in acts:
        text = "Discharge …"
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
    state = f"○ {words.counted(len(items), 'check')} open" if items else "✓ CHECKS DONE"
    exits = () if items else (_open(subject, InfusionAct.START.value, "Record start …"),)
    if not subject.session.stay.route.is_infusion and not items:
        exits = (_open(subject, InfusionAct.DOSE_GIVEN.value, "Record dose given …"),)
    return ListView(
        title=f"Checks before the start · {subject.who}", state=state, ready=not items, rows=rows, exits=exits
    )


def _start_choices(subject: Subject, item: GateItemView) -> Iterator[Choice]:
    if item.check == WIRING:
        yield _does(subject, "Record wiring seen", ConfirmWiring(place_id=subject.place.place_id))
        return
    if item.check == LOW_SATURATION:  # nobody sets this aside: a physician gives the patient a limit
        yield _open(subject, "limit", "Own limit …")
        return
    if item.check not in {PRESSURE, COURSE}:
        yield _record(subject, f"done: {item.text}", CheckAnswered(check=item.check, done=True))
    yield _open(subject, f"override:{item.check}", "Set aside …")


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
    way = "Discharge …" if not open_count else "Discharge with open checks …"
    return ListView(
        title=f"Checks before leaving · {subject.who}",
        state=f"○ {words.counted(open_count, 'check')} open" if open_count else "✓ CHECKS DONE",
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
        yield _record(subject, f"done: {item.text}", CheckAnswered(check=item.check, done=True))
    elif item.check in SCORED:
        yield Choice(words="Score …", whom="", does=button(subject, "", "Score …", Action.NOTE))
    elif item.check == PRESSURE:
        yield _open(subject, "values", "Enter values …")


KEYS = (
    "1 … 24   select a chair and open its view",
    "A   acknowledge at the selected chair",
    "N   note for the selected chair",
    "G   I am going to the selected chair",
    "Space, held for a second   pause the sound",
    "H   history: earlier sessions, their alarms, what if",
    "M   hide or show names",
    "T   light or dark theme",
    "F11   full screen and back",
    "Escape   back to the room",
    "?   these keys",
)


def person_menu(*, masked: bool, may_sign_out: bool) -> tuple[ChoiceGroup, ...]:
    """What somebody who is signed in can do about it."""
    mask = "Show names" if masked else "Hide names"
    offers = [
        (Action.HANDOVER, "Handover …"),
        (Action.SOUND_TEST, "Test light and sound …"),
        (Action.WIRING, "Wiring walk …"),
        (Action.MASK, mask),
    ]
    if may_sign_out:
        offers += [
            (Action.SIGN_IN, "Sign in somebody else …"),
            (Action.SIGN_OUT, "Sign out"),
            (Action.LEAVE, "Sign out and hand my patients over"),
        ]
    choices = tuple(
        Choice(words=text, whom="", does=ButtonView(action=action, text=text, accessible_name=text))
        for action, text in offers
    )
    return (ChoiceGroup(heading="", choices=choices),)
