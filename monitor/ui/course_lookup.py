"""Waits for the earlier sessions of an admission without holding the display up, and not for ever."""

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from monitor.port.course_port import Earlier
from monitor.ui.words import source, tr

if TYPE_CHECKING:
    from concurrent.futures import Future

log = logging.getLogger(__name__)

ASK_EVERY_MS = 50
MOST_ASKS = 60  # three seconds: then a person asks the patient instead
NO_ANSWER = source("the record does not answer")


class CourseLookup(QObject):
    """Asks a future until it is done; then it hands over the answer once and goes."""

    def __init__(self, answer: "Future[Earlier]", *, then: Callable[[Earlier], None], parent: QObject) -> None:
        super().__init__(parent)
        self._answer = answer
        self._then = then
        self._asks = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.ask)
        self._timer.start(ASK_EVERY_MS)

    def ask(self) -> None:
        """Look whether the answer is there; give up after the last look."""
        self._asks += 1
        if not self._answer.done() and self._asks < MOST_ASKS:
            return
        self.stop()
        found = self._found()
        self._answer.cancel()
        self._then(found)

    def stop(self) -> None:
        """Look no more; the answer may still come, to somebody else."""
        self._timer.stop()
        self.deleteLater()

    def _found(self) -> Earlier:
        """The answer, or words: whoever waits for it goes on in any case."""
        if not self._answer.done():
            return tr(NO_ANSWER)
        try:
            return self._answer.result()
        except Exception:
            log.exception("Earlier sessions cannot be read")
            return tr(NO_ANSWER)
