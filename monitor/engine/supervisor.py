"""Keeps one device open for as long as the engine runs, and says in words what is wrong when it is not.

Whatever happens to its driver stays here: no other device notices. Whether silence means anything is left to the room.
"""

import asyncio
import logging
from typing import Protocol

from drivers.clock import Clock
from drivers.device import DeviceKind, DeviceSpec, Driver, LinkStatistics, OpenDriver
from drivers.errors import DriverError, LinkLostError
from drivers.observations import NANOSECONDS_PER_SECOND, Observation, Provenance, Stamp
from drivers.transport.tap import tap_of_task
from monitor.domain.events import CuffAct
from monitor.engine.diagnosis import SILENT_AFTER_S
from monitor.engine.link_watch import LinkWatch
from monitor.port.projection import DeviceStatus

log = logging.getLogger(__name__)

FIRST_RETRY_S = 0.5  # real seconds, whatever the speed of the clock
# From the beginning of one attempt to that of the next, where the first fails sooner; else the next follows after
# `FIRST_RETRY_S`. So a link is bound again within 3 s of its own return, however long it was away.
LONGEST_RETRY_S = 2.0
STEADY_S = 10.0  # a link that stood for so long begins with short pauses again; a driver that fails at once does not
NOTHING_PARSES = "bytes arrive but none can be read: is it this kind of device, at this speed?"


class Sink(Protocol):
    """Where a supervisor delivers."""

    def observed(self, observation: Observation, provenance: Provenance) -> None: ...

    def link_changed(self, device_id: str, *, up: bool, why: str) -> None: ...

    def cuff_refused(self, device_id: str, *, why: str) -> None: ...


class Supervisor:
    """Owner of one device's driver."""

    def __init__(
        self, spec: DeviceSpec, *, open_driver: OpenDriver, clock: Clock, sink: Sink, kind: DeviceKind | None = None
    ) -> None:
        """`kind` says what probably is wrong with such a device when only rubbish arrives."""
        self.spec = spec
        self.watch = LinkWatch(spec, clock, kind=kind)
        self._nothing_parses = (kind.nothing_parses_hint if kind is not None else "") or NOTHING_PARSES
        self._open_driver = open_driver
        self._clock = clock
        self._sink = sink
        self._driver: Driver | None = None  # None: the link is not open
        self._statistics = LinkStatistics()
        self._up: bool | None = None  # what the room was last told; None: nothing yet
        self._why = "not opened yet"
        self._cancel_owed = False  # the link was lost while the cuff was inflated
        self._asked: set[asyncio.Task[None]] = set()
        self._retry_s = FIRST_RETRY_S

    async def run(self) -> None:
        """Open, read, wait, open again; ends only by being cancelled."""
        tap_of_task.set(self.watch.wire)
        while True:
            began = self._clock.now()
            try:
                await self._read_until_lost()
            except DriverError as error:
                self._note_loss(str(error))
                self.watch.closed(str(error))
            except Exception as error:  # noqa: BLE001 - a bug in one driver must not reach the other devices
                self._note_crash(error)
            await self._clock.sleep(self._pause_s(began) * self._clock.speed)

    def status(self, now: Stamp) -> DeviceStatus:
        """What the devices page shows: on line means that frames came lately, not that a port is open."""
        why = self._why if self._driver is None else self._trouble(now)
        report = self.watch.report(now, on_line=not why)
        return DeviceStatus(on_line=not why, why=why, statistics=self._statistics, report=report)

    def ask_cuff(self, act: CuffAct) -> None:
        """Have the device inflate or let go; a refusal goes to the room. Only from within the running loop.

        Letting go is owed: without a link it is the first thing said when there is one again (hazard H46).
        """
        if self._driver is None:
            self._cancel_owed |= act is CuffAct.CANCEL
            if act is CuffAct.START:
                self._sink.cuff_refused(self.spec.device_id, why="not on line")
            return
        self._begin(self._driver, act)

    def _begin(self, driver: Driver, act: CuffAct) -> None:
        """Tell the device beside the reading of it, for what it answers is heard there."""
        task = asyncio.get_running_loop().create_task(self._tell_cuff(driver, act))
        self._asked.add(task)
        task.add_done_callback(self._asked.discard)

    async def _tell_cuff(self, driver: Driver, act: CuffAct) -> None:
        """A letting go that the device has not confirmed stays owed: the link may have broken under it."""
        try:
            await (driver.start_cuff() if act is CuffAct.START else driver.cancel_cuff())
        except Exception as error:  # noqa: BLE001 - a bug in one driver must not reach the other devices
            log.warning("%s: cuff %s: %s", self.spec.device_id, act.value, error)
            self._cancel_owed |= act is CuffAct.CANCEL
            if act is CuffAct.START:
                self._sink.cuff_refused(self.spec.device_id, why=str(error))
        else:
            self._cancel_owed &= act is not CuffAct.CANCEL

    def _pause_s(self, began: Stamp) -> float:
        """Real seconds until the next attempt; what the last one took counts."""
        spent_s = (self._clock.now().mono_ns - began.mono_ns) / NANOSECONDS_PER_SECOND / self._clock.speed
        retry_s = FIRST_RETRY_S if spent_s >= STEADY_S else self._retry_s
        self._retry_s = min(2 * retry_s, LONGEST_RETRY_S)
        return max(FIRST_RETRY_S, retry_s - spent_s)

    async def _read_until_lost(self) -> None:
        async with self._open_driver(self.spec, self._clock) as driver:
            self._driver, self._statistics = driver, driver.statistics
            self.watch.opened(driver.statistics)
            try:
                if self._cancel_owed:
                    self._begin(driver, CuffAct.CANCEL)
                    await asyncio.sleep(0)  # its bytes are on their way before the driver asks for anything
                async for observation in driver.observations():
                    self._check_provenance(observation)
                    self._note_return()
                    self._deliver(observation)
            finally:
                self._driver = None
        raise LinkLostError("the device ended the connection")

    def _deliver(self, observation: Observation) -> None:
        self._sink.observed(observation, self.spec.provenance)
        notice = self.watch.observed(observation)
        if notice is not None:
            self._sink.observed(notice, self.spec.provenance)

    def _check_provenance(self, observation: Observation) -> None:
        """Refuse a device that calls itself simulated in a real room; its birth message is the only one who knows."""
        if self.spec.provenance is Provenance.REAL and observation.provenance is not Provenance.REAL:
            raise LinkLostError(f"it says that its values are {observation.provenance}; refused in a real room")

    def _note_return(self) -> None:
        """The link counts as up with the first thing the device says: an open port alone proves nothing."""
        if self._up:
            return
        log.info("%s is on line", self.spec.device_id)
        self._up = True
        self._sink.link_changed(self.spec.device_id, up=True, why="")

    def _note_loss(self, why: str) -> None:
        self._why = why
        if self._up is False:
            log.debug("%s is still off line: %s", self.spec.device_id, why)
            return
        log.info("%s is off line: %s", self.spec.device_id, why)
        self._up = False
        self._sink.link_changed(self.spec.device_id, up=False, why=why)

    def _note_crash(self, error: Exception) -> None:
        why = f"fault in the driver: {type(error).__name__}: {error}"
        if why != self._why:
            log.error("%s: %s", self.spec.device_id, why, exc_info=error)
        self._note_loss(why)
        self.watch.closed(why, driver_fault=True)

    def _trouble(self, now: Stamp) -> str:
        """Why an open link is no use at the moment; empty where all is well."""
        counters = self._statistics
        if counters.last_frame is not None:
            silent_s = (now.mono_ns - counters.last_frame.mono_ns) / NANOSECONDS_PER_SECOND
            return f"nothing readable for {silent_s:.0f} s" if silent_s > SILENT_AFTER_S * self._clock.speed else ""
        if counters.received_bytes:
            return self._nothing_parses
        return "open, but the device has said nothing yet"
