"""Keeps the computer awake and its screen lit while the station runs, on each system in its own way.

Where that fails, the low technical alarm T-AWAKE says so: a display that goes dark shows no alarm.
"""

import ctypes
import logging
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from typing import Any

log = logging.getLogger(__name__)

WHY = "patients are being watched"
ES_CONTINUOUS, ES_SYSTEM_REQUIRED, ES_DISPLAY_REQUIRED = 0x8000_0000, 0x1, 0x2
SETTLE_S = 0.5  # a helper that cannot hold sleep off ends at once
Holder = Callable[[], "Held"]


class AwakeError(Exception):
    """Sleep cannot be held off; the text says why."""


class Held:
    """Sleep is held off until `release`."""

    def __init__(self, release: Callable[[], None]) -> None:
        self.release = release


class _Helpers:
    """Programs that hold sleep off as long as they run."""

    def __init__(self, commands: Sequence[Sequence[str]]) -> None:
        self._running: list[subprocess.Popen[bytes]] = []
        for command in commands:
            try:
                self._running.append(_started(command))
            except AwakeError:
                self.release()
                raise

    def release(self) -> None:
        for helper in self._running:
            helper.stdin.close() if helper.stdin is not None else None
            helper.terminate()
            helper.wait()


def _started(command: Sequence[str]) -> "subprocess.Popen[bytes]":
    """Start one and see that it stays. Its standard input is ours, so that it ends with us whatever happens."""
    if shutil.which(command[0]) is None:
        raise AwakeError(f"{command[0]} is not installed")
    helper = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        helper.wait(SETTLE_S)
    except subprocess.TimeoutExpired:
        if helper.stderr is not None:
            helper.stderr.close()
        return helper
    words = helper.stderr.read().decode(errors="replace").strip() if helper.stderr is not None else ""
    for pipe in (helper.stdin, helper.stderr):
        if pipe is not None:
            pipe.close()
    raise AwakeError(f"{command[0]} ended at once: {words or 'without a word'}")


def hold_awake_on_linux() -> Held:
    """Through logind: neither sleep nor the blanking that follows idleness, nor the lid.

    Raises:
        AwakeError: there is no logind, or it refuses.

    """
    inhibit = (
        "systemd-inhibit",
        "--what=idle:sleep:handle-lid-switch",
        "--who=Infusion monitor",
        f"--why={WHY}",
        "--mode=block",
        "cat",  # lives as long as its standard input, which is ours
    )
    return Held(_Helpers([inhibit]).release)


def hold_awake_on_macos() -> Held:
    """Through `caffeinate`: display, idle and system sleep.

    Raises:
        AwakeError: it is not there or ends at once.

    """
    return Held(_Helpers([("caffeinate", "-d", "-i", "-s", "cat")]).release)


def hold_awake_on_windows(kernel: Any = None) -> Held:
    """Through SetThreadExecutionState, which holds until this process ends.

    Raises:
        AwakeError: Windows refuses.

    """
    call = (kernel if kernel is not None else ctypes.WinDLL("kernel32")).SetThreadExecutionState  # type: ignore[attr-defined, unused-ignore]
    if call(ES_CONTINUOUS | ES_SYSTEM_REQUIRED | ES_DISPLAY_REQUIRED) == 0:
        raise AwakeError("Windows does not let the display be kept on")
    return Held(lambda: call(ES_CONTINUOUS))


def holder_for(platform: str) -> Holder:
    """How this system is kept awake."""
    if platform == "win32":
        return hold_awake_on_windows
    return hold_awake_on_macos if platform == "darwin" else hold_awake_on_linux


def hold_awake(speak: Callable[[str], None], holder: Holder | None = None) -> Held:
    """Hold sleep off; where that fails, `speak` is told why, and there is nothing to release."""
    try:
        held = (holder or holder_for(sys.platform))()
    except (AwakeError, OSError) as error:
        log.warning("Sleep is not held off: %s", error)
        speak(f"{error}; keep the screen on in the system's settings")
        return Held(lambda: None)
    speak("")
    return held
