"""Inputs that the shell itself gives to the room: clock steps, gaps, faults of storage and of the engine.

Each is said once when it begins and once when it ends, be it that it began before the last start.
"""

import logging
from collections.abc import Collection
from dataclasses import replace
from typing import Protocol

from drivers.clock import Clock
from drivers.observations import NANOSECONDS_PER_SECOND, Stamp
from monitor.domain.inputs import FaultRule, Input, MonitorFault, MonitorRestarted
from monitor.domain.time import Instant, ticks
from monitor.engine.machine_health import MOST_FAULTS, MachineHealth
from monitor.engine.timeline import Timeline

log = logging.getLogger(__name__)

UNCONFIRMED_LIMIT_S = 1.0  # "a commit unconfirmed for 1 s is the high technical alarm T-STORAGE" (design, Storage)
BEFORE_THIS_START = "before this start"
GAP_S = 5.0  # real seconds without a step: the machine slept, nobody watched
ENGINE_FAULT_STAYS_S = 60.0  # after the last failed step; shorter and a fault of one second could pass unseen


class StorageHealth(Protocol):
    """What the storage writer says about itself."""

    @property
    def problem(self) -> str | None: ...

    def oldest_unconfirmed_s(self) -> float: ...


class ShellInputs:
    """Remembers what the room has been told."""

    def __init__(
        self,
        *,
        timeline: Timeline,
        clock: Clock,
        storage: StorageHealth,
        machine: MachineHealth,
        standing: Collection[str] = (),
    ) -> None:
        """`standing`: the rules of the faults that the room was told of before this start."""
        self._timeline = timeline
        self._speed = clock.speed
        self._storage = storage
        self._machine = machine
        self._machine_told: dict[FaultRule, bool] = {}
        self._storage_fault = BEFORE_THIS_START if "T-STORAGE" in standing else ""
        self._engine_stood = "T-ENGINE" in standing  # until the first step, which knows the tick
        self._engine_fault_until_tick: int | None = None
        self._faults_told: dict[str, None] = {}  # what failed around the room, lately told, in this order
        self._faults_again_tick = 0  # then what goes on is told once more
        self._last_step: Stamp | None = None

    def gather(self, now: Stamp, instant: Instant) -> list[Input]:
        """Everything the shell has to say at this step, in a fixed order."""
        if self._engine_stood:
            self._engine_stood = False
            self.note_engine_fault(instant)
        found = [self._clock_step(now), self._gap(now, instant), self._storage_change(instant)]
        found += [self._own_fault(instant), self._engine_fault_end(instant)]
        self._last_step = now
        calls = [replace(call, tick=instant.tick) for call in self._machine.take_reports()]
        return [each for each in found if each is not None] + self._machine_changes(instant) + calls

    def note_engine_fault(self, instant: Instant) -> None:
        """The room was told of a failed step; its end follows when none has failed for a while."""
        self._engine_fault_until_tick = instant.tick + ticks(ENGINE_FAULT_STAYS_S * self._speed)

    def _clock_step(self, now: Stamp) -> Input | None:
        step = self._timeline.clock_step(now)
        if step is not None:
            log.warning("The wall clock jumped; it now reads %s", now.utc.isoformat(timespec="seconds"))
        return step

    def _gap(self, now: Stamp, instant: Instant) -> Input | None:
        if self._last_step is None:
            return None
        gap_s = (now.mono_ns - self._last_step.mono_ns) / NANOSECONDS_PER_SECOND
        if gap_s <= GAP_S * self._speed:
            return None
        log.warning("No step for %.1f s: was the computer asleep?", gap_s)
        return MonitorRestarted(tick=instant.tick, missing_s=round(gap_s, 1))

    def _storage_change(self, instant: Instant) -> Input | None:
        """T-STORAGE begins and ends; a changed reason alone is no news."""
        fault = self._storage.problem or ""
        waiting_s = self._storage.oldest_unconfirmed_s()
        if not fault and waiting_s > UNCONFIRMED_LIMIT_S:
            fault = "the record is not being written: no confirmation for more than 1 s"
        if bool(fault) == bool(self._storage_fault):
            return None
        self._storage_fault = fault
        log.log(logging.ERROR if fault else logging.INFO, "Storage: %s", fault or "writing again")
        return MonitorFault(tick=instant.tick, rule="T-STORAGE", present=bool(fault), why=fault or "writing again")

    def _machine_changes(self, instant: Instant) -> list[Input]:
        """Faults of the computer. The first good word is told too: it ends a fault from before a restart."""
        changes: list[Input] = []
        for rule, why in self._machine.found().items():
            if self._machine_told.get(rule) is not bool(why):
                self._machine_told[rule] = bool(why)
                log.log(logging.ERROR if why else logging.INFO, "%s: %s", rule, why or "all is well")
                changes.append(MonitorFault(tick=instant.tick, rule=rule, present=bool(why), why=why))
        return changes

    def _own_fault(self, instant: Instant) -> Input | None:
        """T-ENGINE for what failed around the room, each fault once and again while it goes on.

        An acknowledgement ends that alarm, as after a failed step: what still fails then has to be a new one.
        """
        found = self._machine.take_faults()
        if not found:
            return None
        self.note_engine_fault(instant)
        if instant.tick >= self._faults_again_tick:
            self._faults_told.clear()
        news = [why for why in found if why not in self._faults_told][: MOST_FAULTS - len(self._faults_told)]
        if not news:
            return None
        if not self._faults_told:
            self._faults_again_tick = instant.tick + ticks(ENGINE_FAULT_STAYS_S * self._speed)
        self._faults_told |= dict.fromkeys(news)
        return MonitorFault(tick=instant.tick, rule="T-ENGINE", present=True, why="; ".join(self._faults_told))

    def _engine_fault_end(self, instant: Instant) -> Input | None:
        if self._engine_fault_until_tick is None or instant.tick < self._engine_fault_until_tick:
            return None
        self._engine_fault_until_tick = None
        self._faults_told.clear()
        return MonitorFault(tick=instant.tick, rule="T-ENGINE", present=False, why="nothing has failed since")
