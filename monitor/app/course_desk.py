"""Earlier sessions of the record for admissions, read on a thread of their own; and no admission without that look."""

import logging
from concurrent.futures import Future, ThreadPoolExecutor

from monitor.domain.commands import Admit, Command
from monitor.port.course_port import Curves, Earlier, clinic_id_of, wants_look, with_earlier
from monitor.port.engine_port import EnginePort
from monitor.port.rule_words import words_of
from monitor.port.snapshot import Snapshot
from monitor.storage.course import earlier_sessions
from monitor.storage.course_curves import earlier_curves
from monitor.storage.engines import Store
from monitor.storage.errors import StorageError

log = logging.getLogger(__name__)

UNREADABLE = "the record cannot be read"


class CourseDesk:
    """Owns the thread that reads; close it at the end."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="course")

    def earlier(self, clinic_id: str) -> Future[Earlier]:
        return self._thread.submit(self._read, clinic_id)

    def curves(self, session_id: int) -> Future[Curves]:
        return self._thread.submit(self._read_curves, session_id)

    def _read_curves(self, session_id: int) -> Curves:
        try:
            return earlier_curves(self._store, session_id)
        except (StorageError, ValueError) as error:
            log.warning("Earlier curves cannot be read: %s", error)
            return str(error)
        except Exception:
            log.exception("Earlier curves cannot be read")
            return UNREADABLE

    def _read(self, clinic_id: str) -> Earlier:
        """What was found, or words; never an exception, with which the admission that waits for it would be lost."""
        try:
            return earlier_sessions(self._store, clinic_id, words_of=words_of)
        except (StorageError, ValueError) as error:
            log.error("Earlier sessions cannot be read: %s", error)  # noqa: TRY400 - the disk's fault: its words say all
            return str(error)
        except Exception:
            log.exception("Earlier sessions cannot be read")
            return UNREADABLE

    def close(self) -> None:
        self._thread.shutdown(cancel_futures=True)


class LookedUpPort:
    """The engine's port, on which an admission that names a clinic number is handed over after the look.

    The display asks before, in order to show what was found; it says so in the command and is not held up.
    """

    def __init__(self, port: EnginePort, course: CourseDesk) -> None:
        self._port = port
        self._course = course

    def snapshot(self) -> Snapshot | None:
        return self._port.snapshot()

    def engine_age_s(self) -> float:
        return self._port.engine_age_s()

    def painted(self) -> None:
        self._port.painted()

    def submit(self, command: Command) -> None:
        if not isinstance(command, Admit) or not wants_look(command):
            self._port.submit(command)
            return

        def go_on(done: Future[Earlier]) -> None:
            if not done.cancelled():  # the station is being closed
                self._port.submit(with_earlier(command, done.result()))

        self._course.earlier(clinic_id_of(command)).add_done_callback(go_on)
