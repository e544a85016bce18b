"""Where samples go: a sound device through miniaudio, or a file that keeps what would be heard."""

import contextlib
import os
import struct
import sys
import threading
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Protocol, TypeAlias

import miniaudio  # type: ignore[import-untyped]  # it carries no types
import numpy as np

from drivers.clock import Clock, Stopwatch
from monitor.annunciator.tones import RATE_HZ, Samples

PERIOD_MS, PERIODS = 20, 2  # a device buffer of 40 ms
BLOCK_FRAMES = RATE_HZ // 50
TAKES_NONE_S = 1.0  # a device that asks for no samples for this long plays none
NO_DEVICE = "no sound device"
_STREAM_LENGTH = 0x7FFF_FFFF  # of a wave file whose end is not known
Render: TypeAlias = Callable[[int], Samples]


class NoOutputError(Exception):
    """Nothing can be heard; the text says why."""


class Output(Protocol):
    """Pulls samples from a thread of its own until it is closed."""

    name: str

    def problem(self) -> str:
        """Why it plays nothing; empty where it plays."""
        ...

    def close(self) -> None: ...


class DeviceOutput:
    """The computer's default sound device."""

    def __init__(self, render: Render) -> None:
        """Open and start it.

        Raises:
            NoOutputError: there is none; miniaudio's "Null" backend, which plays nothing, counts as none.

        """
        self._render = render
        self._asked = Stopwatch()
        try:
            with _quiet_libraries():
                self._device = miniaudio.PlaybackDevice(
                    output_format=miniaudio.SampleFormat.SIGNED16,
                    nchannels=1,
                    sample_rate=RATE_HZ,
                    buffersize_msec=PERIOD_MS,
                    callback_periods=PERIODS,
                    app_name="Infusion monitor alarm",
                )
        except miniaudio.MiniaudioError as error:
            raise NoOutputError(f"{NO_DEVICE} ({error.args[0]})") from error
        self.name = str(self._device.backend)
        if self.name.lower() == "null":
            self._device.close()
            raise NoOutputError(f"{NO_DEVICE} (no sound system is installed)")
        source = self._blocks()
        next(source)
        try:
            self._device.start(source)
        except miniaudio.MiniaudioError as error:
            self._device.close()
            raise NoOutputError(f"the sound device does not start ({error.args[0]})") from error

    def problem(self) -> str:
        return "the sound device takes no sound" if self._asked.elapsed_s() > TAKES_NONE_S else ""

    def close(self) -> None:
        self._device.close()

    def _blocks(self) -> Generator[bytes, int, None]:
        count = yield b""
        while True:
            self._asked = Stopwatch()
            count = yield pcm(self._render(count))


class WaveOutput:
    """A wave file in real time, named after the monotonic nanosecond of its first sample and the process."""

    def __init__(self, render: Render, *, folder: Path, clock: Clock) -> None:
        self._render = render
        self._clock = clock
        self._start_ns = clock.now().mono_ns
        self.name = "wave file"
        self._file = (folder / f"{self._start_ns}-{os.getpid()}.wav").open("wb", buffering=0)
        self._file.write(wave_header())
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="wave output", daemon=True)
        self._thread.start()

    def problem(self) -> str:
        return "" if self._thread.is_alive() else "the wave file is no longer written"

    def close(self) -> None:
        self._closing.set()
        self._thread.join()
        self._file.close()

    def _run(self) -> None:
        written = 0
        while not self._closing.wait(BLOCK_FRAMES / RATE_HZ / 2):
            due = (self._clock.now().mono_ns - self._start_ns) * RATE_HZ // 1_000_000_000
            while written < due:
                count = min(BLOCK_FRAMES, due - written)
                self._file.write(pcm(self._render(count)))
                written += count


def pcm(samples: Samples) -> bytes:
    """Samples from −1 to 1 as 16-bit integers, little end first."""
    return (np.clip(samples, -1.0, 1.0) * 32767).astype("<i2").tobytes()


def wave_header() -> bytes:
    """The 44 bytes before one channel of 16-bit samples of unknown length."""
    body = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, RATE_HZ, RATE_HZ * 2, 2, 16)
    return struct.pack("<4sI4s", b"RIFF", _STREAM_LENGTH, b"WAVE") + body + struct.pack("<4sI", b"data", _STREAM_LENGTH)


@contextlib.contextmanager
def _quiet_libraries() -> Iterator[None]:
    """ALSA writes pages to standard error where there is no card; what matters is said in our own words."""
    sys.stderr.flush()
    kept = os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)
