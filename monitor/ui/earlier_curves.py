"""The display's own memory of earlier infusions: asked for once a session, never waited for, forgotten with it."""

from concurrent.futures import Future
from dataclasses import dataclass

from monitor.domain.earlier_curve import EarlierCurve
from monitor.port.course_port import CoursePort, Curves
from monitor.port.snapshot import Snapshot

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
                found = None if asked.answer.cancelled() else asked.answer.result()
                asked.answer = None
                asked.curves = found if isinstance(found, tuple) else None
        elif now_s >= asked.next_s and asked.asks < MOST_ASKS:
            asked.asks, asked.next_s = asked.asks + 1, now_s + AGAIN_AFTER_S
            asked.answer = course.curves(session_id)
