"""Everything that leaves the room, kept apart from what watches it: whatever fails here stays here."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from drivers.clock import Clock
from monitor.engine.core import Step
from monitor.engine.machine_health import MachineHealth
from monitor.engine.outside.refusals import Refusals
from monitor.engine.outside.tasks import keep
from monitor.port.outside_views import OutletView, OutsideView
from monitor.port.snapshot import Snapshot

log = logging.getLogger(__name__)


class Outlet(Protocol):
    """One way out of the room."""

    def heard(self, step: Step) -> None:
        """Take what it needs of one step; quick, bounded, waits for nothing."""
        ...

    async def run(self) -> None:
        """Send until cancelled."""
        ...

    def failed(self, why: str) -> None:
        """A fault has ended `run`, which is started again: the devices page is to say why."""
        ...

    def views(self) -> tuple[OutletView, ...]:
        """What the devices page shows of it."""
        ...


class Caller(Outlet, Protocol):
    """The outlet that calls a second person."""

    def words(self) -> tuple[str, ...]:
        """One line for each open call, the most pressing first."""
        ...


class NoOutlet:
    """Stands in for an outlet that cannot work: patients are watched all the same, and the devices page says why.

    It is tried again when the station is started again.
    """

    def __init__(self, name: str, target: str, *, why: str) -> None:
        self._view = OutletView(name=name, target=target, on_line=False, why=why)

    def heard(self, step: Step) -> None:
        """Nothing is kept: what cannot be stored would be lost all the same."""

    async def run(self) -> None:
        await asyncio.get_running_loop().create_future()

    def failed(self, why: str) -> None:
        """What it says already is why it does not work."""

    def views(self) -> tuple[OutletView, ...]:
        return (self._view,)


class Outside:
    """Owns the outlets of one room and the tasks they run in. Lives in the engine's thread."""

    def __init__(
        self,
        outlets: Sequence[Outlet] = (),
        *,
        clock: Clock,
        caller: Caller | None = None,
        refusals: Refusals | None = None,
        machine: MachineHealth | None = None,
    ) -> None:
        """Join the outlets.

        Args:
            outlets: those that only tell.
            clock: of the engine.
            caller: who calls a second person; None: the room has nobody to call.
            refusals: what the outlets have not obeyed.
            machine: is told of a fault that people in the room have to know; None: nobody is.

        """
        self._caller = caller
        self._outlets: tuple[Outlet, ...] = (*outlets, *(() if caller is None else (caller,)))
        self._clock = clock
        self._refusals = refusals or Refusals(clock)
        self._machine = machine or MachineHealth()
        self._failures: dict[str, str] = {}

    def heard(self, step: Step) -> None:
        """Hand one step to every outlet; who cannot call has the room told of it."""
        for outlet in self._outlets:
            try:
                outlet.heard(step)
            except Exception as error:  # noqa: BLE001 - the room is watched whatever becomes of those who only listen
                words = self._note(f"{type(outlet).__name__} cannot take a step", error)
                if outlet is self._caller:
                    self._machine.note_fault(f"nobody can be called: {words}")

    async def run(self) -> None:
        """Run every outlet until cancelled."""
        async with asyncio.TaskGroup() as group:
            for outlet in self._outlets:
                name = type(outlet).__name__
                attempt = keep(outlet.run, name=name, clock=self._clock, failed=outlet.failed)
                group.create_task(attempt, name=f"outlet {name}")

    def adorn(self, snapshot: Snapshot) -> Snapshot:
        """The picture with what people at the station should know of the outside; as it is, where that fails."""
        try:
            return self._adorned(snapshot)
        except Exception as error:  # noqa: BLE001 - no fault here may end the engine; the room is told of it
            words = self._note("What leaves the room cannot be shown", error)
            self._machine.note_fault(f"what leaves the room cannot be shown: {words}")
            return snapshot

    def _adorned(self, snapshot: Snapshot) -> Snapshot:
        if not self._outlets and not self._refusals.count:
            return snapshot
        notice = self._refusals.notice()
        calls = () if self._caller is None else self._caller.words()
        outside = OutsideView(
            outlets=tuple(view for outlet in self._outlets for view in outlet.views()),
            calls=calls,
            refused=self._refusals.count,
            security_notice=notice,
        )
        banner = ". ".join(part for part in (notice, snapshot.banner) if part)
        return replace(snapshot, outside=outside, banner=banner, calling=calls[0] if calls else snapshot.calling)

    def _note(self, what: str, error: Exception) -> str:
        """Log a fault, the same one, ten times a second, only once; the fault in words."""
        words = f"{type(error).__name__}: {error}"
        if self._failures.get(what) != words:
            log.error(what, exc_info=error)
        self._failures[what] = words
        return words
