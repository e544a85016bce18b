"""Who did something and who may do what. Every command carries its actor; nobody known is said so, never left out."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Role(StrEnum):
    NURSE = "nurse"
    PHYSICIAN = "physician"
    TECHNICIAN = "technician"


@dataclass(frozen=True, slots=True)
class Actor:
    name: str
    role: str = ""

    @property
    def identified(self) -> bool:
        """Whether somebody known to the clinic did it; who is not signed in has no role."""
        return self.role != ""


UNATTRIBUTED = Actor("unattributed")
REMOTE_ROLE = "remote"  # answers from another room: it is shown, and the sound at the chair goes on
PHYSICIAN_ROLE = "physician"
SYSTEM = Actor("station", "system")


class Permission(StrEnum):
    """What needs somebody known. Acknowledging, noting and pausing the sound need nobody: seconds count there."""

    OVERRIDE = "set a check aside"
    DISCHARGE = "discharge a patient"
    LIMITS = "change limits"
    BASELINE = "change a baseline"
    SIGN = "sign a session"
    CUFF_START = "start a cuff from here"
    WIRING = "confirm the wiring"


MAY: Mapping[Permission, frozenset[Role]] = MappingProxyType(
    {
        Permission.OVERRIDE: frozenset({Role.NURSE, Role.PHYSICIAN}),
        Permission.DISCHARGE: frozenset({Role.NURSE, Role.PHYSICIAN}),
        Permission.LIMITS: frozenset({Role.PHYSICIAN}),
        Permission.BASELINE: frozenset({Role.PHYSICIAN}),
        Permission.SIGN: frozenset({Role.PHYSICIAN}),
        Permission.CUFF_START: frozenset({Role.NURSE, Role.PHYSICIAN}),
        Permission.WIRING: frozenset({Role.NURSE, Role.PHYSICIAN, Role.TECHNICIAN}),
    }
)
"""Proposals to be confirmed by the clinic, like every limit."""


def refusal(actor: Actor, permission: Permission) -> str | None:
    """Why `actor` may not do this; None: they may."""
    roles = MAY[permission]
    if actor.role in roles:
        return None
    who = f"{actor.name} is signed in as {actor.role}" if actor.role else "nobody is signed in"
    return f"Only a {words_of(roles)} may {permission.value}; {who}."


def words_of(roles: frozenset[Role] | tuple[Role, ...]) -> str:
    """Say "nurse or physician"."""
    return " or ".join(role.value for role in Role if role in roles)
