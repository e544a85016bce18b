"""The engine's thread: one asyncio loop with the ticker and a supervisor per device, and the port for the screens.

It owns tasks and their end. The room, the storage writer and the drivers are given to it.
"""

import asyncio
import contextlib
import logging
import threading
from collections.abc import Sequence

from drivers.clock import Clock, Stopwatch
from monitor.domain.commands import Command
from monitor.engine.core import EngineCore
from monitor.engine.inbox import CommandQueue
from monitor.engine.loop import EngineLoop
from monitor.engine.outside.outlet import Outside
from monitor.engine.supervisor import Supervisor
from monitor.engine.survey import Survey
from monitor.engine.tally import Tally
from monitor.engine.ticker import Ticker
from monitor.port.snapshot import Snapshot

log = logging.getLogger(__name__)

STOP_TIMEOUT_S = 5.0  # real time; a serial port gives its reader thread back well within this


class EngineHost:
    """Implements `monitor.port.engine_port.EnginePort`; every public call is safe from any thread."""

    def __init__(  # noqa: PLR0913 - the composition root names every part once
        self,
        core: EngineCore,
        *,
        supervisors: Sequence[Supervisor],
        commands: CommandQueue,
        clock: Clock,
        origin_ns: int,
        tally: Tally,
        survey: Survey | None = None,
        outside: Outside | None = None,
    ) -> None:
        self._core = core
        self._outside = outside or Outside(clock=clock)
        self._supervisors = tuple(supervisors)
        self._survey = survey
        self._commands = commands
        self._ticker = Ticker(
            core,
            clock=clock,
            origin_ns=origin_ns,
            latencies=tally.latencies,
            publish=self._publish,
            tell=self._outside.heard,
        )
        self._snapshot: Snapshot | None = None  # replaced whole: readers need no lock
        self._since_step = Stopwatch()
        self._first_step = threading.Event()
        self._stopping: asyncio.Event | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread = threading.Thread(target=self._run, name="engine", daemon=True)
        self.paint_count = 0
        self.failure: BaseException | None = None  # why the thread ended by itself

    def start(self, *, timeout_s: float) -> None:
        """Start the thread and wait for its first picture.

        Raises:
            TimeoutError: no picture within `timeout_s` real seconds.

        """
        self._thread.start()
        if not self._first_step.wait(timeout_s):
            raise TimeoutError(f"the engine made no step within {timeout_s:.0f} s")
        if self.failure is not None:
            raise self.failure

    def stop(self) -> None:
        """End every task and the thread. A second call does nothing."""
        if self._loop is not None and self._stopping is not None:
            with contextlib.suppress(RuntimeError):  # the loop has ended by itself meanwhile
                self._loop.call_soon_threadsafe(self._stopping.set)
        if self._thread.ident is not None:
            self._thread.join(STOP_TIMEOUT_S)
        if self._thread.is_alive():
            log.error("The engine's thread did not end within %.0f s", STOP_TIMEOUT_S)

    def snapshot(self) -> Snapshot | None:
        return self._snapshot

    def engine_age_s(self) -> float:
        """Real seconds since the last picture."""
        return self._since_step.elapsed_s()

    def submit(self, command: Command) -> None:
        """Queue `command` for the next step.

        They only pile up while the engine stands still; the screen is covered then, and the log keeps what was lost.
        """
        if not self._commands.put(command):
            log.error("Not carried out, because the engine takes no commands: %r", command)

    def painted(self) -> None:
        self.paint_count += 1

    def _publish(self, snapshot: Snapshot) -> None:
        self._snapshot = self._outside.adorn(snapshot)
        self._since_step = Stopwatch()
        self._first_step.set()

    def _run(self) -> None:
        try:
            with asyncio.Runner(loop_factory=self._make_loop) as runner:
                runner.run(self._serve())
        except BaseException as error:
            log.critical("The engine's thread has ended", exc_info=error)
            self.failure = error
            self._first_step.set()

    def _make_loop(self) -> EngineLoop:
        return EngineLoop(connections=len(self._supervisors))

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._stopping = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(self._ticker.run(), name="ticker")]
            tasks += [group.create_task(each.run(), name=f"device {each.spec.device_id}") for each in self._supervisors]
            tasks.append(group.create_task(self._outside.run(), name="outside"))
            if self._survey is not None:
                tasks.append(group.create_task(self._survey.run(), name="survey"))
            await self._stopping.wait()
            for task in tasks:
                task.cancel()
