"""Which limits judge, and who decided it, as events: of one patient, and of the whole room.

Like every event, one carries the instant at which it fell due.
"""

from dataclasses import dataclass
from typing import Literal

from monitor.domain.admission import RiskFlag
from monitor.domain.people import Actor
from monitor.domain.time import Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileChosen:
    """A patient is judged by the closer profile from now on, or by the room's profile alone."""

    type: Literal["profile_chosen"] = "profile_chosen"
    seq: int
    at: Instant
    place_id: str
    session_id: int
    closer: bool
    profile: str  # its name
    flags: tuple[RiskFlag, ...]
    reason: str
    actor: Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileChangeFound:
    """The profile file says other limits than those accepted: the accepted ones stay in force."""

    type: Literal["profile_change_found"] = "profile_change_found"
    seq: int
    at: Instant
    in_force: str  # digest
    offered: str  # digest
    changes: tuple[str, ...]  # old and new, line by line


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileAccepted:
    """These limits may judge from the next start on; the first profile of a record from this one."""

    type: Literal["profile_accepted"] = "profile_accepted"
    seq: int
    at: Instant
    digest: str
    name: str
    text: str  # `monitor.alarms.profile_text`: all its numbers
    approved_by: str  # as the file says
    approved_on: str
    first: bool  # taken as shipped, because this record had none
    actor: Actor
