"""Orders with a moment at which each is to be carried out, in order of time. Carrying them out is left to the desk."""

import heapq
import json
from collections.abc import Iterable, Mapping

from simulators.scenario import Happening


class Script:
    """What is still to come. Orders for one moment come in the order in which they were written."""

    def __init__(self, happenings: Iterable[Happening] = ()) -> None:
        self._waiting: list[tuple[float, int, str]] = []
        self._count = 0
        for happening in happenings:
            for at_s, order in happening.orders():
                self.add(at_s, order)

    def add(self, at_s: float, order: Mapping[str, str]) -> None:
        """Let `order` be carried out at `at_s` of the run."""
        self._count += 1
        heapq.heappush(self._waiting, (at_s, self._count, json.dumps(order)))

    def due(self, t_s: float) -> list[str]:
        """Take the orders that have fallen due, one line each as `OrderDesk.obey` reads them."""
        lines: list[str] = []
        while self._waiting and self._waiting[0][0] <= t_s:
            lines.append(heapq.heappop(self._waiting)[2])
        return lines
