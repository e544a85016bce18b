"""The cuff told from afar, through driver and a real link, against simulated devices: start, busy, cancel, refusals.

At twenty times the speed of a clock, because an inflation lasts half a minute. How often a cuff may be started is the
room's business and not looked at here.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
from simulator_helpers import EPOCH, WELL, FixedPatient

from drivers.clock import ScaledClock, SystemClock
from drivers.device import DeviceSpec, Driver
from drivers.errors import CommandRefusedError
from drivers.observations import BloodPressure, CuffStatus, Observation, Provenance
from drivers.philips_intellivue.protocol import split_messages
from drivers.registry import KINDS, kind_named
from simulators.devices.cuff import Cuff, CuffSettings
from simulators.devices.oximeter import RECORDED, Oximeter
from simulators.devices.publishing import Publisher
from simulators.faults import FaultShares, FaultyLine
from simulators.kinds import DeviceKind, LinkKind, links_of
from simulators.links.line import DeviceLine
from simulators.links.tcp import TcpLink
from simulators.links.udp import UdpLink
from simulators.making import Parts, make_device
from simulators.pace import RunTime

SPEED = 20.0
DEADLINE_S = 30.0
STARTABLE = sorted(name for name, kind in KINDS.items() if kind.can_start_cuff)
OTHERS = sorted(name for name, kind in KINDS.items() if not kind.can_start_cuff and kind.make_decoder is not None)


@dataclass
class Bedside:
    """A driver at work on a link to a simulated device."""

    driver: Driver
    cuff: Cuff
    said: list[Observation] = field(default_factory=list)
    heard: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def statuses(self) -> list[CuffStatus]:
        return [item.status for item in self.said if isinstance(item, BloodPressure)]

    async def until(self, condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(DEADLINE_S):
            while not condition():
                self.heard.clear()
                await self.heard.wait()

    async def listen(self) -> None:
        async for observation in self.driver.observations():
            self.said.append(observation)
            self.heard.set()

    def is_inflated(self) -> bool:
        return self.cuff.busy


@asynccontextmanager
async def bedside(kind: str, *, allowed: bool) -> AsyncIterator[Bedside]:
    clock = ScaledClock(SPEED, SystemClock().now())
    run_time = RunTime(clock=clock, start=clock.now())
    patient = FixedPatient(WELL)
    cuff = Cuff(patient, settings=CuffSettings(programme=(), failure_share=0.0, artefact_share=0.0), seed=1)
    parts = Parts(
        device_id="SIM-x",
        place_id="1",
        epoch=EPOCH,
        serial_number="1",
        oximeter=Oximeter(patient, RECORDED),
        oximeter_used=True,
        cuff=cuff,
        patient=patient,
    )
    device = make_device(DeviceKind(kind), parts)
    assert not isinstance(device, Publisher)
    link = UdpLink(split=split_messages) if LinkKind.UDP in links_of(DeviceKind(kind)) else TcpLink()
    line = DeviceLine(device, link=link, faults=FaultyLine(FaultShares(), seed=1))
    await line.open(run_time)
    spec = DeviceSpec(
        device_id="SIM-x", kind=kind, link=line.address, provenance=Provenance.SIMULATED, cuff_start_allowed=allowed
    )
    running = asyncio.create_task(line.run(run_time, phase_s=0.0, name="device"), name="device")
    try:
        async with kind_named(kind).open_driver(spec, clock) as driver:
            made = Bedside(driver, cuff)
            listening = asyncio.create_task(made.listen(), name="listener")
            try:
                yield made
            finally:
                listening.cancel()
                await asyncio.gather(listening, return_exceptions=True)
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


@pytest.mark.parametrize("kind", STARTABLE)
async def test_started_busy_cancelled_and_measured_at_last(kind: str) -> None:
    async with bedside(kind, allowed=True) as made:
        await made.until(lambda: bool(made.said))
        await made.driver.start_cuff()
        assert made.is_inflated()
        await made.until(lambda: CuffStatus.MEASURING in made.statuses)
        with pytest.raises(CommandRefusedError, match="measuring already"):
            await made.driver.start_cuff()
        await made.driver.cancel_cuff()
        assert not made.is_inflated()
        await made.until(lambda: made.statuses[-1] is CuffStatus.FAILED)
        assert CuffStatus.DONE not in made.statuses
        await made.driver.start_cuff()
        await made.until(lambda: made.statuses[-1] is CuffStatus.DONE)
        (reading,) = (item for item in made.said if isinstance(item, BloodPressure) and item.status is CuffStatus.DONE)
        last = made.cuff.last_done
        assert last is not None
        assert (reading.systolic, reading.diastolic, reading.mean) == (last.systolic, last.diastolic, last.mean)


@pytest.mark.parametrize("kind", STARTABLE)
async def test_without_the_opt_in_nothing_is_inflated(kind: str) -> None:
    async with bedside(kind, allowed=False) as made:
        await made.until(lambda: bool(made.said))
        with pytest.raises(CommandRefusedError, match="not allowed"):
            await made.driver.start_cuff()
        assert not made.is_inflated()


@pytest.mark.parametrize("kind", OTHERS)
async def test_elsewhere_it_is_refused_in_words(kind: str) -> None:
    async with bedside(kind, allowed=True) as made:
        for command in (made.driver.start_cuff, made.driver.cancel_cuff):
            with pytest.raises(CommandRefusedError, match="cuff") as refused:
                await command()
            assert "SIM-x" in str(refused.value)
        assert not made.is_inflated()
