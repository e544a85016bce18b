"""Which limits judge whom: the closer profile of patients at risk, and a changed profile that waits for a physician."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from monitor.alarms.profile_text import profile_digest, text_digest
from monitor.alarms.rules import Profile
from monitor.domain.admission import RiskFlag, risk_flags_of
from monitor.domain.commands import AcceptProfile, ChooseProfile
from monitor.domain.inputs import ProfileLoaded
from monitor.domain.people import PHYSICIAN_ROLE, SYSTEM, Actor
from monitor.domain.profile_change import ProfileChange
from monitor.domain.profile_events import ProfileAccepted, ProfileChangeFound, ProfileChosen
from monitor.room.order_tools import session_at
from monitor.room.session import Session

if TYPE_CHECKING:
    from monitor.room.room import Room

RISK_WORDS = {RiskFlag.HOME_OXYGEN: "oxygen", RiskFlag.EARLY_COURSE: "one of the first three"}
NO_CLOSER = "the profile names no closer one"


class Profiles:
    """Owns what is known of the room's limits: their digest, and the change that waits for a physician."""

    def __init__(self, profile: Profile) -> None:
        self.digest = profile_digest(profile)
        self.loaded: ProfileLoaded | None = None
        self.accepted_by = ""  # of the change: who accepted it since the station started

    @property
    def change(self) -> ProfileChange | None:
        """What the profile file would change; None: it says what is in force."""
        loaded = self.loaded
        if loaded is None or not loaded.text:
            return None
        return ProfileChange(
            digest=text_digest(loaded.text),
            name=loaded.name,
            changes=loaded.changes,
            accepted_by=self.accepted_by,
            why=loaded.why,
        )

    def dump(self) -> dict[str, Any]:
        """Plain JSON for a checkpoint; a start tells anew what the file says."""
        return {"loaded": None if self.loaded is None else asdict(self.loaded), "accepted_by": self.accepted_by}

    def load(self, data: Mapping[str, Any]) -> None:
        """Back from `dump`; the digest is that of the limits with which this room was made."""
        loaded = data["loaded"]
        self.loaded = None if loaded is None else ProfileLoaded(**{**loaded, "changes": tuple(loaded["changes"])})
        self.accepted_by = data["accepted_by"]


def take_profile(room: "Room", item: ProfileLoaded) -> None:
    """The station says what its profile file holds."""
    profiles = room.profiles
    if item.first:
        _emit_accepted(room, item, SYSTEM)
        return
    profiles.loaded, profiles.accepted_by = item, ""
    if item.text:
        room.ledger.emit(
            ProfileChangeFound, in_force=item.in_force, offered=text_digest(item.text), changes=item.changes
        )


def accept_profile(room: "Room", command: AcceptProfile) -> str | None:
    """Accept the limits that the profile file offers; they judge from the next start on."""
    profiles = room.profiles
    change = profiles.change
    if change is None or profiles.loaded is None or change.digest != command.digest:
        return "Nothing was accepted: these are not the limits that wait for a physician."
    if change.accepted_by:
        return f"{change.accepted_by} has accepted these limits already."
    if command.actor.role != PHYSICIAN_ROLE:
        return "Changed limits are accepted by a physician who is signed in."
    profiles.accepted_by = command.actor.name
    _emit_accepted(room, profiles.loaded, command.actor)
    return None


def _emit_accepted(room: "Room", item: ProfileLoaded, actor: Actor) -> None:
    room.ledger.emit(
        ProfileAccepted,
        digest=text_digest(item.text),
        name=item.name,
        text=item.text,
        approved_by=item.approved_by,
        approved_on=item.approved_on,
        first=item.first,
        actor=actor,
    )


def profile_of(room: "Room", session: Session) -> Profile:
    """The profile whose programme and minimum times hold for this patient."""
    return room.engine.closer.profile_at(room.seats[session.place_id].column)


def begin_profile(room: "Room", session: Session, actor: Actor) -> None:
    """At admission: risk flags choose the closer profile."""
    year = room.now.utc.year
    session.risk_flags = risk_flags_of(session.patient, year=year)
    if session.risk_flags:
        _choose(room, session, closer=room.profile.closer is not None, reason="risk flags at admission", actor=actor)


def choose_profile(room: "Room", command: ChooseProfile) -> str | None:
    """Judge one patient more closely, or no longer so."""
    session = session_at(room, command.place_id, command.session_id)
    if isinstance(session, str):
        return session
    if command.closer is session.closer:
        return "Nothing was changed: these limits are in force already."
    if command.closer and room.profile.closer is None:
        return f"Nothing was changed: {NO_CLOSER}."
    if not command.closer and command.actor.role != PHYSICIAN_ROLE:
        return "Limits are loosened by a physician who is signed in."
    if not command.reason.strip():
        return "Other limits for one patient need a reason."
    _choose(room, session, closer=command.closer, reason=command.reason.strip(), actor=command.actor)
    return None


def _choose(room: "Room", session: Session, *, closer: bool, reason: str, actor: Actor) -> None:
    session.closer = closer
    seat = room.seats[session.place_id]
    room.engine.set_closer(seat.column, on=closer)
    room.expect.reading(seat)
    chosen = room.profile.closer if closer and room.profile.closer is not None else room.profile
    room.ledger.emit(
        ProfileChosen,
        place_id=session.place_id,
        session_id=session.session_id,
        closer=closer,
        profile=chosen.name,
        flags=session.risk_flags,
        reason=reason,
        actor=actor,
    )


def risk_words(flags: tuple[RiskFlag, ...]) -> str:
    """Say "hypertension, over 65"."""
    return ", ".join(RISK_WORDS.get(flag, flag.value.replace("_", " ")) for flag in flags)


def profile_words(room: "Room", session: Session) -> str:
    """By which limits the patient is judged, where it is not simply the room's profile; else empty."""
    risks = risk_words(session.risk_flags)
    if session.closer and room.profile.closer is not None:
        return f"limits {room.profile.closer.name}" + (f": {risks}" if risks else "")
    if not risks:
        return ""
    why = NO_CLOSER if room.profile.closer is None else "set by a physician"
    return f"limits {room.profile.name}, {why}; risk: {risks}"
