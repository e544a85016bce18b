"""GE DRI wire format: bytes in, checked records out, and back. What stands in a record is left to `messages`.

7E starts and ends a frame. Inside, 7E and 7D are sent as 7D 5E and 7D 5D. The last byte before the closing 7E is the
sum of all record bytes, modulo 256, and is escaped like them. Numbers are little-endian without padding.
"""

import struct
from dataclasses import dataclass
from enum import IntEnum

FLAG, ESCAPE = 0x7E, 0x7D
ESCAPED_BIT = 0x20  # cleared when sending; "after 7D set bit 5"
HEADER_BYTES = 40
MAX_SUBRECORDS = 8
NO_SUBRECORD = 0xFF  # ends the list of subrecords
MAX_RECORD_BYTES = 4096  # the longest documented one, eight displayed subrecords of 278 bytes, has 2264
MAX_FRAME_BYTES = 2 * (MAX_RECORD_BYTES + 1)  # every byte and the checksum escaped
_HEADER = struct.Struct("<hBBHIBBHh")
_SUBRECORD = struct.Struct("<hB")
_FLAG, _ESCAPE = bytes([FLAG]), bytes([ESCAPE])


class MainType(IntEnum):
    PHYSIOLOGICAL = 0
    WAVE = 1
    ALARM = 4
    NETWORK = 5


@dataclass(frozen=True, slots=True)
class Subrecord:
    kind: int  # its meaning depends on the main type
    data: bytes  # up to the next subrecord or the record's end


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One checked frame. `main` is a MainType, or a number that this program does not know."""

    main: int
    subrecords: tuple[Subrecord, ...]
    number: int = 0
    level: int = 0  # interface level: 2 = '95 … 7 = '02, 8 = '03, 9 = '05, 10 = '09, 11 = '15; hosts may send 0
    plug_id: int = 0
    time_s: int = 0  # seconds since 1970 by the sender's clock

    def encode(self) -> bytes:
        """The record as a frame, both flags included. Raises ValueError if it has too many subrecords."""
        if len(self.subrecords) > MAX_SUBRECORDS:
            raise ValueError(f"{len(self.subrecords)} subrecords: a record holds {MAX_SUBRECORDS} at most")
        body = b"".join(subrecord.data for subrecord in self.subrecords)
        head = _HEADER.pack(
            HEADER_BYTES + len(body), self.number, self.level, self.plug_id, self.time_s, 0, 0, 0, self.main
        )
        return frame(head + self._directory() + body)

    def _directory(self) -> bytes:
        entries, offset = b"", 0
        for subrecord in self.subrecords:
            entries += _SUBRECORD.pack(offset, subrecord.kind)
            offset += len(subrecord.data)
        if len(self.subrecords) < MAX_SUBRECORDS:
            entries += _SUBRECORD.pack(0, NO_SUBRECORD)
        return entries.ljust(MAX_SUBRECORDS * _SUBRECORD.size, b"\0")


def frame(record: bytes) -> bytes:
    """`record` with its checksum, escaped, between flags."""
    plain = record + bytes([sum(record) & 0xFF])
    escaped = plain.replace(_ESCAPE, bytes([ESCAPE, ESCAPE & ~ESCAPED_BIT]))
    return _FLAG + escaped.replace(_FLAG, bytes([ESCAPE, FLAG & ~ESCAPED_BIT])) + _FLAG


def parse_frame(body: bytes) -> Record | None:
    """The record in `body`, the bytes between two flags; None if any part of the frame is not as it must be."""
    plain = _unescaped(body)
    if plain is None or not HEADER_BYTES < len(plain) <= MAX_RECORD_BYTES + 1:
        return None
    record, check = plain[:-1], plain[-1]
    length, number, level, plug_id, time_s, *_reserved, main = _HEADER.unpack_from(record)
    if length != len(record) or sum(record) & 0xFF != check:
        return None
    subrecords = _subrecords(record)
    if subrecords is None:
        return None
    return Record(main=main, subrecords=subrecords, number=number, level=level, plug_id=plug_id, time_s=time_s)


def _unescaped(body: bytes) -> bytes | None:
    first, *rest = body.split(_ESCAPE)
    if not all(rest):  # 7D before 7D or before the flag is never sent
        return None
    return first + b"".join(bytes([part[0] | ESCAPED_BIT]) + part[1:] for part in rest)


def _subrecords(record: bytes) -> tuple[Subrecord, ...] | None:
    """Each subrecord with its bytes; None if one begins outside the record."""
    data = record[HEADER_BYTES:]
    entries: list[tuple[int, int]] = []
    for index in range(MAX_SUBRECORDS):
        offset, kind = _SUBRECORD.unpack_from(record, _HEADER.size + index * _SUBRECORD.size)
        if kind == NO_SUBRECORD:
            break
        if not 0 <= offset <= len(data):
            return None
        entries.append((offset, kind))
    return tuple(Subrecord(kind, data[offset : _end(offset, entries, len(data))]) for offset, kind in entries)


def _end(offset: int, entries: list[tuple[int, int]], length: int) -> int:
    return min((other for other, _kind in entries if other > offset), default=length)


class Decoder:
    """Cuts a stream at the flags and keeps the frames whose form and checksum are right.

    `skip_first_frame`: a port is usually opened in the middle of a frame, so what comes before the first flag is thrown
    away without being counted as damage.
    """

    def __init__(self, *, skip_first_frame: bool = False) -> None:
        self.frames = 0
        self.rejected_bytes = 0
        self.skipped_bytes = 0
        self._skipping = skip_first_frame
        self._buffer = bytearray()

    @property
    def waiting_bytes(self) -> int:
        """Bytes of the frame that has not ended yet; never more than `MAX_FRAME_BYTES`."""
        return len(self._buffer)

    def feed(self, data: bytes) -> list[Record]:
        """Records whose closing flag came with `data`, oldest first."""
        *bodies, rest = data.split(_FLAG)
        records: list[Record] = []
        for body in bodies:
            self._keep(body)
            record = self._end_frame()
            if record is not None:
                records.append(record)
        self._keep(rest)
        return records

    def finish(self) -> None:
        """The stream is over: a frame without its closing flag is refused."""
        self._reject(len(self._buffer))
        self._buffer.clear()

    def _keep(self, data: bytes) -> None:
        self._buffer += data
        excess = len(self._buffer) - MAX_FRAME_BYTES
        if excess > 0:  # no frame is that long, so what remains will be refused at the next flag
            self._reject(excess)
            del self._buffer[:excess]

    def _end_frame(self) -> Record | None:
        body = bytes(self._buffer)
        self._buffer.clear()
        if self._skipping:
            self._skipping = False
            self.skipped_bytes += len(body)
            return None
        if not body:  # between the closing flag of one frame and the opening flag of the next
            return None
        record = parse_frame(body)
        if record is None:
            self._reject(len(body))
            return None
        self.frames += 1
        return record

    def _reject(self, count: int) -> None:
        if self._skipping:
            self.skipped_bytes += count
        else:
            self.rejected_bytes += count
