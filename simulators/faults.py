"""Byte-level faults on a line, seeded: split, delay, drop, corrupt, duplicate. Pure; waiting is left to the caller.

Stalls and pulled plugs are states of a link, not faults of its bytes: see `simulators.serve`.
"""

from dataclasses import dataclass

import numpy as np

_LONGEST_GARBAGE_BYTES = 80
_DRAWN_AT_ONCE = 256  # chances for so many messages: drawing them one by one costs ten times as much


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultShares:
    """Share of the messages that suffer each fault, 0 to 1; one message may suffer several."""

    split: float = 0.0
    drop: float = 0.0
    corrupt: float = 0.0
    duplicate: float = 0.0
    longest_delay_s: float = 0.0

    @property
    def any(self) -> bool:
        """Say whether there is anything to do at all."""
        return any((self.split, self.drop, self.corrupt, self.duplicate, self.longest_delay_s))


@dataclass(frozen=True, slots=True)
class Piece:
    """Bytes to hand over `delay_s` after the piece before."""

    delay_s: float
    data: bytes


class FaultyLine:
    """What becomes of messages on a bad line. The order of pieces is kept: a wire does not reorder."""

    def __init__(self, shares: FaultShares, *, seed: int) -> None:
        self._shares = shares
        self._rng = np.random.default_rng(seed)
        self._chances: list[list[float]] = []

    def passes(self, data: bytes) -> list[Piece]:
        """Give the pieces in which one message arrives; none when it is lost."""
        if not data or not self._shares.any:
            return [Piece(0.0, data)] if data else []
        if not self._chances:
            self._chances = self._rng.random((_DRAWN_AT_ONCE, 5)).tolist()
        shares, chance = self._shares, self._chances.pop()
        if chance[0] < shares.drop:
            return []
        if chance[1] < shares.corrupt:
            data = self._corrupted(data)
        if chance[2] < shares.duplicate:
            data += data
        parts = self._split(data) if chance[3] < shares.split else [data]
        return [Piece(chance[4] * shares.longest_delay_s, part) for part in parts]

    def garbage(self) -> bytes:
        """Give noise, such as a plug in motion or a wrong baud rate leaves on the line."""
        length = int(self._rng.integers(1, _LONGEST_GARBAGE_BYTES + 1))
        return self._rng.bytes(length)

    def _corrupted(self, data: bytes) -> bytes:
        index = int(self._rng.integers(len(data)))
        changed = data[index] ^ (1 << int(self._rng.integers(8)))
        return data[:index] + bytes([changed]) + data[index + 1 :]

    def _split(self, data: bytes) -> list[bytes]:
        if len(data) < 2:
            return [data]
        cut = int(self._rng.integers(1, len(data)))
        return [data[:cut], data[cut:]]
