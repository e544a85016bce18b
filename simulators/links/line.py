"""Joins one simulated device to a serial or TCP link: tick, answers, faults of the line, stall and unplug."""

import asyncio
from typing import Final

from simulators.devices.base import LineDevice
from simulators.faults import FaultyLine, Piece
from simulators.links.base import Link
from simulators.pace import RunTime

_PERIOD_S = 1.0
MOST_WAITING_PIECES: Final = 256  # on a line that delays; a wire holds no more either


class DeviceLine:
    """One device on one link. `stalled` lets the device live on, deaf and silent, with the link open."""

    def __init__(self, device: LineDevice, *, link: Link, faults: FaultyLine) -> None:
        self._device = device
        self._link = link
        self._faults = faults
        self._pieces: asyncio.Queue[Piece] = asyncio.Queue(MOST_WAITING_PIECES)
        self._run_time: RunTime | None = None
        self.stalled = False
        self._is_wrong_baud = False
        self.lost_pieces = 0

    @property
    def address(self) -> str:
        return self._link.address

    async def open(self, run_time: RunTime) -> None:
        """Offer the link; from here on the device answers.

        Raises:
            OSError: the link cannot be offered.

        """
        self._run_time = run_time
        await self._link.open(self._received)

    async def run(self, run_time: RunTime, *, phase_s: float, name: str) -> None:
        """Tick until cancelled, then pull the plug."""
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._deliver(run_time), name=f"{name} delivery")
                async for t_s in run_time.ticks(period_s=_PERIOD_S, phase_s=phase_s):
                    self._say(self._device.tick(t_s))
        finally:
            await self._link.close()

    async def garbage(self) -> None:
        """Put noise on the line, past all other faults."""
        self._link.send(self._faults.garbage())

    async def unplug(self) -> None:
        """Break the link."""
        await self._link.close()

    async def replug(self) -> None:
        """Offer the link again, at the same address.

        Raises:
            OSError: the address has been taken meanwhile.

        """
        await self._link.open(self._received)

    def set_wrong_baud(self, *, wrong: bool) -> None:
        """Let the line run at another speed than the monitor's: either side then hears nothing but rubbish."""
        self._is_wrong_baud = wrong

    def _received(self, data: bytes) -> None:
        if self._run_time is not None and not self.stalled and not self._is_wrong_baud:
            self._say(self._device.answer(data, self._run_time.now_s()))

    def _say(self, data: bytes) -> None:
        if self.stalled:
            return
        if self._is_wrong_baud:
            data = self._faults.at_wrong_baud(data)
        for piece in self._faults.passes(data):
            if piece.delay_s <= 0.0 and self._pieces.empty():
                self._link.send(piece.data)
            elif self._pieces.full():
                self.lost_pieces += 1
            else:
                self._pieces.put_nowait(piece)

    async def _deliver(self, run_time: RunTime) -> None:
        while True:
            piece = await self._pieces.get()
            await run_time.clock.sleep(piece.delay_s)
            self._link.send(piece.data)
