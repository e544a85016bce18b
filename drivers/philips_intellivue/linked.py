"""Puts the linked parts of a large poll answer together. Pure.

Only a whole answer shows what the monitor no longer lists. A part that is lost must not take the others with it: what
came is passed on as incomplete.
"""

from dataclasses import dataclass, replace

from drivers.observations import Stamp
from drivers.philips_intellivue.operations import LinkedState
from drivers.philips_intellivue.polls import PollReply

MAX_PARTS = 32  # about 1.4 kB each; a monitor with everything on needs three
MAX_OPEN_ANSWERS = 8  # answers to different polls that wait for parts at one time


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything that one poll brought at one time. Of an incomplete one some part did not arrive."""

    reply: PollReply
    stamp: Stamp  # receipt of the last part
    complete: bool


class LinkedParts:
    """Waits, for each poll, until its last part has come."""

    def __init__(self) -> None:
        self._open: dict[int, list[tuple[PollReply, Stamp]]] = {}

    @property
    def waiting_parts(self) -> int:
        return sum(len(parts) for parts in self._open.values())

    def add(self, reply: PollReply, stamp: Stamp) -> list[Answer]:
        """Answers that are over now that `reply` came, oldest first."""
        waiting = self._open.get(reply.invoke_id, [])
        if waiting and reply.at_ticks != waiting[0][0].at_ticks:  # the end of the former answer was lost
            return [self._close(reply.invoke_id, whole=False), *self.add(reply, stamp)]
        if reply.part is None and not waiting:
            return [Answer(reply, stamp, complete=True)]
        if any(known.part == reply.part for known, _ in waiting):
            return []  # a datagram may arrive twice
        parts = self._open.setdefault(reply.invoke_id, [])
        parts.append((reply, stamp))
        # the captured monitor ends with an unlinked, empty result; the guide also knows a part marked as last
        if reply.part is None or reply.part.state is LinkedState.LAST:
            return [self._close(reply.invoke_id, whole=True)]
        return self._within_bounds(reply.invoke_id)

    def _within_bounds(self, invoke_id: int) -> list[Answer]:
        if len(self._open[invoke_id]) >= MAX_PARTS:
            return [self._close(invoke_id, whole=False)]
        if len(self._open) > MAX_OPEN_ANSWERS:
            return [self._close(next(iter(self._open)), whole=False)]
        return []

    def finish(self) -> list[Answer]:
        """The stream is over: what came of the open answers."""
        return [self._close(invoke_id, whole=False) for invoke_id in list(self._open)]

    def _close(self, invoke_id: int, *, whole: bool) -> Answer:
        parts = self._open.pop(invoke_id)
        numbers = [reply.part.number for reply, _ in parts if reply.part is not None]
        first = parts[0][0]
        objects = tuple(item for reply, _ in parts for item in reply.objects)
        whole = whole and numbers == list(range(1, len(numbers) + 1))
        return Answer(replace(first, objects=objects, part=None), parts[-1][1], complete=whole)
