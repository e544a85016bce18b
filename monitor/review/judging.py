"""What the acceptance test says of each reading of a stored session, as the room said it then.

A stored session keeps no pulse of the cuff, so the match of the two rates is no part of it.
"""

import numpy as np

from monitor.alarms.acceptance import TREND_READINGS, Cuff, Judgement, Known, judge
from monitor.alarms.pressure_branches import DIASTOLIC, MEAN, SYSTOLIC
from monitor.domain.time import TICKS_PER_SECOND
from monitor.domain.vocabulary import Verdict
from monitor.review.stored_session import StoredSession


def judgements_of(session: StoredSession) -> tuple[Judgement, ...]:
    """One judgement for each reading, in their order."""
    accepted: list[Known] = []
    last: Known | None = None
    found: list[Judgement] = []
    for index, second in enumerate(session.reading_s.tolist()):
        doubtful = session.reading_doubtful is not None and bool(session.reading_doubtful[index])
        cuff = Cuff(
            systolic=_known(session.readings[SYSTOLIC, index]),
            diastolic=_known(session.readings[DIASTOLIC, index]),
            mean=_known(session.readings[MEAN, index]),
            doubt="the device doubts it" if doubtful else "",
        )
        tick = second * TICKS_PER_SECOND
        judgement = judge(cuff, tick=tick, accepted=accepted, last=last)
        found.append(judgement)
        if judgement.verdict is Verdict.REJECTED or cuff.systolic is None:
            continue
        last = Known(tick=tick, systolic=cuff.systolic, diastolic=cuff.diastolic, doubt=judgement.doubt)
        if judgement.verdict is Verdict.ACCEPTED:
            accepted = [*accepted, last][-TREND_READINGS:]
    return tuple(found)


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
