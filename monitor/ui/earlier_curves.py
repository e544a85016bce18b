"""The display's own memory of earlier infusions: asked for once a session, never waited for, forgotten with it."""

import logging
from concurrent.futures import Future
from dataclasses import dataclass

from monitor.domain.earlier_curve import EarlierCurve
from monitor.port.course_port import CoursePort, Curves
from monitor.port.snapshot import Snapshot

log = logging.getLogger(__name__)

AGAIN_AFTER_S = 10.0  # the record may not know a new session yet, or its disk may be slow
MOST_ASKS = 20  # then today's curve stands alone


@dataclass(slots=True)
class _Asked:
    answer: Future[Curves] | None = None
    next_s: float = 0.0
    asks: int = 0
    curves: tuple[EarlierCurve, ...] | None = None  # None: not known yet


class EarlierCurves:
    """`of` gives what is known at once; `follow` asks and gathers, once for each snapshot. `now_s` is real seconds."""

    def __init__(self, course: CoursePort | None) -> None:
        self._course = course
        self._asked: dict[int, _Asked] = {}

    def of(self, session_id: int) -> tuple[EarlierCurve, ...]:
        """Curves behind a session's trend, newest first; none while they are not known."""
        asked = self._asked.get(session_id)
        return () if asked is None else asked.curves or ()

    def follow(self, snapshot: Snapshot, now_s: float) -> None:
        """Ask for new sessions, take over what has been answered, forget who has left."""
        if self._course is None:
            return
        present = {place.session.session_id for place in snapshot.places if place.session is not None}
        for gone in self._asked.keys() - present:
            self._drop(gone)
        for session_id in present:
            asked = self._asked.setdefault(session_id, _Asked())
            if asked.curves is None:
                self._go_on(session_id, asked, self._course, now_s)

    def _drop(self, session_id: int) -> None:
        answer = self._asked.pop(session_id).answer
        if answer is not None:
            answer.cancel()

    def _go_on(self, session_id: int, asked: _Asked, course: CoursePort, now_s: float) -> None:
        if asked.answer is not None:
            if asked.answer.done():
                answer, asked.answer = asked.answer, None  # let go of first: it is looked at once, whatever it holds
                asked.curves = _curves_of(answer)
        elif now_s >= asked.next_s and asked.asks < MOST_ASKS:
            asked.asks, asked.next_s = asked.asks + 1, now_s + AGAIN_AFTER_S
            asked.answer = _question(course, session_id)


def _curves_of(answer: Future[Curves]) -> tuple[EarlierCurve, ...] | None:
    """What a look-up that is over has brought; None where it brought nothing: today's curve never falls with it."""
    try:
        found = answer.result()
    except Exception:
        log.exception("Earlier curves cannot be read")
        return None
    return found if isinstance(found, tuple) else None


def _question(course: CoursePort, session_id: int) -> Future[Curves] | None:
    """A question under way; None where it cannot even be put."""
    try:
        return course.curves(session_id)
    except Exception:
        log.exception("Earlier curves cannot be asked for")
        return None
