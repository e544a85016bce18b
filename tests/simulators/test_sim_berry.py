"""BCI module, Berry module and PM6750 board from the other end; and the board in the hands of its driver."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

import pytest
from simulator_helpers import WELL, FixedPatient

from drivers.berry_bci.pm6750_driver import ALLOWED_WRITES, Pm6750Driver
from drivers.berry_bci.protocol import (
    BciDecoder,
    BciPacket,
    BciStatus,
    BerryDecoder,
    BerryPacket,
    BerryStatus,
    EcgFrame,
    EcgStatus,
    Frame,
    NibpFrame,
    NibpState,
    Pm6750Decoder,
    Spo2Frame,
    Spo2State,
)
from drivers.clock import ManualClock
from drivers.device import DeviceSpec
from drivers.errors import CommandRefusedError
from drivers.observations import BloodPressure, CuffStatus, Observation, Provenance
from drivers.transport.allow_list import AllowListTransport
from drivers.transport.memory import memory_pair
from simulators.devices.bci_5byte import BciModule
from simulators.devices.berry import BerryOximeter, Pm6750
from simulators.devices.cuff import Cuff, CuffSettings
from simulators.devices.oximeter import RECORDED, Oximeter
from simulators.patient import Vitals

START, STOP = bytes.fromhex("55AA040201F8"), bytes.fromhex("55AA040200F9")
SPO2_ON, ECG_ON = bytes.fromhex("55AA040301F7"), bytes.fromhex("55AA040101F9")
MEASURING_AT_140 = bytes.fromhex("55AA08030446000000AA")  # constructed in the protocol sheet
SPO2_98_PULSE_72 = bytes.fromhex("55AA06040062484B")  # the same
VERSION = bytes.fromhex("FFAA5356312E30342E30302E333600000000003A")  # documented: Berry protocol V1.0
SETTINGS = CuffSettings(programme=(), failure_share=0.0, artefact_share=0.0)
OFF = replace(WELL, probe_on=False)
LOOKING = replace(WELL, spo2=None)


def _oximeter(vitals: Vitals = WELL) -> Oximeter:
    return Oximeter(FixedPatient(vitals), RECORDED)


def _board(vitals: Vitals = WELL, *, failure_share: float = 0.0) -> Pm6750:
    settings = replace(SETTINGS, failure_share=failure_share)
    patient = FixedPatient(vitals)
    cuff = Cuff(patient, settings=settings, seed=4)
    return Pm6750(oximeter=Oximeter(patient, RECORDED), cuff=cuff, patient=patient)


def _frames(data: bytes) -> list[Frame]:
    decoder = Pm6750Decoder()
    frames = decoder.feed(data)
    assert decoder.rejected_bytes == decoder.waiting_bytes == 0
    return frames


def _bci(data: bytes) -> list[BciPacket]:
    decoder = BciDecoder()
    packets = [*decoder.feed(data), *decoder.finish()]
    assert decoder.rejected_bytes == 0
    return packets


def test_the_bci_module_talks_a_hundred_times_a_second_and_hears_nothing() -> None:
    module = BciModule(oximeter=_oximeter())
    packets = _bci(module.tick(0.0))
    assert len(packets) == 100
    assert {(p.spo2_percent, p.pulse_per_min, p.strength) for p in packets} == {(98, 71, 5)}
    assert min(p.pleth for p in packets) >= 1  # 0 is "no sample"
    assert module.answer(b"\xe1", 0.0) == b""


@pytest.mark.parametrize(
    ("vitals", "status"), [(OFF, BciStatus.NO_FINGER | BciStatus.NO_SIGNAL), (LOOKING, BciStatus.SEARCHING)]
)
def test_bci_states_have_no_numbers(vitals: Vitals, status: BciStatus) -> None:
    packet = _bci(BciModule(oximeter=_oximeter(vitals)).tick(0.0))[0]
    assert (packet.status, packet.spo2_percent, packet.pulse_per_min, packet.pleth) == (status, None, None, 0)


def test_the_berry_module_obeys_rates_formats_and_the_version_query() -> None:
    module = BerryOximeter(oximeter=_oximeter(), in_bci_format=True)
    assert len(_bci(module.tick(0.0))) == 100
    assert module.answer(b"\xe1\xf0", 0.0) == b""
    decoder = BerryDecoder()
    packets = decoder.feed(module.tick(1.0))
    assert len(packets) == 50
    first = packets[0]
    assert isinstance(first, BerryPacket)
    assert (first.spo2_average_percent, first.pulse_average_per_min, first.pi_average_tenths) == (98, 71, 36)
    assert (first.rr_ms, first.packets_per_s) == (845, 50)
    assert len(decoder.feed(BerryOximeter(oximeter=_oximeter(), packets_per_s=1).tick(0.0))) == 1
    assert module.answer(b"\xff", 0.0) == VERSION
    module.answer(b"\xf6", 0.0)
    assert module.tick(2.0) == b""
    assert decoder.rejected_bytes == 0


def test_berry_states_have_no_numbers() -> None:
    (packet,) = BerryDecoder().feed(BerryOximeter(oximeter=_oximeter(OFF), packets_per_s=1).tick(0.0))
    assert isinstance(packet, BerryPacket)
    assert packet.status == BerryStatus.NO_FINGER | BerryStatus.NO_PULSE
    assert (packet.spo2_average_percent, packet.pulse_average_per_min, packet.pi_average_tenths) == (None, None, None)


def test_the_board_is_silent_until_it_is_switched_on() -> None:
    board = _board(replace(WELL, pulse=72.0, respiration=14.0))
    assert board.tick(0.0) == b""
    board.answer(SPO2_ON[:3], 0.0)
    board.answer(SPO2_ON[3:], 0.0)
    assert board.tick(1.0).endswith(SPO2_98_PULSE_72)
    board.answer(ECG_ON, 1.0)
    assert EcgFrame(status=0, hr_per_min=72, resp_per_min=14) in _frames(board.tick(2.0))


@pytest.mark.parametrize(("vitals", "state"), [(OFF, Spo2State.NO_FINGER), (LOOKING, Spo2State.SEARCHING)])
def test_board_states_have_no_numbers(vitals: Vitals, state: Spo2State) -> None:
    board = _board(vitals)
    board.answer(SPO2_ON + ECG_ON, 0.0)
    frames = _frames(board.tick(0.0))
    assert EcgFrame(status=0, hr_per_min=71, resp_per_min=None) in frames  # the heart goes on
    board.leads_on = False
    frames = _frames(board.tick(1.0))
    assert Spo2Frame(state=state, spo2_percent=None, pulse_per_min=None) in frames
    assert EcgFrame(status=EcgStatus.LEADS_OFF, hr_per_min=None, resp_per_min=None) in frames


def test_a_whole_reading_shows_the_cuff_and_then_repeats_its_result() -> None:
    board = _board()
    board.answer(SPO2_ON, 0.0)
    assert _frames(board.tick(0.0))[0] == NibpFrame(state=NibpState.FINISHED)  # zeros at power-up
    assert _frames(board.answer(START, 10.0)) == [NibpFrame(state=NibpState.MEASURING, cuff_mmhg=180)]
    assert board.tick(20.0).startswith(MEASURING_AT_140 * 5)
    assert board.answer(START, 21.0) == b""
    (done, *_) = _frames(board.tick(60.0))
    result = board.cuff.last_done
    assert result is not None
    assert done == NibpFrame(state=0, systolic=result.systolic, diastolic=result.diastolic, mean=result.mean)
    assert _frames(board.tick(61.0))[0] == done


def test_stop_and_failure_have_no_numbers() -> None:
    board = _board()
    board.answer(START, 0.0)
    assert _frames(board.answer(STOP, 5.0)) == [NibpFrame(state=2)]
    assert board.answer(STOP, 6.0) == b""
    failing = _board(failure_share=1.0)
    failing.answer(START, 0.0)
    (failed,) = _frames(failing.tick(60.0))
    assert isinstance(failed, NibpFrame)
    assert failed.state in {3, 4, 5, 6, 8, 9, 10}
    assert failed.systolic is None


def test_a_command_with_a_wrong_checksum_is_passed_over() -> None:
    board = _board()
    assert board.answer(START[:-1] + b"\xf9", 0.0) == b""
    assert not board.cuff.busy


def test_a_board_that_knows_no_patient_counts_the_oximeters_pulse() -> None:
    cuff = Cuff(FixedPatient(WELL), settings=SETTINGS, seed=4)
    board = Pm6750(oximeter=_oximeter(), cuff=cuff)
    board.answer(ECG_ON, 0.0)
    assert _frames(board.tick(0.0))[-1] == EcgFrame(status=0, hr_per_min=71, resp_per_min=None)


@dataclass
class Bench:
    """A board and its driver, joined in memory on a virtual clock."""

    clock: ManualClock
    driver: Pm6750Driver
    board: Pm6750
    writes: list[bytes] = field(default_factory=list)
    said: list[Observation] = field(default_factory=list)
    replies: asyncio.Queue[bytes] = field(default_factory=asyncio.Queue)

    def pressures(self) -> list[BloodPressure]:
        return [item for item in self.said if isinstance(item, BloodPressure)]


@asynccontextmanager
async def _bench() -> AsyncIterator[Bench]:
    clock = ManualClock()
    near, far = memory_pair(clock)
    spec = DeviceSpec(
        device_id="SIM-pm", kind="pm6750", link="", provenance=Provenance.SIMULATED, cuff_start_allowed=True
    )
    driver = Pm6750Driver(spec, transport=AllowListTransport(near, ALLOWED_WRITES), clock=clock)
    bench = Bench(clock=clock, driver=driver, board=_board())
    begin = clock.now()

    def now_s() -> float:
        return (clock.now().mono_ns - begin.mono_ns) / 1e9

    async def listen() -> None:
        async for item in driver.observations():
            bench.said.append(item)

    async def hear() -> None:
        while True:
            command = (await far.receive()).data
            bench.writes.append(command)
            if reply := bench.board.answer(command, now_s()):
                await far.send(reply)

    async def tick() -> None:
        while True:
            if said := bench.board.tick(now_s()):
                await far.send(said)
            await clock.sleep(1.0)

    tasks = [asyncio.create_task(role(), name=role.__name__) for role in (listen, hear, tick)]
    await clock.advance(3)
    try:
        yield bench
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def test_the_driver_starts_a_reading_and_tells_it_once() -> None:
    async with _bench() as bench:
        start = asyncio.ensure_future(bench.driver.start_cuff())
        await bench.clock.advance(2)
        await start
        with pytest.raises(CommandRefusedError, match="measuring already"):
            await bench.driver.start_cuff()
        await bench.clock.advance(120)
        result = bench.board.cuff.last_done
        assert result is not None
        assert [item.status for item in bench.pressures()] == [CuffStatus.MEASURING, CuffStatus.DONE]
        assert bench.pressures()[-1].systolic == result.systolic
        assert bench.writes == [SPO2_ON, ECG_ON, START, STOP]


async def test_the_driver_stops_a_reading() -> None:
    async with _bench() as bench:
        start = asyncio.ensure_future(bench.driver.start_cuff())
        await bench.clock.advance(5)
        await start
        cancel = asyncio.ensure_future(bench.driver.cancel_cuff())
        await bench.clock.advance(2)
        await cancel
        await bench.clock.advance(60)
        assert not bench.board.cuff.busy
        assert [item.status for item in bench.pressures()] == [CuffStatus.MEASURING, CuffStatus.FAILED]
        assert set(bench.writes) <= ALLOWED_WRITES
