"""Three hundred stored sessions judged together give the very changes that each gives alone, second by second."""

import numpy as np
import pytest
from judged_alone import judge_one
from stored_sessions import stored_session

from benchmarks.what_if import make_session
from monitor.alarms.rules import Profile
from monitor.review.batch import judge

SHIPPED = Profile(name="shipped")
SESSIONS = 300
SEED = 77


@pytest.mark.timeout(1800)
def test_together_as_alone() -> None:
    eventful = [stored_session(SEED + number, minutes=60, calm=(0.5, 0.8, 0.95)[number % 3]) for number in range(200)]
    usual = [make_session(np.random.default_rng([SEED, number]), number) for number in range(SESSIONS - 200)]
    sessions = [*eventful, *usual]
    changes = 0
    for number, judged in enumerate(judge(sessions, SHIPPED, tile=128)):
        alone = judge_one(judged.session, SHIPPED)
        assert judged.edges == alone, f"session {number}"
        changes += len(alone)
    assert changes > 10_000
