"""A serial line bit by bit, so that what a wrong setting makes of captured bytes need not be imagined.

As a UART does it: wait for the falling edge of a start bit, sample each bit in its middle, go on after the stop bit.
A byte with a wrong parity is handed over as 00, as Linux does where parity is checked; one with a broken stop bit as it
is.
"""

from dataclasses import dataclass

OVERSAMPLING = 16
# captured lines of a Rad-8 and a Radical-7, as in the tests of their format
RAD8 = (
    b"02/22/16 22:47:45 SN=0000056661 SPO2=098% BPM=097 PI=03.60% SPCO=--.-% SPMET=--.-% DESAT=-- PIDELTA=+-- "
    b"ALARM=0000 EXC=000800\r\n"
)
RADICAL = b"09/15/10 15:10:29 SPO2=097% BPM=064 PI=11.82% ALARM=20 EXC=800\r\n"
LINES = RAD8 * 2 + RADICAL * 2


@dataclass(frozen=True, slots=True)
class Setting:
    baud: int
    bits: int = 8
    parity: str = "none"


def parity_bit(byte: int, parity: str) -> int:
    even = byte.bit_count() % 2
    return even if parity == "even" else 1 - even


def levels(data: bytes, sender: Setting, *, idle_bits: int = 2) -> list[int]:
    """One level for each bit time of the sender."""
    line = [1] * 10
    for byte in data:
        value = byte & ((1 << sender.bits) - 1)
        line += [0, *(value >> index & 1 for index in range(sender.bits))]
        if sender.parity != "none":
            line.append(parity_bit(value, sender.parity))
        line += [1] * (1 + idle_bits)
    return line + [1] * 10


def received(data: bytes, *, sender: Setting, receiver: Setting) -> bytes:
    """What `receiver` makes of `data` as `sender` sends it."""
    line = levels(data, sender)
    end = len(line) / sender.baud
    step, bit = 1 / receiver.baud / OVERSAMPLING, 1 / receiver.baud
    heard, at = bytearray(), 0.0

    def level(moment: float) -> int:
        index = int(moment * sender.baud)
        return line[index] if index < len(line) else 1

    while at < end:
        if level(at) == 1:
            at += step
            continue
        middle = at + 1.5 * bit
        sampled = [level(middle + index * bit) for index in range(receiver.bits)]
        byte = sum(value << index for index, value in enumerate(sampled))
        if receiver.parity != "none":
            wrong = level(middle + receiver.bits * bit) != parity_bit(byte, receiver.parity)
            byte = 0 if wrong else byte
        heard.append(byte)
        at += (receiver.bits + (receiver.parity != "none") + 1.6) * bit
        while at < end and level(at) == 0:  # a broken stop bit: wait for the line to rise
            at += step
    return bytes(heard)
