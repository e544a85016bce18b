"""The last bytes on one device's wire, both directions, for the devices page; and a recorder that may listen along.

Written by the engine's thread, read from any: a lock stands between. What bytes mean is left to the driver.
"""

import threading
from collections import deque

from drivers.clock import Clock
from drivers.observations import NANOSECONDS_PER_SECOND, Stamp
from monitor.engine.recorder import RawRecorder
from monitor.port.device_port import RawPiece
from monitor.port.snapshot import RecordingView

KEPT_BYTES = 4096
TOGETHER_S = 0.05  # bytes closer than this stand in one piece: a serial port hands over what it has, often one byte
LONGEST_PIECE_BYTES = 256


class WireLog:
    """Implements `drivers.transport.tap.Tap` for one device."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._pieces: deque[RawPiece] = deque()
        self._kept = 0
        self._recorder: RawRecorder | None = None

    def received(self, data: bytes, stamp: Stamp) -> None:
        self._note(RawPiece(stamp, data))

    def sent(self, data: bytes) -> None:
        self._note(RawPiece(self._clock.now(), data, sent=True))

    def pieces(self) -> tuple[RawPiece, ...]:
        """What is kept, oldest first."""
        with self._lock:
            return tuple(self._pieces)

    def received_tail(self) -> bytes:
        """The kept bytes that came from the device."""
        return b"".join(piece.data for piece in self.pieces() if not piece.sent)

    def record(self, recorder: RawRecorder | None) -> None:
        """Let `recorder` listen from now on, in place of the one before, which is closed."""
        with self._lock:
            former, self._recorder = self._recorder, recorder
        if former is not None:
            former.close()

    @property
    def recording(self) -> RecordingView | None:
        with self._lock:
            recorder = self._recorder
        return None if recorder is None else recorder.view()

    def _note(self, piece: RawPiece) -> None:
        with self._lock:
            recorder = self._recorder
            self._keep(piece)
        if recorder is not None:
            recorder.write(piece)

    def _keep(self, piece: RawPiece) -> None:
        piece = RawPiece(piece.stamp, piece.data[-KEPT_BYTES:], sent=piece.sent)
        self._kept += len(piece.data)
        if self._pieces and _together(self._pieces[-1], piece):
            former = self._pieces.pop()
            piece = RawPiece(former.stamp, former.data + piece.data, sent=piece.sent)
        self._pieces.append(piece)
        while self._kept > KEPT_BYTES:
            oldest = self._pieces.popleft()
            surplus = min(self._kept - KEPT_BYTES, len(oldest.data))
            self._kept -= surplus
            if surplus < len(oldest.data):
                self._pieces.appendleft(RawPiece(oldest.stamp, oldest.data[surplus:], sent=oldest.sent))


def _together(former: RawPiece, piece: RawPiece) -> bool:
    gap_s = (piece.stamp.mono_ns - former.stamp.mono_ns) / NANOSECONDS_PER_SECOND
    fits = len(former.data) + len(piece.data) <= LONGEST_PIECE_BYTES
    return former.sent == piece.sent and gap_s <= TOGETHER_S and fits
