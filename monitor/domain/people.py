"""Who did something. Every command carries its actor; nobody known is said so, never left out."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    name: str
    role: str = ""


UNATTRIBUTED = Actor("unattributed")
SYSTEM = Actor("station", "system")
