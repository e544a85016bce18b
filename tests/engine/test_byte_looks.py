"""What captured lines look like after a wrong speed, a wrong parity or in another mode."""

import random

import pytest
from uart_line import LINES, Setting, received

from monitor.engine.byte_looks import (
    ENOUGH_TO_MISS_BYTES,
    FEWEST_BYTES,
    LOOKED_AT_BYTES,
    Looks,
    looks_of,
    misses_flow_bytes,
)

RIGHT = Setting(9600)


def test_the_right_setting_hears_what_was_sent() -> None:
    assert received(LINES, sender=RIGHT, receiver=RIGHT) == LINES
    even = Setting(9600, parity="even")
    assert received(LINES, sender=even, receiver=even) == LINES
    assert looks_of(LINES) is Looks.TEXT


@pytest.mark.parametrize("baud", [1200, 2400, 4800, 19200, 38400, 57600, 115200])
def test_a_wrong_speed_looks_like_noise(baud: int) -> None:
    heard = received(LINES * 4, sender=RIGHT, receiver=Setting(baud))
    assert len(heard) >= FEWEST_BYTES
    assert looks_of(heard) in {Looks.OTHER, Looks.ZEROS}


@pytest.mark.parametrize(("parity", "looks"), [("even", Looks.EVEN_PARITY_TEXT), ("odd", Looks.ODD_PARITY_TEXT)])
def test_seven_bits_with_parity_are_told_from_noise(parity: str, looks: Looks) -> None:
    heard = received(LINES, sender=Setting(9600, bits=7, parity=parity), receiver=RIGHT)
    assert looks_of(heard) is looks


@pytest.mark.parametrize("parity", ["even", "odd"])
def test_a_parity_that_nobody_sends_leaves_holes(parity: str) -> None:
    heard = received(LINES, sender=RIGHT, receiver=Setting(9600, parity=parity))
    assert looks_of(heard) is Looks.TEXT_WITH_HOLES


def test_a_line_held_low_gives_zeros() -> None:
    assert looks_of(bytes(FEWEST_BYTES)) is Looks.ZEROS


def test_too_few_bytes_look_like_nothing() -> None:
    assert looks_of(b"A" * (FEWEST_BYTES - 1)) is Looks.UNKNOWN
    assert looks_of(b"A" * FEWEST_BYTES) is Looks.TEXT


def test_only_the_newest_bytes_are_looked_at() -> None:
    assert looks_of(bytes(4096) + b"A" * LOOKED_AT_BYTES) is Looks.TEXT
    assert looks_of(b"A" * 4096 + bytes(LOOKED_AT_BYTES)) is Looks.ZEROS


def test_noise_is_other_whatever_the_seed(rng: random.Random) -> None:
    assert all(looks_of(rng.randbytes(LOOKED_AT_BYTES)) is Looks.OTHER for _ in range(50))


def test_swallowed_flow_control_bytes_are_missed(rng: random.Random) -> None:
    sent = rng.randbytes(2 * ENOUGH_TO_MISS_BYTES)
    swallowed = bytes(byte for byte in sent if byte not in (0x11, 0x13))
    assert misses_flow_bytes(swallowed)
    assert not misses_flow_bytes(sent)
    assert not misses_flow_bytes(swallowed[: ENOUGH_TO_MISS_BYTES - 1])
    assert not misses_flow_bytes(bytes(range(20, 60)) * 100)  # a format of forty different bytes
