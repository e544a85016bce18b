"""Reads from a session what its entries mean for the rules now."""

from monitor.alarms.circumstances import Circumstances
from monitor.domain.entries import ArmsSet, BackOnMonitor, DrugGiven, OffMonitor, OxygenSet, Score, ScoreNoted
from monitor.room.session import Session


def circumstances_of(session: Session) -> Circumstances:
    """The circumstances of a patient from everything recorded so far."""
    book = session.book
    oxygen, arms, away = book.last(OxygenSet), book.last(ArmsSet), book.last(OffMonitor)
    back = book.last(BackOnMonitor)
    scores = [entry.value for _, entry in book.of(ScoreNoted) if entry.score is Score.MOAAS]
    known = None if arms is None or arms[1].cuff is None or arms[1].probe is None else arms[1]
    return Circumstances(
        phase=session.phase,
        infusion_end_tick=session.end_tick,
        on_oxygen=oxygen is not None and oxygen[1].flow_l_per_min > 0,
        moaas=scores[-1] if scores else None,
        sedated=any(entry.sedative for _, entry in book.of(DrugGiven)),
        same_arm=None if known is None else known.cuff is known.probe,
        off_monitor=away is not None and (back is None or back[0].seq < away[0].seq),
    )
