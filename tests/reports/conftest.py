"""One stay, lived through once for all tests of outputs."""

import pytest
from told_stays import SESSION_ID, tell_stay

from monitor.review.account import Account
from monitor.review.account_reader import AccountReader


@pytest.fixture(scope="session")
def account(tmp_path_factory: pytest.TempPathFactory) -> Account:
    """A real, signed session with a surge, drugs, entries and overrides."""
    path = tell_stay(tmp_path_factory.mktemp("told") / "room.sqlite3")
    found = AccountReader(path).account(SESSION_ID)
    assert found is not None
    return found
