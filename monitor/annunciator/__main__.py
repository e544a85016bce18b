"""`python -m monitor.annunciator [--wave FOLDER] [--seat FILE]`: started by the station, not by people."""

import argparse
import os
import signal
from pathlib import Path

from drivers.clock import SystemClock
from monitor.annunciator.process import run


def main() -> None:
    """Entry point. Ctrl-C at the station's terminal is for the station, which says goodbye."""
    parser = argparse.ArgumentParser(prog="monitor.annunciator")
    parser.add_argument("--wave", type=Path, metavar="FOLDER", help="write wave files instead of playing")
    parser.add_argument("--seat", type=Path, metavar="FILE", help="shared by the annunciators of one station")
    words = parser.parse_args()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    run(SystemClock(), wave_folder=words.wave, seat=words.seat)
    os._exit(0)  # the reader waits for a line that will not come


if __name__ == "__main__":
    main()
