"""Masking: a snapshot without names and notes, for a screen that the public sees. Alarms stay as they are."""

from dataclasses import replace

from monitor.port.people_port import STATION
from monitor.port.snapshot import PlaceView, Snapshot
from monitor.ui.words import source, tr

HIDDEN = source("masked")


def person(snapshot: Snapshot) -> tuple[str, str] | None:
    """Name and role of whoever is signed in at this display."""
    return next(((name, role) for station, name, role in snapshot.signed_in if station == STATION), None)


def is_locked(snapshot: Snapshot) -> bool:
    """Whether this room wants people to sign in and nobody has."""
    return snapshot.policy.roles and person(snapshot) is None


def masked(snapshot: Snapshot) -> Snapshot:
    """`snapshot` as strangers may see it: no label but the masked one, no note, no entry in words."""
    return replace(snapshot, places=tuple(_masked(place) for place in snapshot.places))


def _masked(place: PlaceView) -> PlaceView:
    if place.session is None:
        return place
    session = replace(place.session, label=place.session.masked_label or "–", course="")
    handover = replace(place.handover, notes=(), drugs=())
    entries = tuple(replace(entry, text=tr("hidden"), by="") for entry in place.entries)
    return replace(place, session=session, handover=handover, entries=entries)
