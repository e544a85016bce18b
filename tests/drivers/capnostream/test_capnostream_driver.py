"""Capnostream conversations on a clock that stands still: enable, identity, start, link is active; nothing else."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from drivers.capnostream.driver import ALLOWED_WRITES, UPKEEP, make_reader
from drivers.capnostream.protocol import Identity
from drivers.clock import ManualClock
from drivers.device import DeviceSpec
from drivers.errors import CommandRefusedError
from drivers.observations import Numeric, Observation, Provenance
from drivers.streaming import StreamDriver
from drivers.transport.allow_list import AllowListTransport
from drivers.transport.memory import memory_pair

# Constructed for the protocol sheet from the command table of mdpnp 1ae7f72a (BSD-2).
ENABLE, START, LINK_IS_ACTIVE = bytes.fromhex("85010100"), bytes.fromhex("85010405"), bytes.fromhex("85010607")
NORMAL = bytes.fromhex("851c016553f10026000e6148000000000000003c0f1e050864558c32010075")
IDENTITY = Identity("V45.67 02/24/2008 B355987654").encode()


class Bench:
    def __init__(self) -> None:
        self.clock = ManualClock()
        near, self.monitor = memory_pair(self.clock)
        self.driver = StreamDriver(
            DeviceSpec(device_id="capno-1", kind="capnostream", link="", provenance=Provenance.SIMULATED),
            reader=make_reader("capno-1", provenance=Provenance.SIMULATED),
            transport=AllowListTransport(near, ALLOWED_WRITES),
            clock=self.clock,
            upkeep=UPKEEP,
        )
        self.said: list[Observation] = []
        self.heard: list[bytes] = []

    async def listen(self) -> None:
        async for observation in self.driver.observations():
            self.said.append(observation)

    async def hear(self) -> None:
        while True:
            self.heard.append((await self.monitor.receive()).data)


@asynccontextmanager
async def bench() -> AsyncIterator[Bench]:
    made = Bench()
    tasks = [asyncio.create_task(made.listen(), name="listener"), asyncio.create_task(made.hear(), name="ear")]
    await made.clock.advance(0)
    try:
        yield made
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def test_it_enables_waits_for_the_identity_starts_and_stays_active() -> None:
    async with bench() as made:
        assert made.heard == [ENABLE]
        await made.monitor.send(IDENTITY)
        await made.clock.advance(0.5)
        assert made.heard == [ENABLE, START]
        for _ in range(10):
            await made.monitor.send(NORMAL)
            await made.clock.advance(1)
        assert made.heard == [ENABLE, START, LINK_IS_ACTIVE, LINK_IS_ACTIVE]
        assert [item.value for item in made.said if isinstance(item, Numeric)][:4] == [38, 14, 97, 72]
        assert made.driver.statistics.device_clock_offset_s is not None


async def test_a_monitor_that_says_no_identity_is_started_all_the_same() -> None:
    async with bench() as made:
        await made.clock.advance(3)
        assert made.heard == [ENABLE, ENABLE, START]
        await made.clock.advance(3)
        assert made.heard == [ENABLE, ENABLE, START, LINK_IS_ACTIVE, ENABLE, START]


async def test_a_monitor_that_was_switched_off_and_on_is_asked_again() -> None:
    async with bench() as made:
        await made.monitor.send(IDENTITY + NORMAL)
        await made.clock.advance(4)
        assert made.heard == [ENABLE, START, ENABLE, START]


async def test_a_capnograph_has_no_cuff() -> None:
    made = Bench()
    with pytest.raises(CommandRefusedError, match="no cuff"):
        await made.driver.start_cuff()


@pytest.mark.hazard("H47")
def test_the_allow_list_holds_these_strings_and_no_other() -> None:
    assert frozenset({ENABLE, START, LINK_IS_ACTIVE}) == ALLOWED_WRITES
