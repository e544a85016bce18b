"""Every dialog, page and view of the station, and how a person opens it. New ones belong in here."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from panel_tools import POLICY, seated
from ui_builders import chair, free, room, session

from monitor.domain.stages import StayAct
from monitor.domain.vocabulary import Phase
from monitor.port.people_port import STATION
from monitor.port.snapshot import EntryView, GateItemView, PlaceView, Snapshot, UnassignedView
from monitor.ui.presenter import choices, form_book
from monitor.ui.presenter.forms import Subject
from monitor.ui.views import Action, ButtonView
from monitor.ui.windows.station import StationWindow

Opener = Callable[[StationWindow], None]
ARGUMENTS = {"leave": f"leave:{StayAct.HOSPITAL}", "override": "override:fasting"}


def first_place() -> PlaceView:
    """A patient at whom everything can be opened."""
    entry = EntryView(entry_seq=4, at_utc_ms=1_700_000_000_000, text="nausea", by="R. Kern")
    items = (GateItemView(check="fasting", text="Fasting kept", done=False),)
    return replace(
        seated(),
        entries=(entry,),
        start_checks=items,
        gate=items,
        same_patient="Silent together with Chair 9: still the same patient?",
    )


def full_room(*others: PlaceView) -> Snapshot:
    """That patient, whoever else, a free chair, somebody signed in, and a device that nobody assigned."""
    found = UnassignedView(link="serial:///dev/ttyUSB4", what="USB UART", kind="", seen="plugged in")
    return replace(
        room(first_place(), *others, free("9")),
        policy=POLICY,
        signed_in=((STATION, "R. Kern", "nurse"),),
        unassigned=(found,),
    )


def _press(action: Action, form: str = "") -> Opener:
    place = first_place()
    assert place.session is not None
    subject = Subject(place=place, session=place.session, snapshot=full_room())
    return lambda window: window.actions_.press(choices.button(subject, form, "", action))


def _admit(window: StationWindow) -> None:
    button = ButtonView(action=Action.ADMIT, text="", accessible_name="", place_id="9", who="Chair 9")
    window.actions_.press(button)


def _plain(action: Action) -> Opener:
    return lambda window: window.actions_.press(ButtonView(action=action, text="R. Kern", accessible_name=""))


def _assign(window: StationWindow) -> None:
    window.devices._assign("serial:///dev/ttyUSB4")


DIALOGS: Mapping[str, Opener] = {
    "note": _press(Action.NOTE),
    "more": _press(Action.MORE),
    "checks": _press(Action.CHECKS),
    "admission": _admit,
    "keys": lambda window: window.actions_.show_keys(),
    "sign in": _plain(Action.SIGN_IN),
    "person": _plain(Action.PERSON),
    "assign": _assign,
    "handover": _plain(Action.HANDOVER),
    "handover card": _press(Action.CARD),
    "wiring walk": _plain(Action.WIRING),
    "same patient": _press(Action.SAME_PATIENT),
    "sound test": _plain(Action.SOUND_TEST),
    "tour": lambda window: window.actions_.show_tour(),
    "last card of the tour": lambda window: window.actions_.show_tour(2),
    **{f"form {name}": _press(Action.FORM, ARGUMENTS.get(name, name)) for name in form_book.FORMS},
}


def in_recovery() -> PlaceView:
    """The same patient at the gate of discharge."""
    seat = session(81, label="S.V. 81", phase=Phase.RECOVERY, end_s=600)
    return replace(first_place(), session=seat)


def eight(*alarming: PlaceView) -> Snapshot:
    """Eight chairs, of which those named alarm."""
    known = {place.place_id: place for place in alarming}
    return full_room(*(known.get(str(n), chair(str(n))) for n in range(1, 8)))
