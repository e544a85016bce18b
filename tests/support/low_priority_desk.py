"""What the child processes of the tests answer with."""

import os
from collections.abc import Callable

Progress = Callable[[int, int], None]


class Unreadable:
    """Goes out and cannot be made again: whoever reads it gets an exception that no pipe raises."""

    def __reduce__(self) -> tuple[object, ...]:
        return getattr, (0, "no such thing")


class Desk:
    def __init__(self, base: int) -> None:
        self._base = base

    def add(self, number: int, *, progress: Progress) -> int:
        del progress
        return self._base + number

    def fail(self, *, progress: Progress) -> int:
        del progress
        raise ValueError("no luck")

    def niceness(self, *, progress: Progress) -> int | None:
        del progress
        return os.nice(0) if hasattr(os, "nice") else None

    def count_for_ever(self, *, progress: Progress) -> int:
        number = 0
        while True:
            number += 1
            progress(number, 1_000_000)

    def unsendable(self, *, progress: Progress) -> object:
        del progress
        return lambda: None

    def unreadable(self, *, progress: Progress) -> object:
        del progress
        return Unreadable()

    def die(self, *, progress: Progress) -> int:
        del progress
        os._exit(3)
