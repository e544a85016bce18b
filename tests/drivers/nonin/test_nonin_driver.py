"""The Nonin driver on an in-memory link, its captures and its kinds: nothing is ever written, the format is found."""

from pathlib import Path

import pytest
from nonin_samples import DF2_PACKET, DF7_PACKET, DF8_GOOD, DF13_RECORD, PUFFERFISH, at, vectors

from drivers.captures import as_line
from drivers.clock import ManualClock
from drivers.device import CaptureDecoder, DeviceSpec
from drivers.errors import CommandRefusedError, LinkLostError, LinkUnavailableError
from drivers.nonin.driver import ALLOWED_WRITES, NoninCaptureDecoder, NoninDriver, open_nonin_driver
from drivers.nonin.kind import KINDS
from drivers.nonin.protocol import DataFormat
from drivers.observations import Notice, Numeric, Observation, Parameter, Provenance, Waveform
from drivers.transport.memory import MemoryTransport, memory_pair

Line = dict[str, object]


def linked(kind: str) -> tuple[NoninDriver, MemoryTransport, ManualClock]:
    clock = ManualClock()
    near, far = memory_pair(clock)
    spec = DeviceSpec(device_id="nonin-1", kind=kind, link="tcp://unused:1", provenance=Provenance.SIMULATED)
    return NoninDriver(spec, transport=near), far, clock


async def heard(driver: NoninDriver, far: MemoryTransport) -> list[Observation]:
    """All that is said until the link, closed now, is found broken."""
    await far.close()
    found: list[Observation] = []
    stream = driver.observations()
    while True:
        try:
            found.append(await anext(stream))
        except LinkLostError:
            return found


async def test_packets_become_values_and_a_wave_stamped_at_receipt() -> None:
    driver, far, clock = linked("nonin_df2")
    await far.send(DF2_PACKET[90:])  # the port was opened in the middle of a packet
    clock.move(1)
    await far.send(DF2_PACKET)
    found = await heard(driver, far)
    assert {item.parameter: item.value for item in found if isinstance(item, Numeric)} == {
        Parameter.PULSE: 140.0,
        Parameter.SPO2: 93.0,
    }
    (wave,) = [item for item in found if isinstance(item, Waveform)]
    assert wave.samples == (64.0,) * 25
    assert {item.stamp for item in found} == {clock.now()}
    assert {item.provenance for item in found} == {Provenance.SIMULATED}
    statistics = driver.statistics
    assert (statistics.frames, statistics.rejected_bytes) == (25, 0)
    assert statistics.received_bytes == 35 + 125
    assert statistics.last_frame == clock.now()


@pytest.mark.parametrize(
    ("kind", "stream", "told"),
    [
        ("nonin_df2", DF7_PACKET, ["the oximeter sends DF7; the room file says nonin_df2"]),
        ("nonin_df8", DF2_PACKET, ["the oximeter sends DF2; the room file says nonin_df8"]),
        ("nonin_df1", DF8_GOOD * 4, ["the oximeter sends DF8; the room file says nonin_df1"]),
        ("nonin_df7", DF7_PACKET, []),
    ],
)
async def test_another_format_than_configured_is_read_and_told(kind: str, stream: bytes, told: list[str]) -> None:
    driver, far, _ = linked(kind)
    await far.send(stream)
    found = await heard(driver, far)
    assert [item.why for item in found if isinstance(item, Notice) and item.code == "other_data_format"] == told
    assert any(isinstance(item, Numeric) and item.value is not None for item in found)


async def test_spot_checks_and_printed_lines_have_drivers_of_their_own() -> None:
    driver, far, _ = linked("nonin_df13")
    await far.send(DF13_RECORD)
    assert [item.value for item in await heard(driver, far) if isinstance(item, Numeric)] == [72.0, 98.0]
    assert driver.statistics.device_clock_offset_s is not None
    driver, far, _ = linked("nonin_avant_ascii")
    await far.send(b"098 HR=072\r\n12:34:56 SPO2=095 HR=110\r\n")
    assert [item.value for item in await heard(driver, far) if isinstance(item, Numeric)] == [110.0, 95.0]
    assert driver.statistics.rejected_bytes == 0


async def test_the_wrong_output_shows_as_bytes_without_frames() -> None:
    for kind, stream in (("nonin_df2", DF13_RECORD * 20), ("nonin_df13", DF2_PACKET * 3)):
        driver, far, _ = linked(kind)
        await far.send(stream)
        assert await heard(driver, far) == []
        assert driver.statistics.received_bytes > 0
        assert driver.statistics.frames == 0
        assert driver.statistics.rejected_bytes > 0


async def test_an_oximeter_has_no_cuff() -> None:
    driver, _, _ = linked("nonin_df2")
    with pytest.raises(CommandRefusedError, match="no cuff"):
        await driver.start_cuff()
    with pytest.raises(CommandRefusedError, match="no cuff"):
        await driver.cancel_cuff()


@pytest.mark.hazard("H47")
def test_the_allow_list_is_empty() -> None:
    assert frozenset() == ALLOWED_WRITES


async def test_a_link_that_cannot_be_opened_is_told() -> None:
    spec = DeviceSpec(
        device_id="nonin-1", kind="nonin_df2", link="serial:///dev/no-such-port", provenance=Provenance.REAL
    )
    with pytest.raises(LinkUnavailableError):
        async with open_nonin_driver(spec, ManualClock()):
            pass


def captured(decoder: CaptureDecoder, data: bytes) -> list[Line]:
    found = [*decoder.feed(data, at(0)), *decoder.finish()]
    return [as_line(item, timed=False) for item in found]


def test_every_vector_gives_its_values(reference: Path) -> None:
    for data_format in DataFormat:
        for vector in vectors(reference, data_format.value):
            decoder = NoninCaptureDecoder(data_format)
            lines = captured(decoder, bytes.fromhex(vector["hex"]))
            expect = vector["expect"]
            if not expect.get("checksum_ok", True):
                assert lines == []
                assert decoder.statistics.rejected_bytes == len(vector["hex"]) // 2
                continue
            found = {line["parameter"]: line["value"] for line in lines if "parameter" in line}
            assert found == {"pulse": expect["hr"], "spo2": expect["spo2"]}, vector["id"]
            assert decoder.statistics.rejected_bytes == 0, vector["id"]
            told = {line["notice"] for line in lines if "notice" in line}
            for flag, code in (("smartpoint", "smartpoint"), ("sensor_fault", "probe_off"), ("out_of_track",) * 2):
                assert (code in told) is expect.get(flag, False) or code not in expect, vector["id"]


def test_every_command_vector_is_told_as_one(reference: Path) -> None:
    mine = vectors(reference, "nonin_command")
    assert len(mine) >= 5
    for vector in mine:
        decoder = NoninCaptureDecoder(DataFormat.DF8)
        data = bytes.fromhex(vector["hex"])
        (line,) = captured(decoder, data)
        assert line["command"] == vector["id"]
        assert str(line["meaning"]) in vector["expect"]["meaning"]
        assert (decoder.statistics.frames, decoder.statistics.rejected_bytes) == (1, 0)


def test_commands_between_packets_are_found_in_pieces() -> None:
    decoder = NoninCaptureDecoder(DataFormat.DF8)
    stream = DF8_GOOD + bytes.fromhex("027002020803") + DF8_GOOD + bytes.fromhex("02720003")
    lines = [line for byte in stream for line in captured_piece(decoder, bytes([byte]))]
    assert [line["command"] for line in lines if "command" in line] == ["select_DF8", "read_time"]
    assert len([line for line in lines if line.get("parameter") == "spo2"]) == 2
    assert decoder.statistics.rejected_bytes == 0


def captured_piece(decoder: CaptureDecoder, data: bytes) -> list[Line]:
    return [as_line(item, timed=False) for item in decoder.feed(data, at(0))]


def test_a_capture_that_ends_inside_a_packet_says_so() -> None:
    decoder = NoninCaptureDecoder(DataFormat.DF2)
    found = {line["parameter"]: line for line in captured(decoder, PUFFERFISH) if "parameter" in line}
    assert (found["pulse"]["value"], found["spo2"]["value"]) == (72, 97)
    assert {line["quality"] for line in found.values()} == {"questionable"}
    assert decoder.statistics.frames == 4


def test_the_kinds_are_those_of_room_files() -> None:
    assert [kind.name for kind in KINDS] == [data_format.value for data_format in DataFormat]
    assert {kind.name for kind in KINDS if kind.experimental} == {"nonin_df1", "nonin_avant_ascii"}
    for kind in KINDS:
        assert kind.make_decoder is not None
        assert kind.make_decoder().feed(b"", at(0)) == []
        assert kind.period_s <= 1.0
        assert not kind.has_cuff
        assert kind.line is not None
        assert (kind.line.line.baud, kind.line.binary) == (9600, kind.name != "nonin_avant_ascii")
