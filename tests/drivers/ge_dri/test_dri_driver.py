"""DRI conversations over an in-memory link on a clock that stands still: what is asked, what comes of the answers."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from dri_samples import STARTED_S, shown

from drivers.clock import ManualClock
from drivers.device import DeviceSpec
from drivers.errors import AddressError, CommandRefusedError, LinkLostError
from drivers.ge_s5_dri.asking import ALLOWED_WRITES, SILENCE_S
from drivers.ge_s5_dri.driver import LINE, DriDriver, open_dri_driver
from drivers.ge_s5_dri.kind import KINDS
from drivers.ge_s5_dri.messages import AlarmBox, AlarmStatus, Aux, Colour, Displayed, NibpBit
from drivers.ge_s5_dri.protocol import Decoder, MainType, Record, Subrecord
from drivers.ge_s5_dri.requests import requests_in
from drivers.observations import BloodPressure, CuffStatus, Notice, NoticePriority, Numeric, Observation, Provenance
from drivers.transport.address import SerialAddress, parse_address
from drivers.transport.allow_list import AllowListTransport
from drivers.transport.line_settings import FlowControl, Parity, SerialSettings
from drivers.transport.memory import memory_pair

TURNS = 30  # turns of the loop in which a conversation without waiting comes to rest
LEVEL = 10


class Bench:
    """A driver, the far end of its link, and what the driver has said and sent so far."""

    def __init__(self) -> None:
        self.clock = ManualClock()
        near, self.far = memory_pair(self.clock)
        spec = DeviceSpec(device_id="b40-1", kind="ge_dri", link="", provenance=Provenance.SIMULATED)
        self.driver = DriDriver(spec, transport=AllowListTransport(near, ALLOWED_WRITES), clock=self.clock)
        self.said: list[Observation] = []
        self.sent: list[str] = []
        self.began_s = self.now_s()

    def now_s(self) -> float:
        return self.clock.now().utc_ns / 1e9

    async def listen(self) -> None:
        async for observation in self.driver.observations():
            self.said.append(observation)

    async def hear(self) -> None:
        decoder = Decoder()
        while True:
            for record in decoder.feed((await self.far.receive()).data):
                self.sent += [request.command for request in requests_in(record)]

    async def values(self, values: Displayed) -> None:
        record = Record(
            main=MainType.PHYSIOLOGICAL, level=LEVEL, time_s=values.time_s, subrecords=(values.subrecord(),)
        )
        await self.far.send(record.encode())
        await settle(self)

    async def subrecord(self, subrecord: Subrecord) -> None:
        record = Record(main=MainType.PHYSIOLOGICAL, level=LEVEL, subrecords=(subrecord,))
        await self.far.send(record.encode())
        await settle(self)

    async def flow(self, seconds: int) -> None:
        """Send ordinary values each five seconds."""
        for _ in range(seconds // 5):
            await settle(self, 5)
            await self.values(shown(round(self.now_s()) - STARTED_S))

    def numbers(self) -> list[float | None]:
        return [item.value for item in self.said if isinstance(item, Numeric)]

    def pressures(self) -> list[tuple[CuffStatus, float | None]]:
        return [(item.status, item.systolic) for item in self.said if isinstance(item, BloodPressure)]


@asynccontextmanager
async def bench() -> AsyncIterator[Bench]:
    made = Bench()
    tasks = [asyncio.create_task(made.listen(), name="listener"), asyncio.create_task(made.hear(), name="hearer")]
    try:
        await settle(made)
        yield made
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def settle(made: Bench, seconds: float = 0.0) -> None:
    for _ in range(TURNS):
        await asyncio.sleep(0)
    await made.clock.advance(seconds)
    for _ in range(TURNS):
        await asyncio.sleep(0)


async def test_values_are_asked_for_at_once_and_what_comes_is_said() -> None:
    async with bench() as made:
        assert made.sent == ["displayed"]
        await made.values(shown(1))
        assert made.numbers() == [72, 73, 97.5, 14]
        assert made.pressures() == [(CuffStatus.OLD, None)]
        assert made.driver.statistics.frames == 1


async def test_while_values_flow_the_rest_is_asked_for_once() -> None:
    async with bench() as made:
        await made.flow(60)
        assert made.sent == ["displayed", "aux", "alarm_enter_differential", "alarm_send_status", "alarm_send_status"]
        assert len(made.numbers()) == 12 * 4


async def test_silence_is_asked_again_and_the_values_return() -> None:
    async with bench() as made:
        await made.flow(10)
        made.sent.clear()
        await settle(made, SILENCE_S - 1)
        assert "displayed" not in made.sent
        await settle(made, 3)
        assert made.sent[-1] == "displayed"
        before = len(made.numbers())
        await made.flow(5)
        assert len(made.numbers()) == before + 4


async def test_a_reading_found_at_opening_is_placed_by_the_auxiliary_record() -> None:
    async with bench() as made:
        await made.values(shown(1, bits=NibpBit.AUTO | NibpBit.OLD))
        await made.subrecord(Aux(STARTED_S - 119).subrecord())
        assert made.pressures() == [(CuffStatus.OLD, None), (CuffStatus.OLD, 120.0)]
        await made.values(shown(6, bits=NibpBit.AUTO | NibpBit.OLD))
        assert len(made.pressures()) == 2


async def test_alarms_of_the_monitor_are_passed_on_with_their_priority() -> None:
    async with bench() as made:
        status = AlarmStatus(boxes=(AlarmBox("SpO2 LOW", Colour.RED),))
        await made.far.send(status.record(level=LEVEL, number=1, time_s=STARTED_S).encode())
        await settle(made)
        (notice,) = [item for item in made.said if isinstance(item, Notice)]
        assert (notice.why, notice.priority) == ("SpO2 LOW", NoticePriority.HIGH)
        assert made.sent == ["displayed"]  # alarms are no displayed values: these are still waited for


async def test_our_own_echo_is_no_monitor() -> None:
    async with bench() as made:
        for data in sorted(ALLOWED_WRITES):
            await made.far.send(data)
        await settle(made)
        assert made.said == []
        await settle(made, 7)
        assert made.sent == ["displayed", "displayed"]


async def test_a_record_in_pieces_is_put_together_and_a_damaged_one_is_counted() -> None:
    async with bench() as made:
        values = shown(1)
        data = Record(main=0, level=LEVEL, subrecords=(values.subrecord(),)).encode()
        await made.far.send(data[:100])
        await settle(made, 0.2)
        await made.far.send(data[100:])
        await settle(made)
        assert made.numbers() == [72, 73, 97.5, 14]
        await made.far.send(data[:200] + b"\x00" + data[201:])
        await settle(made)
        assert len(made.numbers()) == 4
        assert made.driver.statistics.rejected_bytes == len(data) - 2


async def test_the_first_cut_frame_is_no_damage() -> None:
    async with bench() as made:
        data = Record(main=0, level=LEVEL, subrecords=(shown(1).subrecord(),)).encode()
        await made.far.send(data[150:] + data)
        await settle(made)
        assert made.driver.statistics.rejected_bytes == 0
        assert len(made.numbers()) == 4


async def test_the_clocks_are_compared() -> None:
    async with bench() as made:
        await made.values(replace(shown(0), time_s=round(made.now_s()) + 3600))
        assert made.driver.statistics.device_clock_offset_s == 3600


async def test_a_broken_link_ends_the_observations() -> None:
    made = Bench()
    stream = made.driver.observations()
    await made.far.close()
    with pytest.raises(LinkLostError):
        _ = [observation async for observation in stream]


async def test_the_cuff_cannot_be_started_or_stopped_from_here() -> None:
    async with bench() as made:
        for command in (made.driver.start_cuff(), made.driver.cancel_cuff()):
            with pytest.raises(CommandRefusedError, match="no command for the cuff"):
                await command
        assert made.sent == ["displayed"]


def test_the_line_is_even_parity_with_hardware_flow_control_unless_the_link_says_otherwise() -> None:
    usual = parse_address("serial:///dev/ttyUSB0", LINE)
    assert isinstance(usual, SerialAddress)
    assert usual.line == SerialSettings(baud=19200, parity=Parity.EVEN, flow=FlowControl.RTS_CTS)
    faster = parse_address("serial:///dev/ttyUSB0?baud=115200&flow=none", LINE)
    assert isinstance(faster, SerialAddress)
    assert (faster.line.baud, faster.line.parity) == (115_200, Parity.EVEN)
    for wrong in ("parity=none", "flow=xonxoff", "stop=2"):
        with pytest.raises(AddressError):
            parse_address(f"serial:///dev/ttyUSB0?{wrong}", LINE)


async def test_a_link_with_another_parity_is_refused_when_it_is_opened() -> None:
    spec = DeviceSpec(
        device_id="b40-1", kind="ge_dri", link="serial:///dev/null?parity=odd", provenance=Provenance.SIMULATED
    )
    with pytest.raises(AddressError, match="parity"):
        async with open_dri_driver(spec, ManualClock()):
            pass


def test_the_kind_says_what_a_room_may_expect() -> None:
    (kind,) = KINDS
    assert (kind.name, kind.period_s, kind.line) == ("ge_dri", 5.0, LINE)
    assert kind.has_cuff
    assert not kind.can_start_cuff
    assert kind.reports_alarms
    assert kind.experimental
    assert kind.make_decoder is not None
    assert kind.make_decoder().feed(b"", ManualClock().now()) == []
