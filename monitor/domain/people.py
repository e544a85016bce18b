"""Who did something. Every command carries its actor; nobody known is said so, never left out."""

from dataclasses import dataclass


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
