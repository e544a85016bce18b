"""Recordings of what went over a wire, read back into observations as JSON-able lines.

Four forms are told apart: raw bytes, hex text (one chunk a line, when asked for), the recorder's JSON lines
``{"t_s", "dir", "hex"}`` and network captures (.pcapng, for kinds that speak UDP); each may be gzipped. Damage to the
file is told in a line of its own, and reading goes on.
"""

import gzip
import json
import math
import re
import sys
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import assert_never, cast

from drivers import pcapng
from drivers.device import CaptureDecoder, Decoded, DeviceKind, HostCommand
from drivers.errors import CaptureFileError
from drivers.observations import (
    NANOSECONDS_PER_SECOND,
    PRESSURE_UNIT,
    BloodPressure,
    DeviceIdentity,
    Notice,
    Numeric,
    Stamp,
    Waveform,
)
from drivers.registry import kind_named

STANDARD_INPUT = "-"
READ_BYTES = 65_536
MAX_TEXT_LINE_BYTES = 4 * 1024 * 1024  # a line of hex or JSON beyond this is no capture of a bedside device
ByteFile = BufferedReader | gzip.GzipFile
_GZIP_MAGIC = b"\x1f\x8b\x08"
_PEEK_BYTES = 64
_RECORDER_LINE = re.compile(rb'\s*\{\s*"(t_s|dir|hex)"\s*:')
_NO_TIME = Stamp(0, 0)


@dataclass(frozen=True, slots=True)
class Recorded:
    """Consecutive bytes of a capture."""

    data: bytes
    t_s: float | None = None  # receipt, seconds since the recording began; None: the file carries no times
    sent: bool = False  # from host to device


@dataclass(frozen=True, slots=True)
class Damage:
    """A place where the file itself, not the wire, is broken."""

    why: str


def decode_file(kind: str, path: Path | str, *, hex_text: bool = False) -> Iterator[dict[str, object]]:
    """Decode the capture at `path` ("-": standard input); the last line is the summary.

    Raises:
        UnknownDeviceKindError: there is no such kind.
        CaptureFileError: the kind has no byte captures, or the file cannot be opened.

    """
    device_kind = kind_named(kind)
    if device_kind.make_decoder is None:
        raise CaptureFileError(f"{kind} sends messages through a broker; there are no byte captures of it")
    with _opened(path) as file:
        pieces = _hex_lines(file) if hex_text else _recognised(file, device_kind)
        yield from _decode(device_kind, _whole(pieces))


def _decode(kind: DeviceKind, pieces: Iterable[Recorded | Damage]) -> Iterator[dict[str, object]]:
    assert kind.make_decoder is not None  # noqa: S101 - checked by the only caller; tells the type checker
    device, host = kind.make_decoder(), kind.make_decoder()  # each direction has a stream of its own
    timed = False
    for piece in pieces:
        if isinstance(piece, Damage):
            yield {"t_s": None, "notice": "capture_damaged", "why": piece.why, "kind": "technical", "active": True}
            continue
        timed = timed or piece.t_s is not None
        decoded = (host if piece.sent else device).feed(piece.data, _stamp(piece.t_s))
        yield from (as_line(item, timed=piece.t_s is not None) for item in _of_direction(decoded, sent=piece.sent))
    yield from (as_line(item, timed=timed) for item in device.finish())
    yield from (as_line(item, timed=timed) for item in _of_direction(host.finish(), sent=True))
    yield {"summary": _summary(device, host)}


def _of_direction(decoded: list[Decoded], *, sent: bool) -> list[Decoded]:
    """Bytes known to come from the host can hold commands only; raw bytes may be of either direction."""
    return [item for item in decoded if isinstance(item, HostCommand)] if sent else decoded


def _summary(*decoders: CaptureDecoder) -> dict[str, int]:
    counted = [decoder.statistics for decoder in decoders]
    return {
        "bytes": sum(statistics.received_bytes for statistics in counted),
        "frames": sum(statistics.frames for statistics in counted),
        "rejected_bytes": sum(statistics.rejected_bytes for statistics in counted),
    }


def _stamp(t_s: float | None) -> Stamp:
    return _NO_TIME.earlier(-t_s) if t_s is not None else _NO_TIME


def as_line(item: Decoded, *, timed: bool) -> dict[str, object]:
    """`item` as one JSON-able line; `t_s` is null unless the capture is `timed`."""
    t_s = item.stamp.mono_ns / NANOSECONDS_PER_SECOND if timed and item.stamp is not None else None
    return {"t_s": None if t_s is None else _plain(round(t_s, 6)), **_fields(item)}


def _fields(item: Decoded) -> dict[str, object]:
    match item:
        case Numeric():
            return _numeric(item)
        case BloodPressure():
            return _pressure(item)
        case Notice():
            return {"notice": item.code, "why": item.why, "kind": item.kind.value, "active": item.active}
        case DeviceIdentity():
            said = {"model": item.model, "serial_number": item.serial_number, "software": item.software}
            return {"identity": {name: text for name, text in said.items() if text}}
        case Waveform():
            return {"waveform": item.label, "rate_hz": item.rate_hz, "samples": list(item.samples)}
        case HostCommand():
            return {"command": item.command, "meaning": item.meaning, "direction": "host->device"}
        case _:
            assert_never(item)


def _numeric(item: Numeric) -> dict[str, object]:
    line: dict[str, object] = {
        "parameter": item.parameter.value,
        "value": _plain(item.value),
        "unit": item.parameter.unit,
        "quality": item.quality.value,
        "source": item.source.value,
    }
    return line if item.why is None else {**line, "why": item.why}


def _pressure(item: BloodPressure) -> dict[str, object]:
    line: dict[str, object] = {
        "parameter": "nibp",
        "systolic": _plain(item.systolic),
        "diastolic": _plain(item.diastolic),
        "mean": _plain(item.mean),
        "pulse": _plain(item.pulse),
        "unit": PRESSURE_UNIT,
        "quality": item.quality.value,
        "status": item.status.value,
        "age_s": _plain(item.age_s),
    }
    return line if item.why is None else {**line, "why": item.why}


def _plain(number: float | None) -> float | int | None:
    """98 rather than 98.0."""
    return int(number) if number is not None and number == int(number) else number


@contextmanager
def _opened(path: Path | str) -> Iterator[ByteFile]:
    """The capture's bytes, unpacked where they are gzipped."""
    if str(path) == STANDARD_INPUT:
        yield _unpacked(cast("BufferedReader", sys.stdin.buffer))
        return
    try:
        file = Path(path).open("rb")  # noqa: SIM115 - closed by the `with` below; only its opening may fail here
    except OSError as error:
        raise CaptureFileError(f"{path}: {error.strerror}") from error
    with file:
        yield _unpacked(file)


def _unpacked(file: BufferedReader) -> ByteFile:
    return gzip.GzipFile(fileobj=file) if file.peek(len(_GZIP_MAGIC)).startswith(_GZIP_MAGIC) else file


def _whole(pieces: Iterator[Recorded | Damage]) -> Iterator[Recorded | Damage]:
    """`pieces`, ending in a `Damage` where the packed file is cut or broken."""
    try:
        yield from pieces
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        yield Damage(f"the packed file ends early or is broken: {error}")


def _recognised(file: ByteFile, kind: DeviceKind) -> Iterator[Recorded | Damage]:
    if file.peek(len(pcapng.MAGIC)).startswith(pcapng.MAGIC):
        yield from _datagrams(file, kind)
        return
    if _RECORDER_LINE.match(file.peek(_PEEK_BYTES)):
        yield from _json_lines(file)
        return
    while data := file.read1(READ_BYTES):
        yield Recorded(data)


def _datagrams(file: ByteFile, kind: DeviceKind) -> Iterator[Recorded | Damage]:
    """Datagrams to or from the ports of `kind`; other traffic is none of ours."""
    if not kind.udp_ports:
        raise CaptureFileError(f"{kind.name} does not speak UDP, so nothing of it can stand in a network capture")
    for item in pcapng.read_datagrams(file):
        if isinstance(item, pcapng.Unread):
            yield Damage(item.why)
        elif {item.source_port, item.destination_port} & set(kind.udp_ports):
            yield Recorded(item.payload, t_s=item.t_s, sent=item.destination_port == kind.udp_ports[0])


def _json_lines(file: ByteFile) -> Iterator[Recorded | Damage]:
    for number, line in _lines(file):
        yield _recorded(line, number)


def _hex_lines(file: ByteFile) -> Iterator[Recorded | Damage]:
    for number, line in _lines(file):
        try:
            yield Recorded(bytes.fromhex(line.decode("ascii")))
        except ValueError:
            yield Damage(f"line {number} is not hex text")


def _lines(file: ByteFile) -> Iterator[tuple[int, bytes]]:
    """Lines with something in them, numbered from 1."""
    number = 0
    while line := file.readline(MAX_TEXT_LINE_BYTES):
        number += 1
        if line.strip():
            yield number, line.strip()


def _recorded(line: bytes, number: int) -> Recorded | Damage:
    try:
        record = json.loads(line)
        t_s = None if record["t_s"] is None else float(record["t_s"])
        if t_s is None or math.isfinite(t_s):
            return Recorded(bytes.fromhex(record["hex"]), t_s=t_s, sent=_DIRECTIONS[record["dir"]])
    except (ValueError, TypeError, KeyError):
        pass  # told below, as every other fault of the line is
    return Damage(f"line {number} is not a line of the recorder: t_s, dir (rx or tx) and hex were expected")


_DIRECTIONS = {"rx": False, "tx": True}
