"""The lines that Avant 9600, 9700 and 4000, 8500, 9847 and PalmSAT 2500 print: text in, lines out, and back.

``HH:MM:SS SPO2=098 HR=072 F*`` CR LF once a second; the time, F (fast averaging) and * (event mark) may be missing.
There is no checksum, so only the exact form counts. Everything else, such as the block of text at power-up, is refused.
"""

import re
from dataclasses import dataclass
from typing import Final

from drivers.lines import LineDecoder

MAX_LINE_BYTES: Final = 128
_LINE = re.compile(
    rb"(?:(?P<clock>[0-2]\d:[0-5]\d:[0-5]\d) )?"
    rb"SPO2=(?P<spo2>\d{3}|---) HR=(?P<pulse>\d{3}|---)(?P<fast> ?F)?(?P<event> ?\*)? *"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AvantLine:
    """One line; None stands where the device prints dashes."""

    spo2_percent: int | None
    pulse_per_min: int | None
    clock: str | None = None  # "12:34:56", without a date
    fast_averaging: bool = False
    event_marked: bool = False

    def encode(self) -> bytes:
        """The line as printed, CR LF included."""
        clock = "" if self.clock is None else f"{self.clock} "
        spo2 = "---" if self.spo2_percent is None else f"{self.spo2_percent:03d}"
        pulse = "---" if self.pulse_per_min is None else f"{self.pulse_per_min:03d}"
        marks = " F" * self.fast_averaging + "*" * self.event_marked
        return f"{clock}SPO2={spo2} HR={pulse}{marks}\r\n".encode("ascii")


def find_line(line: bytes) -> tuple[int, AvantLine] | None:
    """Where in `line` (without its end) a whole record begins that reaches to its end, and the record."""
    starts = [match.start() for match in re.finditer(rb"SPO2=", line)]
    if not starts:
        return None
    with_clock = max(0, starts[-1] - len("HH:MM:SS "))
    for start in (with_clock, starts[-1]):  # behind noise the time may be damaged and the values still whole
        match = _LINE.fullmatch(line, start)
        if match is not None:
            return start, _record(match)
    return None


def _record(match: re.Match[bytes]) -> AvantLine:
    clock = match["clock"]
    return AvantLine(
        spo2_percent=_whole(match["spo2"]),
        pulse_per_min=_whole(match["pulse"]),
        clock=None if clock is None else clock.decode("ascii"),
        fast_averaging=match["fast"] is not None,
        event_marked=match["event"] is not None,
    )


def _whole(text: bytes) -> int | None:
    return None if text == b"---" else int(text)


def avant_decoder(*, skip_first_line: bool = False) -> LineDecoder[AvantLine]:
    """A decoder of a stream of such lines."""
    return LineDecoder(find_line, max_line_bytes=MAX_LINE_BYTES, skip_first_line=skip_first_line)
