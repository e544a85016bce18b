"""Reads a table of recorded vitals: gzip or plain, with byte order mark, blanks and text rows tolerated.

Nothing is filled, filtered or resampled. Parsing knows no locale: a decimal comma is an error, never a number.
"""

import csv
import gzip
import io
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite
from pathlib import Path
from statistics import median

COLUMNS = (
    "hr_bpm",
    "pr_bpm",
    "spo2_pct",
    "rr_bpm",
    "etco2_mmhg",
    "nibp_sys",
    "nibp_dia",
    "nibp_mean",
    "nibp_new",
)
GZIP_MAGIC = b"\x1f\x8b"
DAY_S = 86_400.0
_TIME_OF_DAY = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?")
_DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+")


class RecordingError(Exception):
    """A recording that cannot be read; the text names file, row, column and what was expected."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: seconds on the recording's own clock, and the values by column name; None where missing."""

    t_s: float
    values: Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class Recording:
    columns: tuple[str, ...]  # those of `COLUMNS` that the file has
    rows: tuple[Row, ...]

    @property
    def period_s(self) -> float:
        """Median distance of two rows: the period of the device behind the recording."""
        steps = [b.t_s - a.t_s for a, b in pairwise(self.rows) if b.t_s > a.t_s]
        return median(steps) if steps else 1.0


def read_recording(
    path: Path, *, column_map: Mapping[str, str], clock_column: str | None, zero_is_missing: bool
) -> Recording:
    """Read `path`.

    Args:
        path: the table.
        column_map: names of `COLUMNS` to the file's own column names.
        clock_column: a column of times of day; None: `t_s` or `t_min` is there.
        zero_is_missing: 0 means "no reading" in this file.

    Raises:
        RecordingError: no such file or column, no time, or a number with a decimal comma.
    """
    lines = csv.reader(io.StringIO(_text(path)))
    header = [name.strip() for name in next(lines, [])]
    indices = _indices(path, header, column_map)
    clock = _Clock(path, header, clock_column)
    rows: list[Row] = []
    for number, cells in enumerate(_cells(path, lines), start=2):
        t_s = clock.read(number, cells)
        if t_s is None:
            continue  # a row of text
        values = {
            name: _number(
                path, number, name, cells[index] if index < len(cells) else "", zero_is_missing=zero_is_missing
            )
            for name, index in indices.items()
        }
        rows.append(Row(t_s, values))
    if not rows:
        raise RecordingError(f"{path}: no row with a time in column {clock.column!r}")
    return Recording(tuple(indices), tuple(_in_order(path, rows)))


def _cells(path: Path, lines: Iterator[list[str]]) -> Iterator[list[str]]:
    try:
        yield from lines
    except csv.Error as error:
        raise RecordingError(f"{path}: this is no table: {error}") from error


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise RecordingError(f"{path}: {error.strerror}") from error
    if data.startswith(GZIP_MAGIC):
        try:
            data = gzip.decompress(data)
        except (OSError, EOFError, zlib.error) as error:
            raise RecordingError(f"{path}: the compressed file is damaged: {error}") from error
    return data.decode("utf-8-sig", errors="replace")


def _indices(path: Path, header: Sequence[str], column_map: Mapping[str, str]) -> dict[str, int]:
    for name, column in column_map.items():
        if name not in COLUMNS:
            raise RecordingError(f"--map {name}={column}: {name!r} is not one of {', '.join(COLUMNS)}")
        if column not in header:
            raise RecordingError(f"{path}: no column {column!r}; the file has {', '.join(filter(None, header))}")
    wanted = {name: column_map.get(name, name) for name in COLUMNS}
    found = {name: header.index(column) for name, column in wanted.items() if column in header}
    if not found:
        raise RecordingError(f"{path}: none of the columns {', '.join(COLUMNS)}; use --map NAME=COLUMN")
    return found


class _Clock:
    """Reads the time of a row as seconds; times of day count from the first and may pass midnight."""

    def __init__(self, path: Path, header: Sequence[str], clock_column: str | None) -> None:
        candidates = [clock_column] if clock_column is not None else ["t_s", "t_min"]
        self.column = next((name for name in candidates if name in header), "")
        if not self.column:
            raise RecordingError(f"{path}: no column {' or '.join(candidates)}; name a clock with --clock COLUMN")
        self._path = path
        self._index = header.index(self.column)
        self._of_day = clock_column is not None
        self._factor = 60.0 if self.column == "t_min" else 1.0
        self._first: float | None = None
        self._last = 0.0

    def read(self, number: int, cells: Sequence[str]) -> float | None:
        """Seconds of the row; None for a row of text."""
        text = cells[self._index].strip() if self._index < len(cells) else ""
        if not self._of_day:
            t_s = _number(self._path, number, self.column, text, zero_is_missing=False)
            return None if t_s is None else t_s * self._factor
        match = _TIME_OF_DAY.fullmatch(text)
        if match is None:
            return None
        hours, minutes, seconds = match.groups()
        of_day = int(hours) * 3600 + int(minutes) * 60 + float(seconds or 0)
        if self._first is None:
            self._first = of_day
        since = of_day - self._first
        while since < self._last - DAY_S / 2:
            since += DAY_S
        self._last = max(self._last, since)
        return since


def _number(path: Path, row: int, column: str, cell: str, *, zero_is_missing: bool) -> float | None:
    text = cell.strip()
    if _DECIMAL_COMMA.fullmatch(text):
        raise RecordingError(f"{path}: row {row}, column {column}: {text!r} has a decimal comma; a point was expected")
    try:
        value = float(text)
    except ValueError:
        return None  # empty, or a text where the source has no number
    if not isfinite(value) or (zero_is_missing and value == 0):
        return None
    return value


def _in_order(path: Path, rows: Sequence[Row]) -> Iterator[Row]:
    last = rows[0].t_s
    for row in rows:
        if row.t_s < last:
            raise RecordingError(f"{path}: time goes back from {last:g} s to {row.t_s:g} s")
        last = row.t_s
        yield row
