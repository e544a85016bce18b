"""DINAMAP host communications: checksum, both directions, three feedings, bounds, every single-bit flip."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.ge_dinamap.protocol import (
    MAX_LINE_BYTES,
    Command,
    CommandReply,
    Decoder,
    Message,
    NaReply,
    OaReply,
    RaReply,
    Request,
    TcReply,
    checksum,
    parse_line,
)

# Constants in working V100 programs (tnez/TK-BP 462b3ce0 and a C# driver without a named repository).
REQUESTS = {
    Command.READ_NIBP: b" NA!2\r",
    Command.READ_SPO2: b" OA!3\r",
    Command.READ_RATE: b" RA!6\r",
    Command.READ_RATE_VARIANT: b" RC!8\r",
    Command.READ_TEMPERATURE: b" TC!:\r",
    Command.START_NIBP: b" NC0!E\r",
    Command.CANCEL_NIBP: b" ND!5\r",
}
# Constructed by hand for the protocol sheet from the field layout in the manual's words; no capture is public.
DONE = b" NA1100012128076095&-\r"
REPLIES: dict[bytes, Message] = {
    DONE: NaReply(status=1, age_s=12, systolic=128, diastolic=76, mean=95),
    b" NA0100420128076095&/\r": NaReply(status=0, age_s=420, systolic=128, diastolic=76, mean=95),
    b" NA1109999000000000&(\r": NaReply(status=1, age_s=None, systolic=None, diastolic=None, mean=None),
    b" NA8100003000000000%N\r": NaReply(status=8, age_s=3, systolic=None, diastolic=None, mean=None),
    b" NA1110007141088106&)\r": NaReply(status=1, stat=True, age_s=7, systolic=141, diastolic=88, mean=106),
    b" OA1098708#K\r": OaReply(status=1, spo2_percent=98, signal=7, averaging_s=8),
    b" OA6000008#8\r": OaReply(status=6, spo2_percent=None, signal=0, averaging_s=8),
    b' RA2072"E\r': RaReply(source=2, rate_per_min=72),
    b' RA2-99"K\r': RaReply(source=2, rate_per_min=None),
    b' TC00!0001209860%"\r': TcReply(status=0, counter="!", age_s=12, tenths_fahrenheit=986),
}
MESSAGES: dict[bytes, Message] = {**{line: Request(command) for command, line in REQUESTS.items()}, **REPLIES}


# the vectors add a remark to one meaning
VECTOR_MEANINGS = {Command.READ_RATE_VARIANT: "heart-rate read variant (meaning versus RA is single-source)"}


def decoded(data: bytes) -> list[Message]:
    return Decoder().feed(data)


def test_the_worked_checksum_of_the_sheet() -> None:
    assert checksum(" NA") == "!2"


def test_a_checksum_beyond_twelve_bits_wraps() -> None:
    """44 times 95 is 4180; less 4095 that is 85: one 64 and 21."""
    assert checksum("~" * 44) == "!5"


@pytest.mark.parametrize(("line", "message"), MESSAGES.items(), ids=lambda item: repr(item)[:20])
def test_messages_are_read_and_written(line: bytes, message: Message) -> None:
    assert decoded(line) == [message]
    assert not isinstance(message, CommandReply)
    assert message.encode() == line


def test_every_vector_decodes_or_is_refused_as_expected(reference: Path) -> None:
    vectors = json.loads((reference / "protocols" / "vectors.json").read_text())["vectors"]
    mine = [vector for vector in vectors if vector["protocol"] == "ge_dinamap"]
    assert len(mine) >= 15
    for vector in mine:
        expect = vector["expect"]
        messages = decoded(bytes.fromhex(vector["hex"]))
        assert len(messages) == expect["checksum_ok"], vector["id"]
        for message in messages:
            found = _as_expected(message)
            assert {key: found[key] for key in found if key in expect} == {
                key: expect[key] for key in found if key in expect
            }, vector["id"]


def _as_expected(message: Message) -> dict[str, object]:
    match message:
        case Request(command=command):
            return {"direction": "host->device", "meaning": VECTOR_MEANINGS.get(command, command.meaning)}
        case NaReply():
            return {
                "cmd": "NA",
                "age_s": message.age_s,
                "stat": message.stat,
                "sys": message.systolic,
                "dia": message.diastolic,
                "map": message.mean,
            }
        case OaReply():
            return {"cmd": "OA", "spo2": message.spo2_percent, "signal": message.signal, "avg_s": message.averaging_s}
        case RaReply():
            return {"cmd": "RA", "rate": message.rate_per_min}
        case _:
            return {}


def test_a_stream_of_everything_byte_by_byte() -> None:
    decoder, stream = Decoder(), b"".join(MESSAGES)
    assert [message for byte in stream for message in decoder.feed(bytes([byte]))] == list(MESSAGES.values())
    assert decoder.rejected_bytes == 0


@given(cuts=st.lists(st.integers(0, sum(map(len, MESSAGES))), max_size=20))
def test_chunking_never_matters(cuts: list[int]) -> None:
    stream = b"".join(MESSAGES)
    decoder, messages, start = Decoder(), [], 0
    for cut in [*sorted(cuts), len(stream)]:
        messages += decoder.feed(stream[start:cut])
        start = cut
    assert messages == list(MESSAGES.values())


@given(noise=st.binary(max_size=120).filter(lambda noise: b"\r" not in noise and b"\n" not in noise))
def test_a_reply_behind_noise_survives(noise: bytes) -> None:
    decoder = Decoder()
    assert decoder.feed(noise + DONE) == [REPLIES[DONE]]
    assert decoder.rejected_bytes == len(noise)


def test_a_reply_behind_a_damaged_one_survives_with_and_without_a_line_end_between() -> None:
    damaged = b" NA1100012128076095&,"
    assert decoded(damaged + b"\r" + DONE) == [REPLIES[DONE]]
    assert decoded(damaged + DONE) == [REPLIES[DONE]]


@pytest.mark.hazard("H01")
@pytest.mark.parametrize("line", MESSAGES, ids=repr)
def test_every_single_bit_flip_is_refused_or_says_the_same_and_the_next_message_survives(line: bytes) -> None:
    for place in range(len(line)):
        for bit in range(8):
            damaged = line[:place] + bytes([line[place] ^ (1 << bit)]) + line[place + 1 :]
            numbers = [found for found in decoded(damaged + DONE) if not isinstance(found, CommandReply)]
            assert numbers in ([REPLIES[DONE]], [MESSAGES[line], REPLIES[DONE]]), damaged


def test_a_sum_cannot_see_two_digits_change_places() -> None:
    """Why the interpreter also checks that systolic > mean > diastolic."""
    assert checksum(" NA1100012128076095") == checksum(" NA1100012182076095")


def test_an_endless_line_keeps_the_buffer_at_its_bound_and_a_reply_behind_it_survives() -> None:
    decoder = Decoder()
    decoder.feed(b"x" * (MAX_LINE_BYTES + 40))
    assert decoder.waiting_bytes == MAX_LINE_BYTES
    assert decoder.rejected_bytes == 40
    assert decoder.feed(DONE) == [REPLIES[DONE]]


@given(data=st.binary(max_size=600))
def test_any_bytes_are_accounted_for(data: bytes) -> None:
    decoder = Decoder()
    decoder.feed(data)
    assert decoder.waiting_bytes <= MAX_LINE_BYTES
    assert decoder.rejected_bytes <= len(data)


def test_a_last_reply_without_its_line_end_counts_because_its_checksum_proves_it_whole() -> None:
    decoder = Decoder()
    assert decoder.feed(DONE.rstrip()) == []
    assert decoder.finish() == [REPLIES[DONE]]


def test_a_half_line_that_is_given_up_is_counted() -> None:
    decoder = Decoder()
    decoder.feed(DONE[:9])
    decoder.reset()
    assert (decoder.rejected_bytes, decoder.waiting_bytes) == (9, 0)
    assert decoder.feed(DONE) == [REPLIES[DONE]]


@pytest.mark.parametrize("line", [b" NC OK", b" ND", b" NC?", b" ND!!!"])
def test_anything_with_the_letters_of_start_or_cancel_is_a_reply_to_them(line: bytes) -> None:
    assert decoded(line + b"\r") == [CommandReply(line[1:3].decode(), line[3:].decode())]


@pytest.mark.parametrize("body", [" NA11000121280760", " NA110001212A076095", " OA1098", " RA2 72", " ZZ", " NA"])
def test_a_right_checksum_does_not_save_a_wrong_form(body: str) -> None:
    found = parse_line((body + checksum(body)).encode())
    assert found == (Request(Command.READ_NIBP) if body == " NA" else None)


@given(
    status=st.integers(0, 9),
    age_s=st.none() | st.integers(0, 5400),
    numbers=st.tuples(*[st.none() | st.integers(1, 299)] * 3),
    stat=st.booleans(),
)
def test_what_the_device_side_encodes_is_read_back(
    *, status: int, age_s: int | None, numbers: tuple[int | None, int | None, int | None], stat: bool
) -> None:
    systolic, diastolic, mean = numbers
    reply = NaReply(status=status, age_s=age_s, systolic=systolic, diastolic=diastolic, mean=mean, stat=stat)
    assert decoded(reply.encode()) == [reply]
