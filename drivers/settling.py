"""What of a state that a device repeats many times a second is published, and with how much trust.

Formats without a checksum are sent 60 to 100 times a second, so a state counts once two packets in a row agree on it.
A flipped bit stands in one packet alone and is told apart by that. What a state means is left to the interpreters.
"""

from dataclasses import dataclass
from typing import Generic, TypeVar

from drivers.observations import NANOSECONDS_PER_SECOND, Stamp

T = TypeVar("T")
REPEAT_S = 1.0  # an unchanged state is published once in this time
MOST_PACKETS = 100  # or once in so many packets, where a capture carries no times: the fastest such device sends 100/s


@dataclass(frozen=True, slots=True)
class Verdict(Generic[T]):
    """A state to publish. Not `sure`: a single packet said so, and the next one something else."""

    state: T
    stamp: Stamp
    sure: bool


class Settler(Generic[T]):
    """Publishes each change and repeats what stands once a second.

    `confirm` False: a checksum has proved each packet, so that one suffices.
    """

    def __init__(self, *, confirm: bool) -> None:
        self._confirm = confirm
        self._settled: T | None = None
        self._candidate: Verdict[T] | None = None
        self._published: Stamp | None = None  # when the settled state was last published; None: it is due
        self._packets = 0  # since then

    def take(self, state: T, stamp: Stamp) -> list[Verdict[T]]:
        """What is to be published now that a packet said `state`, oldest first."""
        self._packets += 1
        candidate, self._candidate = self._candidate, None
        if state == self._settled:
            return [*self._contradicted(candidate), *self._repeated(state, stamp)]
        if not self._confirm or (candidate is not None and candidate.state == state):
            return [self._settle(state, stamp)]
        self._candidate = Verdict(state, stamp, sure=False)
        return self._contradicted(candidate)

    def finish(self) -> list[Verdict[T]]:
        """The stream is over; nothing contradicts a last packet if nothing had settled before it."""
        candidate, self._candidate = self._candidate, None
        if candidate is None:
            return []
        return [Verdict(candidate.state, candidate.stamp, sure=self._settled is None)]

    def _contradicted(self, candidate: Verdict[T] | None) -> list[Verdict[T]]:
        if candidate is None:
            return []
        self._published = None  # what stands must be said again behind the doubtful state
        return [candidate]

    def _repeated(self, state: T, stamp: Stamp) -> list[Verdict[T]]:
        last = self._published
        due = (
            last is None
            or self._packets >= MOST_PACKETS
            or stamp.mono_ns - last.mono_ns >= REPEAT_S * NANOSECONDS_PER_SECOND
        )
        return [self._settle(state, stamp)] if due else []

    def _settle(self, state: T, stamp: Stamp) -> Verdict[T]:
        self._settled = state
        self._published = stamp
        self._packets = 0
        return Verdict(state, stamp, sure=True)
