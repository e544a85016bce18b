"""The engine bench for the tests of this folder."""

import pytest
from engine_fakes import Bench

from drivers.clock import ManualClock


@pytest.fixture
def bench() -> Bench[ManualClock]:
    """Chairs 1 and 2, nothing started."""
    return Bench("1", "2", clock=ManualClock())
