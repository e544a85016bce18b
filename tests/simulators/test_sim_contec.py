"""The CMS50D+ from the other end: silent until asked, kept alive, its captured replies, and without a finger."""

from dataclasses import replace
from pathlib import Path

import pytest
from simulator_helpers import WELL, FixedPatient, simulated_patient

from drivers.contec_cms50.protocol import Decoder, Other, Packet, PacketType, RealTime, Status
from simulators.devices.contec_v7 import KEEP_ALIVE_LIMIT_S, OFF_AFTER_S, ContecCms50
from simulators.devices.oximeter import RECORDED, SEARCH_S, Oximeter

START, STOP = bytes.fromhex("7D81A1808080808080"), bytes.fromhex("7D81A2808080808080")
KEEP_ALIVE = bytes.fromhex("7D81AF808080808080")


def _device(patient: FixedPatient | None = None, *, has_pi: bool = True) -> ContecCms50:
    return ContecCms50(oximeter=Oximeter(patient or FixedPatient(WELL), RECORDED), has_pi=has_pi)


def _packets(data: bytes) -> list[Packet]:
    decoder = Decoder()
    packets = [*decoder.feed(data), *decoder.finish()]
    assert decoder.rejected_bytes == 0
    return packets


def _samples(data: bytes) -> list[RealTime]:
    return [packet for packet in _packets(data) if isinstance(packet, RealTime)]


def test_it_is_silent_until_it_is_asked_and_after_it_was_stopped() -> None:
    device = _device()
    assert [device.tick(float(t_s)) for t_s in range(5)] == [b""] * 5
    assert device.answer(START, 5.0) == b""
    assert len(_samples(device.tick(5.0))) == 60
    assert device.answer(STOP, 6.0) == bytes.fromhex("0C80")
    assert device.tick(6.0) == b""


def test_it_stops_when_nobody_keeps_it_alive() -> None:
    device = _device()
    device.answer(KEEP_ALIVE, 0.0)  # keeps nothing alive that was not started
    assert device.tick(0.0) == b""
    device.answer(START, 0.0)
    assert device.tick(KEEP_ALIVE_LIMIT_S) != b""
    device.answer(KEEP_ALIVE, KEEP_ALIVE_LIMIT_S)
    assert device.tick(2 * KEEP_ALIVE_LIMIT_S) != b""
    assert device.tick(2 * KEEP_ALIVE_LIMIT_S + 1) == b""


def test_its_replies_are_the_captured_ones(reference: Path) -> None:
    lines = (reference / "captures" / "contec_cms50dplus_dialog.txt").read_text(encoding="ascii").splitlines()
    pairs = [line.split("|") for line in lines if not line.startswith("#")]
    device = _device()
    for host, replies in pairs[:-1]:  # the last is START, which is answered by samples
        assert device.answer(bytes.fromhex(host), 0.0) == bytes.fromhex(replies), host


def test_a_command_in_pieces_is_obeyed_and_one_that_it_lacks_refused() -> None:
    device = _device()
    device.answer(START[:4], 0.0)
    assert device.tick(0.0) == b""
    device.answer(START[4:], 0.0)
    assert device.tick(0.0) != b""
    (refusal,) = _packets(device.answer(bytes.fromhex("7D81A4808080808080"), 0.0))
    assert refusal == Other(PacketType.RESULT, bytes((0xA4, 5)))


def test_the_values_are_the_patients() -> None:
    device = _device()
    device.answer(START, 0.0)
    samples = _samples(device.tick(0.0))
    assert {(s.spo2_percent, s.pulse_per_min, s.pi_hundredths) for s in samples} == {(98, 71, 360)}
    assert max(s.pleth for s in samples) > 100
    assert sum(Status.BEEP in s.status for s in samples) == 1  # 71 a minute: one beat begins in the first second
    plain = _device(has_pi=False)
    plain.answer(START, 0.0)
    assert all(s.pi_hundredths is None and Status.PI_INVALID in s.status for s in _samples(plain.tick(0.0)))


@pytest.mark.parametrize(
    ("vitals", "status"),
    [
        (replace(WELL, probe_on=False), Status.PROBE_ERROR | Status.SEARCHING),
        (replace(WELL, spo2=None), Status.SEARCHING),
        (replace(WELL, spo2=84.0), Status.SPO2_LOW),
    ],
)
def test_states_become_flags(vitals: object, status: Status) -> None:
    device = _device(FixedPatient(vitals))  # type: ignore[arg-type]  # parametrized
    device.answer(START, 0.0)
    sample = _samples(device.tick(0.0))[0]
    assert sample.status & ~(Status.BEEP | Status.PI_INVALID) == status
    assert (sample.spo2_percent is None) is (status is not Status.SPO2_LOW)


def test_without_a_finger_it_says_goodbye_and_comes_back_having_forgotten() -> None:
    patient = FixedPatient(WELL)
    device = _device(patient)
    device.answer(START, 0.0)
    device.tick(0.0)
    device.oximeter.probe_on = False
    for t_s in range(1, int(OFF_AFTER_S) + 5):
        device.answer(KEEP_ALIVE, float(t_s))
        said = device.tick(float(t_s))
    assert said == b""
    assert device.answer(START, OFF_AFTER_S + 5) == b""
    assert not device.streams
    device.oximeter.probe_on = True
    back_s = OFF_AFTER_S + 6
    assert device.tick(back_s) == b""
    device.answer(START, back_s + 1)
    assert {sample.spo2_percent for sample in _samples(device.tick(back_s + 1))} == {None}
    device.answer(KEEP_ALIVE, back_s + SEARCH_S)
    assert {sample.spo2_percent for sample in _samples(device.tick(back_s + SEARCH_S))} == {98}


def test_the_goodbye_is_the_disconnect_packet() -> None:
    device = _device(FixedPatient(replace(WELL, probe_on=False)))
    said = b""
    for t_s in range(int(OFF_AFTER_S) + 1):
        device.answer(START, float(t_s))
        said = device.tick(float(t_s))
    assert _packets(said) == [Other(PacketType.DISCONNECTING, b"")]


def test_same_seed_same_bytes() -> None:
    def run(seed: int) -> bytes:
        device = ContecCms50(oximeter=Oximeter(simulated_patient(seed=seed)))
        device.answer(START, 0.0)
        return b"".join(device.tick(float(t_s)) for t_s in range(10))

    assert run(1) == run(1)
    assert run(1) != run(2)
