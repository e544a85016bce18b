"""The questions of the dialogs. Place and label stand in the title and again on the button that confirms."""

from dataclasses import dataclass
from datetime import timedelta

from monitor.domain.time import Instant
from monitor.domain.vocabulary import PlaceKind
from monitor.port.snapshot import Snapshot
from monitor.ui.presenter import words
from monitor.ui.presenter.room import FOOTER
from monitor.ui.views import Action, ButtonView, LiveView


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a dialog asks before a command is given."""

    title: str
    text: str
    confirm: str
    note: str = ""


def infusion_edge(button: ButtonView) -> Question:
    """Ask whether the pump really was started or stopped: the station records it and drives nothing."""
    done, edge = ("started", "start") if button.action is Action.RECORD_START else ("stopped", "end")
    return Question(
        title=f"Record {edge} · {button.who}",
        text=f"Pump {done} at the chair?",
        confirm=f"Record {edge}, {button.who}",
        note=FOOTER,
    )


def edge_time(live: LiveView, minutes_ago: int) -> str:
    """The time that will be recorded, in words."""
    moment = live.now.utc - timedelta(minutes=minutes_ago)
    return f"Time {words.local_minute(moment, live.zone)}" + (f", {minutes_ago} min ago" if minutes_ago else "")


def edge_utc_ms(now: Instant, minutes_ago: int) -> int | None:
    """The instant to record; None means the moment at which the room takes the command."""
    return now.utc_ms - minutes_ago * 60_000 if minutes_ago else None


def admission(button: ButtonView) -> Question:
    """Ask who sits down; the label is typed in the dialog."""
    return Question(
        title=f"Admit patient · {button.who}",
        text="Initials and birth year, never a full name",
        confirm=f"Admit to {button.who}",
    )


def move(button: ButtonView, free_bays: tuple[tuple[str, str], ...]) -> Question:
    """`free_bays` are (place id, title) of the bays nobody is in."""
    text = "Which bay?" if free_bays else "No recovery bay is free. The patient stays at the chair until one is."
    return Question(title=f"Move to recovery · {button.who}", text=text, confirm=f"Move {button.who}")


def free_bays(snapshot: Snapshot) -> tuple[tuple[str, str], ...]:
    """(place id, title) of every bay without a patient."""
    return tuple(
        (place.place_id, place.title)
        for place in snapshot.places
        if place.kind is PlaceKind.BAY and place.session is None
    )


def assignment(link: str) -> Question:
    """Say that a proposal is all that the station makes of a device it does not know."""
    return Question(
        title="Assign a device",
        text=f"{link} is not in the room file. At which place does it stand?",
        confirm="Copy these lines",
        note="The station changes neither the room file nor the running room. Add the lines to the room file, check it "
        "with infusion-monitor check-config, and start the station again.",
    )


def discharge(button: ButtonView, open_checks: tuple[str, ...]) -> Question:
    """List what is still open; whether the patient may leave is the room's decision."""
    text = (
        "No check is open." if not open_checks else "Still open:\n" + "\n".join(f"○ {check}" for check in open_checks)
    )
    note = "With open checks the station refuses to discharge." if open_checks else ""
    return Question(title=f"Discharge · {button.who}", text=text, confirm=f"Discharge {button.who}", note=note)
