"""The demo's invented people can sign in with the PINs that its panel shows; nothing but the demo knows them."""

from pathlib import Path

import pytest

from drivers.clock import SystemClock
from drivers.observations import Provenance
from monitor.app.demo_people import DEMO_HINT, DEMO_PEOPLE, invite
from monitor.app.people_desk import PeopleDesk
from monitor.domain.people import MAY, Actor, Permission, Role
from monitor.domain.time import Instant
from monitor.storage import Journal

ROOT = Path(__file__).resolve().parents[2]
WAIT_S = 60.0


def test_every_invented_person_signs_in_with_the_pin_on_the_panel(tmp_path: Path) -> None:
    path = tmp_path / "demo.db"
    Journal.open(
        path, room_name="Demo", provenance=Provenance.SIMULATED, epoch=Instant(0, 0), profile_digest="none"
    ).close()
    desk = PeopleDesk(path, SystemClock(), hint=DEMO_HINT, prepare=invite)
    try:
        for person in DEMO_PEOPLE:
            assert f"{person.name}, PIN {person.pin}" in desk.hint
            assert desk.verified(person.name, person.pin).result(WAIT_S) == Actor(person.name, person.role.value)
        assert desk.verified(DEMO_PEOPLE[0].name, DEMO_PEOPLE[1].pin).result(WAIT_S) == "Name and PIN do not fit."
        assert not desk.nobody_yet
    finally:
        desk.close()


@pytest.mark.parametrize("permission", list(Permission))
def test_together_they_may_do_all_there_is(permission: Permission) -> None:
    assert {Role(person.role.value) for person in DEMO_PEOPLE} & MAY[permission]


@pytest.mark.hazard("H54")
def test_only_the_demo_knows_the_invented_people() -> None:
    users = [path.name for path in (ROOT / "monitor").rglob("*.py") if "demo_people" in path.read_text("utf-8")]
    assert users == ["demo.py"]
