"""Whole stays in the record, real, simulated and unfinished, each lived through once."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from told_stays import SESSION_ID, tell_stay

from drivers.observations import Provenance
from monitor.review.account import Account
from monitor.review.account_reader import AccountReader


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Return where a stay is recorded."""
    made: dict[tuple[Provenance, bool], Path] = {}

    def tell(provenance: Provenance = Provenance.REAL, *, complete: bool = True) -> Path:
        key = (provenance, complete)
        if key not in made:
            folder = tmp_path_factory.mktemp("told")
            made[key] = tell_stay(folder / "room.sqlite3", provenance=provenance, complete=complete)
        return made[key]

    return tell


@pytest.fixture(scope="session")
def account(told: Callable[..., Path]) -> Account:
    """Return the account of the complete real stay."""
    found = AccountReader(told()).account(SESSION_ID)
    assert found is not None
    return found


@pytest.fixture(scope="session")
def fonts(qapp: QGuiApplication) -> Path:
    """Return where the report's fonts are; there is an application to load them."""
    assert isinstance(qapp, QGuiApplication)
    return Path(__file__).resolve().parents[2] / "monitor" / "ui" / "fonts"
