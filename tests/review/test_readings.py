"""The acceptance test over many sessions at once says of each reading what it says of it alone."""

import random

import numpy as np
from stored_sessions import stored_session

from monitor.domain.vocabulary import Verdict
from monitor.review.judging import judgements_of
from monitor.review.readings import readings_of
from monitor.review.sheet import Sheet


def test_as_each_reading_alone(rng: random.Random) -> None:
    first = rng.randrange(100_000)
    sessions = [stored_session(first + number, minutes=20 + number % 50) for number in range(120)]
    for session in sessions[::3]:  # impossible and odd ones among them
        session.readings[:, ::4] = np.array([[70.0], [90.0], [50.0]])
        session.readings[1, 1::4] = np.nan
        session.readings[0, 2::9] = 290.0
        session.readings[0, 3::11] = np.nan
    together = readings_of(Sheet(sessions))
    verdicts = set()
    for column, session in enumerate(sessions):
        for number, judgement in enumerate(judgements_of(session)):
            verdicts.add(judgement.verdict)
            rejected = judgement.verdict is Verdict.REJECTED
            assert together.taken[number, column] != rejected, (session.session_id, number)
            if not rejected:
                found = bool(together.solid[number, column]), bool(together.expected[number, column])
                assert found == (judgement.solid, judgement.expected), (session.session_id, number)
        assert not together.taken[session.reading_s.size :, column].any()
    assert verdicts == set(Verdict)
