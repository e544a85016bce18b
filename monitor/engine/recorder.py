"""Writes what goes over one device's wire to a file that `decode` reads back: JSON lines {"t_s", "dir", "hex"}.

A thread of its own does the writing, so that a slow disk holds up no device. A recording is complete or ends with a
reason: bytes are never left out of its middle.
"""

import json
import queue
import threading
from pathlib import Path

from drivers.clock import Clock
from drivers.observations import NANOSECONDS_PER_SECOND
from monitor.port.device_port import RawPiece
from monitor.port.snapshot import RecordingView

LONGEST_RECORDING_BYTES = 64 * 1024 * 1024  # on the wire; a day of the busiest serial line at 9600 baud
WAITING_PIECES = 4096  # a disk that is further behind ends the recording
CLOSE_TIMEOUT_S = 5.0
_DIRECTIONS = {False: "rx", True: "tx"}


class RecordingError(Exception):
    """A recording cannot begin; the text says why."""


class RawRecorder:
    """One recording, from its making until `close`."""

    def __init__(self, path: Path, *, clock: Clock) -> None:
        """Begin a new file.

        Raises:
            RecordingError: it is there already or cannot be written.

        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = path.open("x", encoding="ascii")
        except FileExistsError as error:
            raise RecordingError(f"{path} is there already; a recording never replaces another") from error
        except OSError as error:
            raise RecordingError(f"{path} cannot be written: {error.strerror}") from error
        self._path = path
        self._began = clock.now()
        self._waiting: queue.Queue[RawPiece | None] = queue.Queue(WAITING_PIECES)
        self._bytes = 0
        self._problem = ""
        self._thread = threading.Thread(target=self._run, name=f"recorder {path.name}", daemon=True)
        self._thread.start()

    def view(self) -> RecordingView:
        return RecordingView(file=str(self._path), recorded_bytes=self._bytes, problem=self._problem)

    def write(self, piece: RawPiece) -> None:
        """Queue `piece`; returns at once. After the end of the recording it does nothing."""
        if self._problem:
            return
        if self._bytes + len(piece.data) > LONGEST_RECORDING_BYTES:
            self._problem = f"ended after {LONGEST_RECORDING_BYTES // 2**20} MiB, the most that one recording takes"
            return
        try:
            self._waiting.put_nowait(piece)
        except queue.Full:
            self._problem = "ended: the disk is too slow"
            return
        self._bytes += len(piece.data)

    def close(self) -> None:
        """Write what waits and close the file; at most `CLOSE_TIMEOUT_S` for each."""
        if self._thread.is_alive():
            try:
                self._waiting.put(None, timeout=CLOSE_TIMEOUT_S)
            except queue.Full:
                self._problem = "ended: the disk does not answer"
                return
        self._thread.join(CLOSE_TIMEOUT_S)

    def _run(self) -> None:
        try:
            with self._file:
                while (piece := self._waiting.get()) is not None:
                    self._file.write(self._line(piece))
                    if self._waiting.empty():
                        self._file.flush()
        except OSError as error:
            self._problem = f"ended: {error.strerror}"

    def _line(self, piece: RawPiece) -> str:
        t_s = (piece.stamp.mono_ns - self._began.mono_ns) / NANOSECONDS_PER_SECOND
        line = {"t_s": round(max(0.0, t_s), 6), "dir": _DIRECTIONS[piece.sent], "hex": piece.data.hex()}
        return json.dumps(line) + "\n"
