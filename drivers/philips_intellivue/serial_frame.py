"""Frames of the MIB/RS232 port: ``C0 11 01 LL LL data FCS C1``, with C0, C1 and 7D escaped inside. Pure.

The check is the 16-bit CRC of PPP. What the data say is left to `protocol`.
"""

from dataclasses import dataclass

BEGIN, END, ESCAPE, ESCAPE_XOR = 0xC0, 0xC1, 0x7D, 0x20
HEADER = b"\x11\x01"  # Data Export, one message
_LENGTH_BYTES, _FCS_BYTES = 2, 2
MAX_FRAME_BYTES = 0x3000 + 64  # unescaped; the largest message that we ask for fits
_GOOD_RESIDUE = 0xF0B8
_POLYNOMIAL = 0x8408  # reflected
_START = 0xFFFF


def _table() -> tuple[int, ...]:
    rows = []
    for byte in range(256):
        row = byte
        for _ in range(8):
            row = (row >> 1) ^ _POLYNOMIAL if row & 1 else row >> 1
        rows.append(row)
    return tuple(rows)


_TABLE = _table()


def crc(data: bytes) -> int:
    """The register after `data`; inverted it is the check, over data and check together it is F0B8."""
    register = _START
    for byte in data:
        register = (register >> 8) ^ _TABLE[(register ^ byte) & 0xFF]
    return register


def encode_frame(contents: bytes) -> bytes:
    """`contents`, which begin with their header, as they go over the line."""
    check = crc(contents) ^ 0xFFFF
    line = bytearray([BEGIN])
    for byte in contents + check.to_bytes(_FCS_BYTES, "little"):
        line += bytes([ESCAPE, byte ^ ESCAPE_XOR]) if byte in {BEGIN, END, ESCAPE} else bytes([byte])
    return bytes(line) + bytes([END])


def encode_message(message: bytes) -> bytes:
    """A Data Export message as it goes over the line."""
    return encode_frame(HEADER + len(message).to_bytes(_LENGTH_BYTES, "big") + message)


@dataclass(frozen=True, slots=True)
class Frame:
    """Contents of a frame whose check was right."""

    contents: bytes

    @property
    def message(self) -> bytes | None:
        """The Data Export message in it; None: another protocol, or a length that does not agree."""
        head = len(HEADER) + _LENGTH_BYTES
        size = int.from_bytes(self.contents[len(HEADER) : head], "big")
        right = self.contents.startswith(HEADER) and len(self.contents) == head + size
        return self.contents[head:] if right else None


class FrameDecoder:
    """Cuts a stream into frames and keeps those whose check is right."""

    def __init__(self) -> None:
        self.frames = 0
        self.rejected_bytes = 0
        self._contents = bytearray()  # unescaped
        self._line_bytes = 0  # of the frame that is being read, as they came
        self._inside = False
        self._escaped = False

    @property
    def waiting_bytes(self) -> int:
        """Bytes of the frame that has not ended yet; never more than `MAX_FRAME_BYTES`."""
        return len(self._contents)

    def feed(self, data: bytes) -> list[Frame]:
        """Frames whose end came with `data`, oldest first."""
        frames: list[Frame] = []
        for byte in data:
            frame = self._take(byte)
            if frame is not None:
                frames.append(frame)
        return frames

    def finish(self) -> None:
        """The stream is over: a frame without its end cannot be checked."""
        self._give_up()

    def _take(self, byte: int) -> Frame | None:
        if byte == BEGIN:  # never inside a frame: the one before lost its end
            self._give_up()
            self._inside, self._line_bytes = True, 1
            return None
        if not self._inside:
            self.rejected_bytes += 1
            return None
        self._line_bytes += 1
        if byte == END:
            return self._end()
        if byte == ESCAPE:
            self._escaped = True
            return None
        self._contents.append(byte ^ ESCAPE_XOR if self._escaped else byte)
        self._escaped = False
        if len(self._contents) > MAX_FRAME_BYTES:
            self._give_up()
        return None

    def _end(self) -> Frame | None:
        contents = bytes(self._contents)
        good = not self._escaped and len(contents) > _FCS_BYTES and crc(contents) == _GOOD_RESIDUE
        if not good:
            self._give_up()
            return None
        self.frames += 1
        self._reset()
        return Frame(contents[:-_FCS_BYTES])

    def _give_up(self) -> None:
        self.rejected_bytes += self._line_bytes
        self._reset()

    def _reset(self) -> None:
        self._contents.clear()
        self._line_bytes = 0
        self._inside = self._escaped = False
