"""`simulate`: the simulators alone, in a process of their own; what they print is passed through as it comes."""

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path
from types import FrameType

END_TIMEOUT_S = 10.0  # real time


def run_simulate(scenario: Path, *, speed: float, broker: str | None, broker_username: str | None) -> int:
    """Run `scenario` until our input is closed or a signal comes; the simulators' exit status.

    The child shares our streams, so its lines are ours and it ends with our input.
    """
    arguments = ["run", str(scenario), "--speed", str(speed)]
    if broker is not None:
        arguments += ["--broker", broker]
    if broker_username is not None:
        arguments += ["--broker-username", broker_username]
    if not _has_input():
        arguments.append("--no-stdin")
    with subprocess.Popen([sys.executable, "-m", "simulators", *arguments]) as child:
        _pass_on_signals(child)
        return child.wait()


def _has_input() -> bool:
    """Whether there is anybody who could close our input: nobody can close the null device of a service."""
    if sys.stdin is None:
        return False
    return sys.stdin.isatty() or not stat.S_ISCHR(os.fstat(sys.stdin.fileno()).st_mode)


def _pass_on_signals(child: subprocess.Popen[bytes]) -> None:
    """Whatever ends us ends the child first; on POSIX Ctrl-C reaches it by itself, and asking twice does no harm."""

    def handle(number: int, frame: FrameType | None) -> None:
        del number, frame
        child.terminate()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, handle)
