"""PM6750 wire format: commands of working programs, constructed frames, three feedings, bounds, every bit flip."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.berry_bci.pm6750 import (
    COMMAND_NAMES,
    MAX_COUNT,
    OtherFrame,
    checksum,
    frame_bytes,
    may_be,
)
from drivers.berry_bci.protocol import (
    ECG_ON,
    NIBP_START,
    NIBP_STOP,
    SPO2_ON,
    CommandFrame,
    EcgFrame,
    Frame,
    NibpFrame,
    Pm6750Decoder,
    Spo2Frame,
    TemperatureFrame,
)

# Constants in five open code bases (Abrunacci/berry_med 743e06c0 and files without a named repository).
START, STOP = bytes.fromhex("55AA040201F8"), bytes.fromhex("55AA040200F9")
# Constructed by hand for the protocol sheet.
DONE, MEASURING = bytes.fromhex("55AA08030000765A4CD8"), bytes.fromhex("55AA08030446000000AA")
SPO2, NO_FINGER = bytes.fromhex("55AA06040062484B"), bytes.fromhex("55AA0604027FFF75")
# Constructed here from the same layout; the sums are worked out beside them.
ECG = bytes.fromhex("55AA080200480E00009F")  # 08+02+48+0E = 60, complement 9F
TEMPERATURE = bytes.fromhex("55AA0605002406CA")  # 06+05+24+06 = 35, complement CA
MESSAGES: dict[bytes, Frame] = {
    START: CommandFrame(NIBP_START),
    STOP: CommandFrame(NIBP_STOP),
    DONE: NibpFrame(state=0, systolic=118, diastolic=76, mean=90),
    MEASURING: NibpFrame(state=1, cuff_mmhg=140),
    SPO2: Spo2Frame(state=0, spo2_percent=98, pulse_per_min=72),
    NO_FINGER: Spo2Frame(state=2, spo2_percent=None, pulse_per_min=None),
    ECG: EcgFrame(status=0, hr_per_min=72, resp_per_min=14),
    TEMPERATURE: TemperatureFrame(state=0, tenths_celsius=366),
}
STREAM = b"".join(MESSAGES)


def decoded(data: bytes) -> list[Frame]:
    return Pm6750Decoder().feed(data)


@pytest.mark.parametrize(("raw", "frame"), MESSAGES.items(), ids=lambda item: repr(item)[:24])
def test_frames_are_read_and_written(raw: bytes, frame: Frame) -> None:
    assert decoded(raw) == [frame]
    match frame:
        case CommandFrame(command=command):
            assert command.encode() == raw
        case OtherFrame():
            raise AssertionError(raw)
        case _:
            assert frame.encode() == raw


def test_every_vector_decodes_as_expected(reference: Path) -> None:
    vectors = json.loads((reference / "protocols" / "vectors.json").read_text())["vectors"]
    mine = [vector for vector in vectors if vector["protocol"] == "pm6750"]
    assert len(mine) == 9
    for vector in mine:
        (frame,) = decoded(bytes.fromhex(vector["hex"]))
        if isinstance(frame, CommandFrame):
            assert COMMAND_NAMES[frame.command] == vector["expect"]["meaning"]
        else:
            assert frame == MESSAGES[NO_FINGER], vector["id"]


def test_byte_by_byte() -> None:
    decoder = Pm6750Decoder()
    assert [frame for byte in STREAM for frame in decoder.feed(bytes([byte]))] == list(MESSAGES.values())
    assert (decoder.frames, decoder.rejected_bytes) == (8, 0)


@given(cuts=st.lists(st.integers(0, len(STREAM)), max_size=20))
def test_chunking_never_matters(cuts: list[int]) -> None:
    decoder, frames, start = Pm6750Decoder(), [], 0
    for cut in [*sorted(cuts), len(STREAM)]:
        frames += decoder.feed(STREAM[start:cut])
        start = cut
    assert frames == list(MESSAGES.values())


@given(noise=st.binary(max_size=60).filter(lambda noise: b"\x55" not in noise))
def test_a_frame_behind_noise_survives(noise: bytes) -> None:
    decoder = Pm6750Decoder()
    assert decoder.feed(noise + DONE) == [MESSAGES[DONE]]
    assert decoder.rejected_bytes == len(noise)


@pytest.mark.parametrize("cut", range(1, len(DONE)))
def test_a_frame_behind_a_cut_one_survives(cut: int) -> None:
    assert decoded(DONE[:cut] + SPO2)[-1:] == [MESSAGES[SPO2]]


@pytest.mark.hazard("H01")
@pytest.mark.parametrize("raw", MESSAGES, ids=bytes.hex)
def test_every_single_bit_flip_is_refused_and_the_next_frame_survives(raw: bytes) -> None:
    for place in range(len(raw)):
        for bit in range(8):
            damaged = raw[:place] + bytes([raw[place] ^ (1 << bit)]) + raw[place + 1 :]
            decoder = Pm6750Decoder()
            assert [*decoder.feed(damaged + DONE), *decoder.finish()] == [MESSAGES[DONE]], damaged.hex()


def test_a_damaged_length_of_an_unknown_type_waits_for_its_end_and_loses_nothing() -> None:
    decoder = Pm6750Decoder()
    assert decoder.feed(b"\x55\xaa\x20\x77" + SPO2) == []
    assert decoder.feed(SPO2 * 3) == [MESSAGES[SPO2]] * 4
    assert decoder.rejected_bytes == 4


def test_the_buffer_is_bounded_by_the_longest_length() -> None:
    decoder = Pm6750Decoder()
    decoder.feed(b"\x55\xaa" + bytes([MAX_COUNT]) + b"\x77" + b"\x01" * (MAX_COUNT - 3))
    assert decoder.waiting_bytes == MAX_COUNT + 1
    decoder.feed(b"\x01")
    assert (decoder.waiting_bytes, decoder.rejected_bytes) == (0, MAX_COUNT + 2)
    decoder.feed(b"\x55\xaa" + bytes([MAX_COUNT + 1]) + b"\x77")
    assert decoder.waiting_bytes == 0


@given(
    data=st.binary(max_size=400) | st.lists(st.sampled_from([b"\x55\xaa", b"\x04", b"\x08\x03", DONE])).map(b"".join)
)
def test_any_bytes_are_accounted_for(data: bytes) -> None:
    decoder = Pm6750Decoder()
    frames = [*decoder.feed(data), *decoder.finish()]
    assert decoder.waiting_bytes == 0
    assert decoder.frames == len(frames)
    assert decoder.rejected_bytes <= len(data)


def test_waves_beats_and_versions_are_frames_of_no_meaning() -> None:
    wave, beat = frame_bytes(b"\xfe\x40"), frame_bytes(b"\x31")
    assert decoded(wave + beat) == [OtherFrame(b"\xfe\x40"), OtherFrame(b"\x31")]


def test_the_service_mode_and_wave_switches_are_no_commands_of_ours() -> None:
    names = set(COMMAND_NAMES.values())
    assert names == {
        "nibp_start",
        "nibp_stop",
        "spo2_on",
        "ecg_on",
        "temp_on",
        "mode_adult",
        "mode_child",
        "mode_neonate",
    }
    assert not any(command[0] == 0x0B for command in COMMAND_NAMES)


def test_lengths_that_no_frame_has_are_refused_at_once() -> None:
    assert not may_be(0x03, 9)
    assert may_be(0x03, 4)  # SPO2_ON has the number of the NIBP frame
    assert not may_be(0x77, 2)
    assert checksum(SPO2_ON.encode()[2:-1]) == SPO2_ON.encode()[-1]
    assert ECG_ON.encode() == bytes.fromhex("55AA040101F9")
