"""What a screen asks about people: whether name and PIN fit, and the first account of a clinic.

Answers come as futures, because a PIN takes its time to be tested and the store may stand on a server: the display
never waits for either.
"""

from concurrent.futures import Future
from typing import Protocol

from monitor.domain.people import Actor

STATION = "station"  # how sign-ins name the one display of a room


class PeoplePort(Protocol):
    @property
    def nobody_yet(self) -> bool:
        """Whether there is no account at all: the first one is made before anybody signs in."""
        ...

    @property
    def hint(self) -> str:
        """What stands on the sign-in panel; empty in every room but the demo's, whose people are invented."""
        ...

    def verified(self, name: str, pin: str) -> Future[Actor | str]:
        """The actor with the role of the account, or why not, in words."""
        ...

    def make_first(self, name: str, pin: str) -> Future[Actor | str]:
        """Make the first account, an administrator's, and sign it in; or why not."""
        ...
