"""The small parent of the station: starts it, and starts it again when it dies or stands still.

It loads nothing that the station needs, so that what breaks the station does not break it. A station that a person
closed stays closed; one that refused its room at the first start is not started again; everything else is, for ever.
"""

import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from types import FrameType

from drivers.clock import Stopwatch
from monitor.annunciator.vigil import Vigil
from monitor.app.heartbeat import VARIABLE, HeartbeatReceiver

log = logging.getLogger(__name__)

PATIENCE_S = 2.2  # without a step or a picture: a little longer than the failure alarm waits
GRACE_S = 60.0  # to the first picture, on a slow computer with a long record to recall
TURN_S = 0.1
END_TIMEOUT_S = 15.0  # for a station that was asked to end
SETTLED_S = 60.0  # a station that lived this long begins anew with short waits
WAITS_S = (0.0, 0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0)  # before one restart after the other
CLOSED_ON_PURPOSE = 0
REFUSED = (1, 2)  # the room or the words are wrong: as long as nothing ever ran, trying again changes nothing


class Watcher:
    """Runs one command as long as it should run."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command = tuple(command)
        self._heartbeats = HeartbeatReceiver()
        self._environment = {**os.environ, VARIABLE: self._heartbeats.address}
        self._asked_to_end = threading.Event()
        self._has_run = False

    def run(self) -> int:
        """Return the exit status of the station once it has ended for good."""
        former = {each: signal.signal(each, self._ask_to_end) for each in (signal.SIGINT, signal.SIGTERM)}
        try:
            return self._run()
        finally:
            self._heartbeats.close()
            for number, handler in former.items():
                signal.signal(number, handler)

    def _run(self) -> int:
        restarts = 0
        while True:
            lived = Stopwatch()
            status = self._live_once()
            if status == CLOSED_ON_PURPOSE or self._asked_to_end.is_set() or (status in REFUSED and not self._has_run):
                return status
            restarts = 0 if lived.elapsed_s() > SETTLED_S else restarts + 1
            wait_s = WAITS_S[min(restarts, len(WAITS_S) - 1)]
            log.error("The station ended with status %d; starting it again in %.0f s", status, wait_s)
            self._pause(wait_s)
            if self._asked_to_end.is_set():
                return status

    def _live_once(self) -> int:
        """From start to end of one process; its exit status, negative where a signal ended it."""
        process = subprocess.Popen(self._command, env=self._environment)
        since_start = Stopwatch()
        vigil = Vigil(patience_s=PATIENCE_S, grace_s=GRACE_S, now_s=0.0)
        while (status := process.poll()) is None:
            beat = self._heartbeats.wait(TURN_S)
            now_s = since_start.elapsed_s()
            if beat is not None:
                vigil.beat(beat.ticks, beat.paints, now_s)
                self._has_run = self._has_run or vigil.begun
            if self._asked_to_end.is_set():
                return _ended(process)
            failure = vigil.failure(now_s)
            if failure:
                log.error("The station is ended, because %s", failure)
                process.kill()
                return process.wait()
        return status

    def _pause(self, seconds: float) -> None:
        waited = Stopwatch()
        while waited.elapsed_s() < seconds and not self._asked_to_end.is_set():
            self._heartbeats.wait(TURN_S)

    def _ask_to_end(self, number: int, frame: FrameType | None) -> None:
        del number, frame
        self._asked_to_end.set()


def _ended(process: "subprocess.Popen[bytes]") -> int:
    """End the station politely, then firmly."""
    if process.poll() is None:
        process.terminate()
    try:
        return process.wait(END_TIMEOUT_S)
    except subprocess.TimeoutExpired:
        log.warning("The station did not end by itself; it is being stopped")
        process.kill()
        return process.wait()


def watched_command(words: Sequence[str]) -> tuple[str, ...]:
    """The station's command line, for the child."""
    return (sys.executable, "-m", "monitor", "station", *words)


def is_watched() -> bool:
    """Whether this process is a watcher's child."""
    return VARIABLE in os.environ
