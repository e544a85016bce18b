"""The simulators as a child process: starts them, reads what they offer, ends them.

The child ends when its standard input is closed, so that no orphan stays whatever happens to this process. What the
offer means for a room is left to `monitor.app.demo`.
"""

import json
import logging
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from drivers.clock import Stopwatch
from monitor.app.nurse_script import NurseScript
from monitor.domain.vocabulary import Phase, PlaceKind

log = logging.getLogger(__name__)

OFFER_TIMEOUT_S = 60.0  # real time; a slow machine computes forty minutes of patients in it
END_TIMEOUT_S = 5.0
if sys.platform == "win32":
    _OWN_GROUP: dict[str, Any] = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
else:
    _OWN_GROUP: dict[str, Any] = {"start_new_session": True}


class SimulatorError(Exception):
    """The simulators did not start, or ended by themselves; the text says which."""


class OfferedDevice(BaseModel):
    """Where one simulated device listens."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    device: str
    kind: str
    link: str
    place: str


class OfferedPlace(BaseModel):
    """Who is at a place at the beginning. Minutes count backwards from now; None: has not happened."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    place: str
    kind: PlaceKind
    label: str | None = None  # None: the place is free
    course: str | None = None
    phase: Phase | None = None
    admitted_min: float | None = None
    infusion_start_min: float | None = None
    infusion_end_min: float | None = None
    planned_infusion_min: float | None = None


class OfferedBroker(BaseModel):
    """The MQTT broker of the simulated room."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    broker: str
    username: str | None = None
    password: str | None = None


@dataclass(slots=True)
class Offer:
    """All that the simulators said before they were ready."""

    devices: list[OfferedDevice] = field(default_factory=list)
    places: list[OfferedPlace] = field(default_factory=list)
    broker: OfferedBroker | None = None
    history: Path | None = None
    nurse: NurseScript | None = None  # None: whoever watches is the nurse

    def take(self, line: str) -> bool:
        """Add one line; True when it was the last one.

        Raises:
            SimulatorError: the line is none of those agreed upon.

        """
        try:
            said = json.loads(line)
            if "ready" in said:
                return True
            if "device" in said:
                self.devices.append(OfferedDevice.model_validate(said))
            elif "broker" in said:
                self.broker = OfferedBroker.model_validate(said)
            elif "history" in said:
                self.history = Path(said["history"])
            elif "nurse" in said:
                self.nurse = NurseScript.model_validate(said)
            elif "control" in said:
                log.info("python -m simulators control talks to this room")
            else:
                self.places.append(OfferedPlace.model_validate(said))
        except (ValueError, TypeError, ValidationError) as error:
            raise SimulatorError(f"the simulators said something unexpected: {line.strip()!r}") from error
        return False


class SimulatorProcess:
    """One child. Use it as a context manager: leaving it ends the child."""

    def __init__(self, arguments: Sequence[str], *, on_end: Callable[[], None]) -> None:
        """Start `python -m simulators ARGUMENTS`. `on_end` is called from a thread when the child has ended."""
        self._on_end = on_end
        self._lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._ready = False
        # in a group of its own: Ctrl-C at a terminal is for us, and we end the child after the last picture
        self._process = subprocess.Popen(
            [sys.executable, "-m", "simulators", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            **_OWN_GROUP,
        )
        self._reader = threading.Thread(target=self._read, name="simulators", daemon=True)
        self._reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def ended(self) -> bool:
        return self._process.poll() is not None

    def wait_until_ready(self, timeout_s: float = OFFER_TIMEOUT_S) -> Offer:
        """Everything the child offers.

        Raises:
            SimulatorError: it ended, said something unexpected, or was not ready in time.

        """
        offer = Offer()
        watch = Stopwatch()
        while True:
            try:
                line = self._lines.get(timeout=max(0.0, timeout_s - watch.elapsed_s()))
            except queue.Empty:
                raise SimulatorError(f"the simulators were not ready within {timeout_s:.0f} s") from None
            if line is None:
                raise SimulatorError(f"the simulators ended at once with status {self._process.wait()}")
            if offer.take(line):
                self._ready = True
                return offer

    def close(self) -> None:
        """End the child: politely, then firmly."""
        if self._process.stdin is not None and not self._process.stdin.closed:
            self._close_stdin(self._process.stdin)
        try:
            self._process.wait(END_TIMEOUT_S)
        except subprocess.TimeoutExpired:
            log.warning("The simulators did not end by themselves; they are being stopped")
            self._process.kill()
            self._process.wait()
        self._reader.join(END_TIMEOUT_S)
        if self._process.stdout is not None:
            self._process.stdout.close()

    def _close_stdin(self, pipe: IO[str]) -> None:
        try:
            pipe.close()
        except BrokenPipeError:
            log.debug("The simulators had ended before they were asked to")

    def _read(self) -> None:
        """Pass on lines until the child is ready, then go on reading so that it never blocks on a full pipe."""
        assert self._process.stdout is not None  # noqa: S101 - a pipe was asked for; this tells mypy
        for line in self._process.stdout:
            if not self._ready:
                self._lines.put(line)
        self._lines.put(None)
        self._on_end()
