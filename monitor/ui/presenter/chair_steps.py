"""The buttons of the chair view: what usually comes next, what else may be recorded about the drug, notes."""

from monitor.domain.entries import InfusionAct
from monitor.port.snapshot import PlaceView, SessionView
from monitor.ui.presenter.places import form_button, more_button, next_step, note_button
from monitor.ui.views import Action, ButtonView
from monitor.ui.words import source, tr

MOST_STEPS = 6
_WORDS = {
    InfusionAct.START: source("Record start"),
    InfusionAct.PAUSE: source("Record pause"),
    InfusionAct.RESUME: source("Record resume"),
    InfusionAct.RATE: source("Record rate"),
    InfusionAct.BOLUS: source("Record bolus"),
    InfusionAct.DOSE_GIVEN: source("Record dose"),
    InfusionAct.END: source("Record end"),
}
VALUES = source("Enter values")


def next_steps(place: PlaceView, session: SessionView, *, has_bays: bool) -> tuple[ButtonView | None, ...]:
    """MOST_STEPS slots, first what the tile offers too; an empty slot stays empty.

    Nothing here depends on an alarm: only what people record moves a button.
    """
    first = next_step(place, session, has_bays=has_bays)
    fixed = (
        note_button(place, session),
        form_button("values", tr(VALUES), place, session),
        more_button(place, session),
    )
    offered = "" if first is None else first.form
    acts = [
        form_button(act.value, tr(_WORDS[act]), place, session)
        for act in session.stay.next_acts
        if isinstance(act, InfusionAct) and act.value != offered and not _waits(first, act)
    ]
    chosen = (first, *acts[: MOST_STEPS - 1 - len(fixed)])
    blanks = (None,) * (MOST_STEPS - len(chosen) - len(fixed))
    return (*chosen, *blanks, *fixed)


def _waits(first: ButtonView | None, act: InfusionAct) -> bool:
    """The first drug waits for its checks: the way there is the first button."""
    return first is not None and first.action is Action.CHECKS and act in (InfusionAct.START, InfusionAct.DOSE_GIVEN)
