"""What this computer does to the monitor, as watchers in other threads find it: no sound, a screen that may go dark."""

import threading
from collections.abc import Mapping

from monitor.domain.inputs import FaultRule


class MachineHealth:
    """The latest word on each fault; safe from any thread. What nobody has spoken about is not known."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._found: dict[FaultRule, str] = {}

    def note(self, rule: FaultRule, why: str) -> None:
        """`why` is empty where all is well."""
        with self._lock:
            self._found[rule] = why

    def found(self) -> Mapping[FaultRule, str]:
        """A copy of what is known."""
        with self._lock:
            return dict(self._found)
