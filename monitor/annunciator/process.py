"""The annunciator's process: reads orders from standard input, sounds, and reports on standard output.

It ends with a goodbye. When its input ends without one it sounds the failure alarm for two minutes, or until the
annunciator of a restarted station takes its seat.
"""

import os
import queue
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO

from drivers.clock import Clock, Stopwatch
from monitor.annunciator.mixer import UNKNOWN, MixerState, look
from monitor.annunciator.outputs import DeviceOutput, NoOutputError, Output, Render, WaveOutput
from monitor.annunciator.protocol import (
    EVERY_S,
    AcceptOutput,
    Begun,
    Goodbye,
    Standing,
    Wanted,
    decode_order,
    encode_report,
)
from monitor.annunciator.seat import Seat
from monitor.annunciator.sounder import FAILURE_FOR_S, Sounder

RETRY_S = 3.0  # between two attempts to open an output
LOOK_EVERY_S = 0.5  # at the system's mixer
Open = Callable[[Render], Output]


def open_output(wave_folder: Path | None, clock: Clock) -> Open:
    """How the output is opened: the sound device, or a wave file in `wave_folder`."""
    if wave_folder is None:
        return DeviceOutput
    return lambda render: WaveOutput(render, folder=wave_folder, clock=clock)


class MixerWatch:
    """Looks at the system's mixer from a thread of its own, because its tools may take seconds to answer."""

    def __init__(self) -> None:
        self._accepted: str | None = None
        self._state = UNKNOWN
        self._closing = threading.Event()
        self._looked = threading.Event()
        self._thread = threading.Thread(target=self._run, name="mixer", daemon=True)
        self._thread.start()

    @property
    def state(self) -> MixerState:
        return self._state

    def problem(self) -> str:
        return self._state.problem(self._accepted)

    def wait_for_first_look(self) -> None:
        """Until then nothing is known; the tools answer at once or run into their time-out."""
        self._looked.wait()

    def accept(self) -> None:
        """The present output was heard."""
        self._accepted = self._state.output

    def close(self) -> None:
        self._closing.set()

    def _run(self) -> None:
        while True:
            self._state = look()
            if self._accepted is None:
                self.accept()  # what is there at the start is what the test tone is heard from
            self._looked.set()
            if self._closing.wait(LOOK_EVERY_S):
                return


class Annunciator:
    """One process's work. `serve` returns when it is over."""

    def __init__(self, clock: Clock, *, opening: Open, seat: Seat, answers: IO[str]) -> None:
        self._opening = opening
        self._seat = seat
        self._answers = answers
        self._begun: queue.SimpleQueue[Begun | None] = queue.SimpleQueue()
        self._sounder = Sounder(clock, on_begin=self._begun.put)
        self._mixer = MixerWatch()
        self._output: Output | None = None
        self._why_none = "no sound device was opened yet"
        self._tried: Stopwatch | None = None
        self._ended = threading.Event()
        self._seated = False

    def read(self, lines: IO[str]) -> None:
        """Take orders until there are no more, or a goodbye."""
        for line in lines:
            try:
                order = decode_order(line)
            except ValueError:
                break  # half a line of a station that died, or one of another version: not a word to rely on
            if isinstance(order, Goodbye):
                self._ended.set()
                self._begun.put(None)
                return
            if isinstance(order, AcceptOutput):
                self._mixer.accept()
            if isinstance(order, Wanted) and not self._seated:
                self._seated = True
                self._seat.take()
            self._sounder.take(order)
        self._sounder.station_gone()

    def serve(self) -> None:
        """Keep an output open and report, until a goodbye or the end of the failure alarm."""
        since_report = Stopwatch()
        self._keep_output()
        self._mixer.wait_for_first_look()
        self._report(self._standing())
        while not self._is_over():
            begun = self._next_begun(max(0.0, EVERY_S - since_report.elapsed_s()))
            if begun is not None:
                self._report(begun)
                continue
            since_report = Stopwatch()
            self._keep_output()
            self._report(self._standing())
        self._mixer.close()
        if self._output is not None:
            self._output.close()

    def _next_begun(self, timeout_s: float) -> Begun | None:
        try:
            return self._begun.get(timeout=timeout_s)
        except queue.Empty:
            return None

    def _is_over(self) -> bool:
        if self._ended.is_set():
            return True
        gone_s = self._sounder.gone_for_s()
        if gone_s is None:
            return False
        return gone_s > FAILURE_FOR_S or (gone_s > EVERY_S and self._seat.taken_by_another() and self._is_between())

    def _is_between(self) -> bool:
        """Whether at least one burst was heard to its end."""
        return not self._sounder.bursting

    def _keep_output(self) -> None:
        if self._output is not None and self._output.problem():
            self._why_none = self._output.problem()
            self._output.close()
            self._output = None
        if self._output is not None or (self._tried is not None and self._tried.elapsed_s() < RETRY_S):
            return
        self._tried = Stopwatch()
        try:
            self._output = self._opening(self._sounder.render)
        except (NoOutputError, OSError) as error:
            self._why_none = str(error)

    def _standing(self) -> Standing:
        failure = self._sounder.failure()
        if self._output is None:
            return Standing(output="", problem=self._why_none, failure=failure)
        name = self._mixer.state.output or self._output.name
        return Standing(output=name, problem=self._mixer.problem(), failure=failure)

    def _report(self, report: Standing | Begun) -> None:
        try:
            self._answers.write(encode_report(report))
            self._answers.flush()
        except OSError:
            # the station is gone; the failure alarm goes on without anybody to report to
            self._answers = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - lives as long as the process


def run(clock: Clock, *, wave_folder: Path | None, seat: Path | None) -> None:
    """Be the annunciator of this process's standard input."""
    annunciator = Annunciator(clock, opening=open_output(wave_folder, clock), seat=Seat(seat), answers=sys.stdout)
    reader = threading.Thread(target=annunciator.read, args=(sys.stdin,), name="orders", daemon=True)
    reader.start()
    annunciator.serve()
