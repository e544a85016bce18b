"""The invented people of the demo: their PINs stand on its sign-in panel, so that a newcomer can try everything.

Nothing else may use them: the demo's room is simulated, and its record is thrown away at the end.
"""

import secrets
from dataclasses import dataclass

from monitor.app.past import DEMO_NURSE
from monitor.storage.accounts import Accounts, Role

_MAKER = "Demo set-up"  # the first account of a record is an administrator's; nobody knows this one's PIN


@dataclass(frozen=True, slots=True)
class InventedPerson:
    """Somebody who does not exist."""

    name: str
    role: Role
    pin: str


DEMO_PEOPLE = (
    InventedPerson(DEMO_NURSE.name, Role.NURSE, "274815"),
    InventedPerson("Demo physician", Role.PHYSICIAN, "690352"),
)
DEMO_HINT = "Invented people of this simulated room: " + "; ".join(
    f"{person.name}, PIN {person.pin}" for person in DEMO_PEOPLE
)


def invite(accounts: Accounts) -> None:
    """Make their accounts in the demo's own record.

    Raises:
        StorageError: the record refuses.

    """
    accounts.add(_MAKER, Role.ADMINISTRATOR, secrets.token_hex(16), by=_MAKER)
    for person in DEMO_PEOPLE:
        accounts.add(person.name, person.role, person.pin, by=_MAKER)
