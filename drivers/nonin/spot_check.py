"""Data format 13: one record for each spot check, with the time of the measurement. Bytes in, records out, and back.

    00 02 00 0D | length, two bytes | data | sum of the data modulo 256 | 03

The data are, in this order: century, year, month, day, hour, minute, second (BCD), 00, status (two bytes), pulse (two
bytes), one reserved byte, SpO2. Newer devices may append more. (Nonin OEM specification 6470-000-01.)
"""

from dataclasses import dataclass
from datetime import datetime
from enum import IntFlag
from typing import Final

from drivers.nonin.packets import MISSING_PULSE, MISSING_SPO2, Rates

_START = b"\x00\x02\x00\x0d"
_END = 0x03
_LEAST_DATA = 14
MAX_DATA_BYTES: Final = 64  # room for what newer devices append; a larger length is damage
_HEAD_BYTES = len(_START) + 2
MAX_RECORD_BYTES: Final = _HEAD_BYTES + MAX_DATA_BYTES + 2


class SpotStatus(IntFlag):
    """The two status bytes as one number, the first of them the higher."""

    LOW_BATTERY = 0x0001
    FROM_MEMORY = 0x0010
    NO_MEASUREMENT = 0x0100
    SMARTPOINT = 0x0200


GOOD_CHECK: Final = SpotStatus(0)
_KNOWN = SpotStatus.LOW_BATTERY | SpotStatus.FROM_MEMORY | SpotStatus.NO_MEASUREMENT | SpotStatus.SMARTPOINT


@dataclass(frozen=True, slots=True, kw_only=True)
class SpotCheck:
    """One measurement. `measured_at` is by the device's clock, of no known zone; None: its digits are no date."""

    measured_at: datetime | None
    rates: Rates
    status: SpotStatus = GOOD_CHECK

    def encode(self) -> bytes:
        """The record as a 9560 sends it; a clock that was never set is all zeros."""
        clock = bytes.fromhex(self.measured_at.strftime("%Y%m%d%H%M%S")) if self.measured_at else bytes(7)
        pulse = MISSING_PULSE if self.rates.pulse_per_min is None else self.rates.pulse_per_min
        spo2 = MISSING_SPO2 if self.rates.spo2_percent is None else self.rates.spo2_percent
        data = clock + b"\x00" + self.status.to_bytes(2) + pulse.to_bytes(2) + bytes((0, spo2))
        return _START + len(data).to_bytes(2) + data + bytes((sum(data) & 0xFF, _END))


class SpotCheckDecoder:
    """Finds records; where one fails one byte is dropped."""

    def __init__(self) -> None:
        self.frames = 0
        self.rejected_bytes = 0
        self._buffer = bytearray()

    @property
    def waiting_bytes(self) -> int:
        """Bytes of the record that is not whole yet; always fewer than `MAX_RECORD_BYTES`."""
        return len(self._buffer)

    def feed(self, data: bytes) -> list[SpotCheck]:
        """Records that ended with `data`, oldest first."""
        self._buffer += data
        return self._records()

    def finish(self) -> list[SpotCheck]:
        """The stream is over: what waits is given up, but a whole record inside it counts."""
        records: list[SpotCheck] = []
        while self._buffer:
            del self._buffer[0]
            self.rejected_bytes += 1
            records += self._records()
        return records

    def _records(self) -> list[SpotCheck]:
        records: list[SpotCheck] = []
        start = 0
        while (length := self._record_bytes(start)) is not None:
            if length == 0:
                start += 1
                self.rejected_bytes += 1
                continue
            self.frames += 1
            records.append(_record(self._buffer[start + _HEAD_BYTES : start + length - 2]))
            start += length
        del self._buffer[:start]
        return records

    def _record_bytes(self, start: int) -> int | None:
        """Length of the record that begins at `start`; 0: none does; None: that cannot be told yet."""
        head = self._buffer[start : start + _HEAD_BYTES]
        if not _START.startswith(head[: len(_START)]):
            return 0
        if len(head) < _HEAD_BYTES:
            return None
        data_bytes = int.from_bytes(head[len(_START) :])
        if not _LEAST_DATA <= data_bytes <= MAX_DATA_BYTES:
            return 0
        record = self._buffer[start : start + _HEAD_BYTES + data_bytes + 2]
        if len(record) < _HEAD_BYTES + data_bytes + 2:
            return None
        *_, check, end = record
        return len(record) if (sum(record[_HEAD_BYTES:-2]) & 0xFF, _END) == (check, end) else 0


def _record(data: bytes | bytearray) -> SpotCheck:
    pulse = (data[10] & 1) << 8 | data[11]  # packed otherwise than in DF2: the low byte has eight bits
    spo2 = data[13]
    return SpotCheck(
        measured_at=_moment(data[:7]),
        rates=Rates(None if pulse == MISSING_PULSE else pulse, None if spo2 == MISSING_SPO2 else spo2),
        status=SpotStatus(int.from_bytes(data[8:10]) & _KNOWN),
    )


def _moment(digits: bytes | bytearray) -> datetime | None:
    text = digits.hex()
    try:
        moment = datetime.strptime(text + "+0000", "%Y%m%d%H%M%S%z")
    except ValueError:
        return None
    return moment.replace(tzinfo=None)
