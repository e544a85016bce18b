"""The accounts behind the sign-in of the screen: the first one, right and wrong PINs, and a store that fails."""

from pathlib import Path

import pytest

from drivers.clock import SystemClock
from drivers.observations import Provenance
from monitor.app.people_desk import PeopleDesk
from monitor.domain.people import Actor
from monitor.domain.time import Instant
from monitor.storage import Journal

PIN = "739154"
WAIT_S = 30.0


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "room.db"
    Journal.open(
        path, room_name="Room", provenance=Provenance.SIMULATED, epoch=Instant(0, 0), profile_digest="none"
    ).close()
    return path


def test_the_first_account_is_made_and_signs_in(store: Path) -> None:
    desk = PeopleDesk(store, SystemClock())
    try:
        assert desk.make_first("Admin", PIN).result(WAIT_S) == Actor("Admin", "administrator")
        assert desk.verified("Admin", PIN).result(WAIT_S) == Actor("Admin", "administrator")
        assert not desk.nobody_yet
        assert desk.verified("Admin", "111999").result(WAIT_S) == "Name and PIN do not fit."
        assert "already" in str(desk.make_first("Admin", PIN).result(WAIT_S))
    finally:
        desk.close()


@pytest.mark.hazard("H54")
def test_an_empty_store_has_nobody_and_no_default_account(store: Path) -> None:
    desk = PeopleDesk(store, SystemClock())
    try:
        assert desk.verified("admin", "admin").result(WAIT_S) == "Name and PIN do not fit."
        assert desk.nobody_yet
    finally:
        desk.close()


@pytest.mark.expect_log("accounts cannot be read")
def test_a_store_that_cannot_be_read_is_said_in_words(tmp_path: Path) -> None:
    broken = tmp_path / "room.db"
    broken.write_bytes(b"no database at all" * 300)
    desk = PeopleDesk(broken, SystemClock())
    try:
        answer = desk.verified("R. Kern", PIN).result(WAIT_S)
        assert isinstance(answer, str)
        assert answer
        assert not desk.nobody_yet
    finally:
        desk.close()
