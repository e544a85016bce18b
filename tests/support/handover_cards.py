"""The card of a handover as the station shows it, made from a real room."""

from datetime import UTC

from monitor.port.projection import Projector
from monitor.room.room import Room
from monitor.ui.presenter.forms import Subject
from monitor.ui.presenter.room_lists import handover_card


def card_lines(room: Room) -> tuple[str, ...]:
    """Every line of the card of the patient at the first place."""
    snapshot = Projector(room).snapshot(1, {})
    place = snapshot.places[0]
    if place.session is None:
        raise ValueError("the first place needs a patient")
    subject = Subject(place=place, session=place.session, snapshot=snapshot)
    return tuple(row.text for row in handover_card(subject, UTC).rows)
