"""Lets the scripted nurse look at a running room now and then, from a thread of her own, and hands on what she does."""

import threading
from types import TracebackType
from typing import Final, Self

from drivers.clock import ScaledClock
from drivers.observations import NANOSECONDS_PER_SECOND
from monitor.app.scripted_nurse import ScriptedNurse
from monitor.port.engine_port import EnginePort

_LOOKS_EVERY_S: Final = 0.1  # real time
_END_TIMEOUT_S: Final = 2.0


class NurseAtWork:
    """Use it as a context manager: leaving it ends her shift. The run's second 0 is the clock's anchor."""

    def __init__(self, nurse: ScriptedNurse, *, port: EnginePort, clock: ScaledClock) -> None:
        self._nurse = nurse
        self._port = port
        self._clock = clock
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._work, name="nurse", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join(_END_TIMEOUT_S)

    def _work(self) -> None:
        while not self._over.wait(_LOOKS_EVERY_S):
            seen = self._port.snapshot()
            if seen is None:
                continue
            t_s = (self._clock.now().mono_ns - self._clock.anchor.mono_ns) / NANOSECONDS_PER_SECOND
            for command in self._nurse.look(t_s, seen):
                self._port.submit(command)
