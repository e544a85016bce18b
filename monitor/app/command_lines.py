"""How every command speaks: JSON lines on standard output, words for people on standard error, an exit status."""

import json
import os
import sys
from collections.abc import Iterable, Mapping
from typing import NoReturn

import typer

DONE, NO, WRONG_USE = 0, 1, 2


def print_lines(lines: Iterable[Mapping[str, object]]) -> None:
    """One JSON object a line. A reader that has seen enough (`| head`) ends the command without complaint."""
    try:
        for line in lines:
            sys.stdout.write(json.dumps(line, ensure_ascii=False, allow_nan=False) + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        # the interpreter flushes standard output once more at its end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(DONE) from None


def say(words: str) -> None:
    """Words for people."""
    sys.stderr.write(words + "\n")


def fail(words: str, *, status: int) -> NoReturn:
    """End the command with words and a status."""
    say(words)
    raise typer.Exit(status)
