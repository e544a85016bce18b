"""Drives the core ten times a second of real time and shows its pictures.

One with an alarm is shown after its commit or after 100 ms, whichever comes first. At a faster clock there are still
ten real steps a second; each covers more ticks.
"""

import asyncio
import concurrent.futures
import logging
from collections.abc import Callable

from drivers.clock import Clock
from drivers.observations import Stamp
from monitor.engine.core import EngineCore, Step
from monitor.engine.tally import LatencyHistogram
from monitor.engine.timeline import NS_PER_MS, NS_PER_TICK
from monitor.port.snapshot import Snapshot

log = logging.getLogger(__name__)

COMMIT_WAIT_S = 0.1  # "signalled after the commit or after 100 ms, whichever comes first" (design, Storage); real time


class Ticker:
    """Owns the rhythm of one engine."""

    def __init__(
        self,
        core: EngineCore,
        *,
        clock: Clock,
        origin_ns: int,
        latencies: LatencyHistogram,
        publish: Callable[[Snapshot], None],
        tell: Callable[[Step], None] = lambda _: None,
    ) -> None:
        """Join the parts.

        Args:
            core: is stepped.
            clock: paces the steps.
            origin_ns: when a tick falls due: a step right after it lets no input wait for longer than a tick.
            latencies: of inputs, until they are shown.
            publish: shows a picture.
            tell: hands a step that was shown to whoever listens outside; never raises.

        """
        self._core = core
        self._clock = clock
        self._origin_ns = origin_ns
        self._latencies = latencies
        self._publish = publish
        self._tell = tell
        self._period_ns = round(NS_PER_TICK * clock.speed)
        self._failure = ""

    async def run(self) -> None:
        """Step for ever; ends only by being cancelled."""
        while True:
            await self._sleep_to_next_step()
            step = self._step(self._clock.now())
            if step is not None:
                await self._show(step)

    async def _sleep_to_next_step(self) -> None:
        """Wait for the next whole period since the origin: no drift, and a late step delays no later one."""
        elapsed_ns = self._clock.now().mono_ns - self._origin_ns
        await self._clock.sleep((self._period_ns - elapsed_ns % self._period_ns) / 1e9)

    def _step(self, now: Stamp) -> Step | None:
        """One step; None where it failed.

        Then the engine stands still, the screen covers itself, and the next tick tries again. The same failure is
        logged once.
        """
        try:
            step = self._core.step(now)
        except Exception as error:
            if str(error) != self._failure:
                log.critical("The alarm engine stands still", exc_info=error)
            self._failure = str(error)
            return None
        self._failure = ""
        return step

    async def _show(self, step: Step) -> None:
        if step.commit is not None:
            await self._committed(step.commit)
        self._publish(step.snapshot)
        self._tell(step)
        now_ns = self._clock.now().mono_ns
        for stamp in step.stamps:
            self._latencies.add((now_ns - stamp.mono_ns) / NS_PER_MS / self._clock.speed)

    async def _committed(self, commit: concurrent.futures.Future[None]) -> None:
        """Wait for `commit`, but no alarm waits longer than `COMMIT_WAIT_S`."""
        confirmed = asyncio.wrap_future(commit)
        confirmed.add_done_callback(_read_result)
        limit = asyncio.create_task(self._clock.sleep(COMMIT_WAIT_S * self._clock.speed), name="commit limit")
        try:
            await asyncio.wait({confirmed, limit}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            limit.cancel()


def _read_result(confirmed: asyncio.Future[None]) -> None:
    """A commit that failed is the writer's `problem` and becomes T-STORAGE; here it only ends the wait."""
    if not confirmed.cancelled():
        confirmed.exception()
