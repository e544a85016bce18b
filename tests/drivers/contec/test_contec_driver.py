"""Contec conversations on a clock that stands still: start, keep-alive, asking again, and nothing else on the wire."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from drivers.clock import ManualClock
from drivers.contec_cms50.driver import ALLOWED_WRITES, UPKEEP, make_reader
from drivers.device import DeviceSpec
from drivers.errors import CommandRefusedError, LinkLostError
from drivers.observations import Numeric, Observation, Provenance
from drivers.streaming import StreamDriver
from drivers.transport.allow_list import AllowListTransport
from drivers.transport.memory import MemoryTransport, memory_pair

# Captured dialogue of a CMS50D+: headrotor/art-sensors 5ffba9d3 (MIT); the keep-alive from the vendor's document.
START = bytes.fromhex("7D81A1808080808080")
STOP = bytes.fromhex("7D81A2808080808080")
KEEP_ALIVE = bytes.fromhex("7D81AF808080808080")
SAMPLES = bytes.fromhex("01E085B396C1E1FFFF01E085B096C1E1FFFF01E085AE95C1E1FFFF")


class Bench:
    def __init__(self) -> None:
        self.clock = ManualClock()
        near, self.device = memory_pair(self.clock)
        spec = DeviceSpec(device_id="cms50-1", kind="contec_v7", link="", provenance=Provenance.SIMULATED)
        self.driver = StreamDriver(
            spec,
            reader=make_reader("cms50-1", provenance=Provenance.SIMULATED),
            transport=AllowListTransport(near, ALLOWED_WRITES),
            clock=self.clock,
            upkeep=UPKEEP,
        )
        self.said: list[Observation] = []
        self.heard: list[bytes] = []

    async def listen(self) -> None:
        async for observation in self.driver.observations():
            self.said.append(observation)

    async def hear(self, end: MemoryTransport) -> None:
        while True:
            self.heard.append((await end.receive()).data)


@asynccontextmanager
async def bench() -> AsyncIterator[Bench]:
    made = Bench()
    tasks = [
        asyncio.create_task(made.listen(), name="listener"),
        asyncio.create_task(made.hear(made.device), name="ear"),
    ]
    await made.clock.advance(0)
    try:
        yield made
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def test_it_starts_the_stream_at_once_and_keeps_it_alive_every_five_seconds() -> None:
    async with bench() as made:
        assert made.heard == [STOP, START]
        for _ in range(11):
            await made.device.send(SAMPLES)
            await made.clock.advance(1)
        assert made.heard == [STOP, START, KEEP_ALIVE, KEEP_ALIVE]
        values = [item.value for item in made.said if isinstance(item, Numeric)]
        assert values[:3] == [97, 65, None]


async def test_a_silent_device_is_asked_again_every_two_seconds() -> None:
    async with bench() as made:
        await made.clock.advance(1.9)
        assert made.heard == [STOP, START]
        await made.clock.advance(0.1)
        assert made.heard == [STOP, START] * 2
        await made.clock.advance(2)
        assert made.heard == [STOP, START] * 3
        await made.device.send(bytes.fromhex("0C80"))  # an answer, but no value
        await made.clock.advance(2)
        assert [command for command in made.heard if command == START] == [START] * 4


async def test_on_a_fast_clock_silence_still_lasts_a_real_second() -> None:
    made = Bench()
    made.clock.speed = 20.0
    driver = StreamDriver(
        DeviceSpec(device_id="x", kind="contec_v7", link="", provenance=Provenance.SIMULATED),
        reader=make_reader("x", provenance=Provenance.SIMULATED),
        transport=made.device,
        clock=made.clock,
        upkeep=UPKEEP,
    )
    assert driver._silence_s == 20.0


async def test_a_broken_link_ends_the_observations() -> None:
    made = Bench()
    await made.device.close()
    with pytest.raises(LinkLostError):
        await anext(made.driver.observations())


async def test_an_oximeter_has_no_cuff() -> None:
    made = Bench()
    with pytest.raises(CommandRefusedError, match="no cuff"):
        await made.driver.start_cuff()
    with pytest.raises(CommandRefusedError, match="no cuff"):
        await made.driver.cancel_cuff()


async def test_statistics_count_bytes_frames_and_damage() -> None:
    async with bench() as made:
        await made.device.send(b"\xff\xff" + SAMPLES)
        await made.clock.advance(0.1)
        statistics = made.driver.statistics
        assert (statistics.received_bytes, statistics.frames, statistics.rejected_bytes) == (29, 2, 2)
        assert statistics.last_frame == statistics.last_byte


@pytest.mark.hazard("H47")
def test_the_allow_list_holds_these_strings_and_no_other() -> None:
    assert frozenset({START, STOP, KEEP_ALIVE}) == ALLOWED_WRITES
