"""A recorded patient, read from a CSV file, in the place of the physiology.

Interprets nothing: what the source left out stays out.

Sources differ in how they write "no value": an empty cell, 0, or a gap between rows. None of the quantities read here
can be 0 in a living patient, so all three become None.
"""

import bisect
import csv
import gzip
import io
import itertools
import math
from dataclasses import dataclass
from pathlib import Path

from simulators.patient.vitals import Vitals

_DAY_S = 86_400.0
_GAP_PERIODS = 1.5  # a row stands for so many usual periods at most; after that the recording has a gap
_TIME_COLUMNS_S = {"t_s": 1.0, "t_min": 60.0}  # seconds for one unit; any other first column holds times of day


class RecordingError(Exception):
    """A recording cannot be read; its text is meant for people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Which column of the file holds what; None: the file has none of it."""

    spo2: str | None = None
    pulse: str | None = None
    perfusion_index: str | None = None
    systolic: str | None = None
    diastolic: str | None = None
    mean: str | None = None

    def named(self) -> dict[str, str]:
        """Map each quantity that has a column to the column's name."""
        named = {quantity: getattr(self, quantity) for quantity in Columns.__dataclass_fields__}
        return {quantity: column for quantity, column in named.items() if column is not None}


STANDARD_COLUMNS = Columns(spo2="spo2_pct", pulse="pr_bpm", systolic="nibp_sys", diastolic="nibp_dia", mean="nibp_mean")


class RecordedPatient:
    """Rows of a recording, played from `start_s` of the recording at the run's second 0. Nothing before or after it."""

    def __init__(self, *, times_s: list[float], rows: list[Vitals], start_s: float = 0.0) -> None:
        if not rows or len(rows) != len(times_s):
            raise RecordingError("the recording has no rows with a time")
        self._times_s = times_s
        self._rows = rows
        self._start_s = start_s
        self._longest_s = _GAP_PERIODS * _median_period_s(times_s)

    @classmethod
    def from_csv(cls, path: Path, *, columns: Columns | None = None, start_s: float = 0.0) -> "RecordedPatient":
        """Read a plain or gzipped file; `start_s` is seconds from its first row.

        Without `columns`, those of `STANDARD_COLUMNS` that the file has.

        Raises:
            RecordingError: the file cannot be read, lacks a column that was asked for, or has no row with a time.

        """
        header, cells = _read_cells(path)
        wanted = (STANDARD_COLUMNS if columns is None else columns).named()
        if columns is None:
            wanted = {quantity: column for quantity, column in wanted.items() if column in header}
        missing = [column for column in wanted.values() if column not in header]
        if missing or not wanted:
            raise RecordingError(f"{path}: no column {', '.join(missing)}; it has {', '.join(filter(None, header))}")
        indices = {quantity: header.index(column) for quantity, column in wanted.items()}
        times_s, rows = _timed_rows(header[0], cells, indices)
        if not rows:
            raise RecordingError(f"{path}: no row begins with a time")
        return cls(times_s=times_s, rows=rows, start_s=start_s)

    @property
    def duration_s(self) -> float:
        """Seconds that can still be played from the chosen start."""
        return self._times_s[-1] - self._start_s

    def at(self, t_s: float) -> Vitals:
        """Say what was recorded; nothing in a gap, before the recording or after its end."""
        wanted_s = t_s + self._start_s
        index = bisect.bisect_right(self._times_s, wanted_s) - 1
        if index < 0 or wanted_s - self._times_s[index] >= self._longest_s:
            return Vitals()
        return self._rows[index]


def _read_cells(path: Path) -> tuple[list[str], list[list[str]]]:
    try:
        data = path.read_bytes()
        if path.suffix == ".gz":
            data = gzip.decompress(data)
        text = data.decode("utf-8-sig")  # one of the sources begins with a byte order mark
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise RecordingError(f"{path}: cannot be read: {error}") from error
    rows = list(csv.reader(io.StringIO(text)))
    if len(rows) < 2:
        raise RecordingError(f"{path}: has no rows")
    return [cell.strip() for cell in rows[0]], rows[1:]


def _timed_rows(time_column: str, cells: list[list[str]], indices: dict[str, int]) -> tuple[list[float], list[Vitals]]:
    times_s: list[float] = []
    rows: list[Vitals] = []
    first_s = 0.0
    for row in cells:
        time_s = _time_s(row[0].strip() if row else "", _TIME_COLUMNS_S.get(time_column))
        if time_s is None:
            continue  # a row of text, such as "Collection Halted"
        first_s = first_s if times_s else time_s
        time_s -= first_s
        while times_s and time_s < times_s[-1] - _DAY_S / 2:
            time_s += _DAY_S  # a time of day that passed midnight
        if times_s and time_s <= times_s[-1]:
            continue  # the same second again: the first row stands
        times_s.append(time_s)
        rows.append(_vitals(row, indices))
    return times_s, rows


def _time_s(cell: str, unit_s: float | None) -> float | None:
    try:
        if unit_s is not None:
            return float(cell) * unit_s
        hours, minutes, seconds = cell.split(":")
        return int(hours) * 3600.0 + int(minutes) * 60.0 + float(seconds)
    except ValueError:
        return None


def _vitals(row: list[str], indices: dict[str, int]) -> Vitals:
    values = {quantity: _value(row, index) for quantity, index in indices.items()}
    return Vitals(
        systolic=values.get("systolic"),
        diastolic=values.get("diastolic"),
        mean=values.get("mean"),
        pulse=values.get("pulse"),
        spo2=values.get("spo2"),
        perfusion_index=values.get("perfusion_index"),
    )


def _value(row: list[str], index: int) -> float | None:
    try:
        value = float(row[index])
    except (ValueError, IndexError):
        return None
    return value if math.isfinite(value) and value > 0.0 else None


def _median_period_s(times_s: list[float]) -> float:
    periods = sorted(later - earlier for earlier, later in itertools.pairwise(times_s))
    return periods[len(periods) // 2] if periods else 1.0
