"""What the watchers around the engine find: no sound, a screen that may go dark, what became of a call."""

import threading
from collections import deque
from collections.abc import Mapping

from monitor.domain.call_events import CallReported
from monitor.domain.inputs import FaultRule

MOST_REPORTS = 256  # between two steps there are a few
MOST_FAULTS = 8  # different ones between two steps; more are no better known to people


class MachineHealth:
    """The latest word on each fault; safe from any thread. What nobody has spoken about is not known."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._found: dict[FaultRule, str] = {}
        self._faults: dict[str, None] = {}  # in the order in which they came
        self._calls: deque[CallReported] = deque(maxlen=MOST_REPORTS)

    def note(self, rule: FaultRule, why: str) -> None:
        """`why` is empty where all is well."""
        with self._lock:
            self._found[rule] = why

    def found(self) -> Mapping[FaultRule, str]:
        """A copy of what is known."""
        with self._lock:
            return dict(self._found)

    def note_fault(self, why: str) -> None:
        """A part of the monitor around the room has failed, in words: an alarm, like a failed step."""
        with self._lock:
            if len(self._faults) < MOST_FAULTS:
                self._faults[why] = None

    def take_faults(self) -> list[str]:
        """Every different failure since this was last asked, in words."""
        with self._lock:
            found = list(self._faults)
            self._faults.clear()
        return found

    def report(self, call: CallReported) -> None:
        """What became of a call; its tick is set when it enters the room."""
        with self._lock:
            self._calls.append(call)

    def take_reports(self) -> list[CallReported]:
        """Everything reported since this was last asked."""
        with self._lock:
            found = list(self._calls)
            self._calls.clear()
        return found
