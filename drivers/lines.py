"""Cuts a stream of printed text into lines, for formats that say one thing a line. What it says is left to them."""

import re
from collections.abc import Callable
from typing import Generic, TypeVar

Said = TypeVar("Said")
_LINE_ENDS = re.compile(rb"[\r\n]")


class LineDecoder(Generic[Said]):
    """Gives what `find` finds in each line, and counts the bytes in which it finds nothing.

    CR and LF each end a line; empty lines mean nothing. `find` is given a line without its end and returns the place
    at which something whole begins and what that is; what stands before it in the same line is noise.
    `skip_first_line`: a port is usually opened in the middle of a line, so what comes before the first line end is
    thrown away without being counted as damage.
    """

    def __init__(
        self, find: Callable[[bytes], tuple[int, Said] | None], *, max_line_bytes: int, skip_first_line: bool = False
    ) -> None:
        self.frames = 0
        self.rejected_bytes = 0
        self.skipped_bytes = 0
        self._find = find
        self._max_line_bytes = max_line_bytes
        self._skipping = skip_first_line
        self._buffer = bytearray()

    @property
    def waiting_bytes(self) -> int:
        """Bytes of the line that has not ended yet; never more than `max_line_bytes`."""
        return len(self._buffer)

    def feed(self, data: bytes) -> list[Said]:
        """What the lines say whose end came with `data`, oldest first."""
        *lines, rest = _LINE_ENDS.split(data)
        said: list[Said] = []
        for line in lines:
            self._keep(line)
            said += self._end_line()
        self._keep(rest)
        return said

    def finish(self) -> list[Said]:
        """The stream is over: what the last line says, of which an unknown part may be missing."""
        return self._end_line()

    def _keep(self, data: bytes) -> None:
        self._buffer += data
        excess = len(self._buffer) - self._max_line_bytes
        if excess > 0:  # the newest bytes may hold a good line's beginning
            self._reject(excess)
            del self._buffer[:excess]

    def _end_line(self) -> list[Said]:
        line = bytes(self._buffer)
        self._buffer.clear()
        if self._skipping:
            self._reject(len(line))
            self._skipping = False
            return []
        found = self._find(line)
        if found is None:
            self._reject(len(line))
            return []
        start, said = found
        self._reject(start)
        self.frames += 1
        return [said]

    def _reject(self, count: int) -> None:
        if self._skipping:
            self.skipped_bytes += count
        else:
            self.rejected_bytes += count
