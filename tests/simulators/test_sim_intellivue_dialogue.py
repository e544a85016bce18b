"""The simulated IntelliVue monitor and the driver over an in-memory link, on a clock that stands still."""

import asyncio
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

import pytest

from drivers.clock import ManualClock
from drivers.device import DeviceSpec
from drivers.errors import CommandRefusedError, LinkLostError
from drivers.observations import BloodPressure, CuffStatus, Notice, Numeric, Observation, Parameter, Provenance
from drivers.philips_intellivue.driver import IntellivueDriver
from drivers.philips_intellivue.lines import DatagramLine, Line, SerialLine
from drivers.transport.memory import MemoryTransport, memory_pair
from simulators.devices.cuff import Cuff, CuffSettings, CycleChange
from simulators.devices.intellivue import IntellivueMonitor, IntellivueOnLine, MonitorOptions
from simulators.devices.oximeter import RECORDED, Oximeter
from simulators.patient import Vitals

EPOCH = datetime(2026, 5, 4, 9, 0, 0)  # noqa: DTZ001 - a monitor's clock has no zone
WELL = Vitals(systolic=131.0, diastolic=82.0, mean=98.0, pulse=66.0, spo2=97.0, perfusion_index=3.2)
TURNS = 30  # of the loop, in which a conversation without waiting comes to rest
CYCLE = CuffSettings(programme=(CycleChange(from_s=20.0, interval_s=300.0),), failure_share=0.0, artefact_share=0.0)


class Somebody:
    """A patient whose values a test may change."""

    def __init__(self) -> None:
        self.vitals = WELL

    def at(self, t_s: float) -> Vitals:
        assert t_s >= -3600.0
        return self.vitals


class Bench:
    """A driver, a simulated monitor at the other end, and what the driver has said."""

    def __init__(self, *, serial: bool, options: MonitorOptions) -> None:
        self.clock = ManualClock()
        self.patient = Somebody()
        near, self.far = memory_pair(self.clock)
        cuff = Cuff(self.patient, settings=CYCLE, seed=1)
        self.monitor = IntellivueMonitor(
            oximeter=Oximeter(self.patient, RECORDED), cuff=cuff, epoch=EPOCH, bed_label="SIM 3", options=options
        )
        self.device = IntellivueOnLine(self.monitor, SerialLine() if serial else DatagramLine())
        spec = DeviceSpec(device_id="mp5-1", kind="intellivue", link="", provenance=Provenance.SIMULATED)
        line: Line = SerialLine() if serial else DatagramLine()
        self.driver = IntellivueDriver(spec, transport=near, clock=self.clock, line=line)
        self.near: MemoryTransport = near
        self.said: list[Observation] = []
        self.answering = True
        self._start_ns = self.clock.now().mono_ns

    @property
    def t_s(self) -> float:
        return (self.clock.now().mono_ns - self._start_ns) / 1e9

    async def answer(self) -> None:
        while True:
            data = (await self.far.receive()).data
            if self.answering:
                await self._say(self.device.answer(data, self.t_s))

    async def listen(self) -> None:
        async for observation in self.driver.observations():
            self.said.append(observation)

    async def run(self, seconds: int) -> None:
        for _ in range(seconds):
            for _ in range(8):  # a serial line is written to every 256 ms
                await settle()
                await self.clock.advance(0.125)
            await settle()
            if self.answering:
                await self._say(self.device.tick(self.t_s))

    async def _say(self, data: bytes) -> None:
        if data:
            await self.far.send(data)

    def values(self, parameter: Parameter) -> list[float | None]:
        return [item.value for item in self.said if isinstance(item, Numeric) and item.parameter is parameter]

    def pressures(self) -> list[BloodPressure]:
        return [item for item in self.said if isinstance(item, BloodPressure)]

    def notices(self) -> list[tuple[str, bool]]:
        return [(item.code, item.active) for item in self.said if isinstance(item, Notice)]


async def settle() -> None:
    for _ in range(TURNS):
        await asyncio.sleep(0)


@asynccontextmanager
async def bench(
    *, serial: bool = False, options: MonitorOptions | None = None
) -> AsyncIterator[tuple[Bench, asyncio.Task[None]]]:
    made = Bench(serial=serial, options=options or MonitorOptions())
    tasks = [
        asyncio.create_task(made.answer(), name="monitor"),
        asyncio.create_task(made.listen(), name="listener"),
    ]
    try:
        yield made, tasks[1]
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


@pytest.mark.parametrize("serial", [False, True])
async def test_values_come_each_second_and_the_pressure_once(serial: bool) -> None:  # noqa: FBT001 - a parameter
    async with bench(serial=serial) as (made, _):
        await made.run(80)
        assert len(made.values(Parameter.SPO2)) >= 76
        assert set(made.values(Parameter.SPO2)) == {97.0}
        assert set(made.values(Parameter.PULSE)) == {66.0}
        assert set(made.values(Parameter.PERFUSION_INDEX)) == {3.2}
        measuring, done = made.pressures()
        assert (measuring.status, done.status) == (CuffStatus.MEASURING, CuffStatus.DONE)
        assert done.systolic == pytest.approx(131.0, abs=20.0)
        assert done.pulse == 66.0
        assert done.age_s is not None
        assert done.age_s < 3.0
        statistics = made.driver.statistics
        assert statistics.rejected_bytes == 0
        assert statistics.frames > 150
        assert statistics.device_clock_offset_s is not None


async def test_a_poll_that_is_due_to_end_is_renewed_without_a_gap() -> None:
    async with bench() as (made, _):
        await made.run(400)
        stamps = [item.stamp.mono_ns for item in made.said if isinstance(item, Numeric)]
        gaps = [later - earlier for earlier, later in itertools.pairwise(stamps)]
        assert max(gaps) <= 1.2e9
        assert len(made.values(Parameter.SPO2)) >= 395


@pytest.mark.hazard("H03")
async def test_a_monitor_that_falls_silent_gives_no_value_and_breaks_the_link() -> None:
    async with bench() as (made, listener):
        await made.run(10)
        made.answering = False
        await settle()
        count = len(made.said)
        await made.run(12)
        assert len(made.said) == count
        with pytest.raises(LinkLostError, match="silent"):
            await listener


async def test_a_monitor_without_extended_polls_is_asked_each_second() -> None:
    async with bench(options=MonitorOptions(serves_extended_polls=False)) as (made, _):
        await made.run(20)
        assert len(made.values(Parameter.SPO2)) >= 17


async def test_a_monitor_that_hides_its_alarms_is_named() -> None:
    async with bench(options=MonitorOptions(tells_alarms=False)) as (made, _):
        await made.run(10)
        assert made.notices() == [("alarms_not_sent", True)]
        assert set(made.values(Parameter.SPO2)) == {97.0}


async def test_linked_answers_are_put_together() -> None:
    async with bench(options=MonitorOptions(objects_per_part=2)) as (made, _):
        await made.run(80)
        assert set(made.values(Parameter.SPO2)) == {97.0}
        assert [item.pulse for item in made.pressures() if item.status is CuffStatus.DONE] == [66.0]


async def test_a_monitor_with_another_client_refuses_and_says_so() -> None:
    async with bench(options=MonitorOptions(busy=True)) as (made, listener):
        await made.run(12)
        with pytest.raises(LinkLostError, match="another computer"):
            await listener


async def test_the_monitors_own_alarms_are_passed_on() -> None:
    async with bench() as (made, _):
        await made.run(3)
        made.patient.vitals = Vitals(pulse=66.0, spo2=78.0, perfusion_index=3.2)
        await made.run(12)
        made.patient.vitals = WELL
        await made.run(2)
        assert made.notices() == [("desaturation_4bb8", True), ("desaturation_4bb8", False)]


async def test_a_probe_that_comes_off_gives_none_and_a_technical_notice() -> None:
    async with bench() as (made, _):
        await made.run(3)
        assert made.monitor.oximeter is not None
        made.monitor.oximeter.probe_on = False
        await made.run(2)
        assert made.values(Parameter.SPO2)[-1] is None
        assert made.notices() == [("disconnected_4bb8", True)]


async def test_releasing_leaves_the_monitor_free() -> None:
    async with bench() as (made, listener):
        await made.run(3)
        assert made.monitor.is_associated
        listener.cancel()
        await asyncio.gather(listener, return_exceptions=True)
        await made.driver.release()
        assert not made.monitor.is_associated


async def test_releasing_a_monitor_that_is_gone_takes_no_longer_than_a_second() -> None:
    async with bench() as (made, listener):
        await made.run(3)
        made.answering = False
        listener.cancel()
        await asyncio.gather(listener, return_exceptions=True)
        releasing = asyncio.create_task(made.driver.release(), name="release")
        await made.run(1)
        assert releasing.done()


async def test_a_broken_link_ends_the_observations() -> None:
    async with bench() as (made, listener):
        await made.run(3)
        await made.far.close()
        await settle()
        with pytest.raises(LinkLostError):
            await listener
        await made.driver.release()


async def test_the_cuff_cannot_be_started_from_here() -> None:
    async with bench() as (made, _):
        with pytest.raises(CommandRefusedError, match="start it at the monitor"):
            await made.driver.start_cuff()
        with pytest.raises(CommandRefusedError, match="stop it at the monitor"):
            await made.driver.cancel_cuff()
