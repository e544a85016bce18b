"""The annunciator seen from the station: one child process, the lines to it and the reports from it."""

import contextlib
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from typing import Any

from drivers.clock import Stopwatch
from monitor.annunciator.protocol import Goodbye, Order, Report, decode_report, encode_order

END_TIMEOUT_S = 3.0
if sys.platform == "win32":
    _OWN_GROUP: dict[str, Any] = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
else:
    _OWN_GROUP: dict[str, Any] = {"start_new_session": True}


class AnnunciatorProcess:
    """Started by its construction. It outlives a station that dies, so that somebody hears of it."""

    def __init__(self, arguments: Sequence[str], *, on_report: Callable[[Report], None]) -> None:
        self._on_report = on_report
        self.since_report = Stopwatch()  # or since the start
        self.has_reported = False
        self._process = subprocess.Popen(
            [sys.executable, "-m", "monitor.annunciator", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            **_OWN_GROUP,
        )
        self._reader = threading.Thread(target=self._read, name="annunciator", daemon=True)
        self._reader.start()

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def ended(self) -> bool:
        return self._process.poll() is not None

    def say(self, order: Order) -> None:
        """Send one line; a child that has just died is found by `ended`."""
        assert self._process.stdin is not None  # noqa: S101 - a pipe was asked for; this tells mypy
        with contextlib.suppress(OSError):
            self._process.stdin.write(encode_order(order))
            self._process.stdin.flush()

    def kill(self) -> None:
        """End it at once."""
        self._process.kill()
        self._reap()

    def close(self) -> None:
        """Say goodbye, so that it ends in silence; then insist."""
        self.say(Goodbye())
        with contextlib.suppress(OSError):
            if self._process.stdin is not None:
                self._process.stdin.close()
        try:
            self._process.wait(END_TIMEOUT_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
        self._reap()

    def _reap(self) -> None:
        self._process.wait()
        self._reader.join()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()

    def _read(self) -> None:
        assert self._process.stdout is not None  # noqa: S101 - as above
        for line in self._process.stdout:
            with contextlib.suppress(ValueError):  # half a line of a child that was killed
                report = decode_report(line)
                self.since_report = Stopwatch()
                self.has_reported = True
                self._on_report(report)
