"""Decides at a start which limits judge: those that were accepted, until a physician accepts what the file says."""

import logging
from dataclasses import dataclass, replace

from drivers.observations import Stamp
from monitor.alarms.profile_changes import profile_changes
from monitor.alarms.profile_text import ProfileTextError, profile_digest, profile_text, read_text, text_digest
from monitor.alarms.rules import Profile
from monitor.app.compose import Beginning, Blueprint, recall
from monitor.domain.inputs import ProfileLoaded
from monitor.storage import Journal, Store
from monitor.storage.profiles import AcceptedProfile, accepted_profile

log = logging.getLogger(__name__)

UNREADABLE = "Profile not accepted, and the accepted limits cannot be read: those of the profile file are in force"
UNREADABLE_IN_RECORD = (
    "The limits accepted in this record cannot be read: nothing is judged by those of the profile file in their place"
)
NO_RECORD = "No record: nobody can say whether the limits of the profile file were accepted; they are in force"


class AcceptedLimitsError(Exception):
    """Nobody can say which limits are in force in this record; the text says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InForce:
    """The limits that judge, and what the room is told about it."""

    profile: Profile
    told: ProfileLoaded


def in_force(offered: Profile, accepted: AcceptedProfile | None, *, tick: int) -> InForce:
    """Compare what the file offers with what this record has accepted.

    Args:
        offered: the profile file as it is now.
        accepted: None: the record is new, and takes the file as it was shipped.
        tick: of the input that tells the room.
    """
    if accepted is None:
        return InForce(profile=offered, told=_told(offered, offered, tick=tick, first=True))
    try:
        old = _read(accepted)
    except ProfileTextError:
        return InForce(profile=offered, told=_told(offered, offered, tick=tick, why=UNREADABLE))
    changes = profile_changes(old, offered)
    if not changes:
        digest = profile_digest(offered)
        return InForce(profile=offered, told=ProfileLoaded(tick=tick, in_force=digest, name=offered.name, text=""))
    return InForce(profile=old, told=_told(old, offered, tick=tick, changes=changes))


def profile_of_record(store: Store, offered: Profile) -> Profile:
    """The limits in force in a record: those accepted last, and what the file offers only where they are the same.

    Args:
        store: the record.
        offered: the profile file as it is now; of a bare database, the shipped numbers.

    Raises:
        AcceptedLimitsError: the accepted limits cannot be read; the file is never taken in their place.
        StorageUnavailableError: the record cannot be read.
    """
    found = in_force(offered, accepted_profile(store), tick=0)
    if found.told.why:
        raise AcceptedLimitsError(UNREADABLE_IN_RECORD)
    return found.profile


def without_record(offered: Profile, *, tick: int) -> InForce:
    """Where no record can be opened, the file is all there is."""
    return InForce(profile=offered, told=_told(offered, offered, tick=tick, why=NO_RECORD))


def recall_accepted(blueprint: Blueprint, journal: Journal, start: Stamp) -> tuple[Blueprint, Beginning]:
    """The room as the journal left it, under the limits that are accepted there.

    Raises:
        CheckpointError, StorageError: see `recall`.

    """
    accepted = journal.accepted_profile()
    judged = replace(blueprint, profile=in_force(blueprint.profile, accepted, tick=0).profile)
    journal.judge_by(profile_digest(judged.profile))
    beginning = recall(judged, journal, start)
    told = in_force(blueprint.profile, accepted, tick=beginning.timeline.instant(start).tick).told
    if told.first:
        log.info("%s: accepted as shipped, because this record has no limits yet", blueprint.profile.name)
    elif told.text:
        log.warning("%s: not accepted yet: %s", blueprint.profile.name, "; ".join(told.changes) or told.why)
    return judged, replace(beginning, first_inputs=(*beginning.first_inputs, told))


def _read(accepted: AcceptedProfile) -> Profile:
    if text_digest(accepted.text) != accepted.digest:
        raise ProfileTextError("the accepted limits were changed in the record")
    return read_text(accepted.text)


def _told(
    judges: Profile,
    offered: Profile,
    *,
    tick: int,
    first: bool = False,
    changes: tuple[str, ...] = (),
    why: str = "",
) -> ProfileLoaded:
    return ProfileLoaded(
        tick=tick,
        in_force=profile_digest(judges),
        name=offered.name,
        text=profile_text(offered),
        approved_by=offered.approved_by,
        approved_on=offered.approved_on,
        first=first,
        changes=changes,
        why=why,
    )
