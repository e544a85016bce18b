"""The walk-through after a change of wiring: a place counts only after somebody saw its own tile react.

A device is bound by its address; when that changes, or the device is new at a place, the place alone is not confirmed.
What counts as a reaction is the probe lifted and put back, or a pressure taken there.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from monitor.room.seat import Seat


class Walk:
    """Owns which places are not confirmed, and how far each has got."""

    def __init__(self, seats: Iterable[Seat], *, asked: bool) -> None:
        self._now = {seat.place.place_id: _fingerprint(seat) for seat in seats}
        self._asked = asked
        self._lifted: set[str] = set()
        self._reacted: set[str] = set()
        self.confirmed: dict[str, list[str]] = {}

    def is_open(self, place_id: str) -> bool:
        """Whether somebody still has to confirm this place."""
        now = self._now[place_id]
        return self._asked and bool(now) and self.confirmed.get(place_id) != now

    def has_reacted(self, place_id: str) -> bool:
        """Whether the tile of this place has reacted since it is open."""
        return place_id in self._reacted

    def value(self, place_id: str, *, measured: bool) -> None:
        """A continuous value came, or the device said that it has none."""
        if not measured:
            self._lifted.add(place_id)
        elif place_id in self._lifted and self.is_open(place_id):
            self._reacted.add(place_id)

    def reading(self, place_id: str) -> None:
        """A pressure was taken."""
        if self.is_open(place_id):
            self._reacted.add(place_id)

    def confirm(self, place_id: str) -> None:
        """Take this wiring of the place as seen."""
        self.confirmed[place_id] = self._now[place_id]
        self._lifted.discard(place_id)
        self._reacted.discard(place_id)

    def dump(self) -> dict[str, Any]:
        """Plain JSON for a checkpoint."""
        return {
            "wired": self._now,
            "lifted": sorted(self._lifted),
            "reacted": sorted(self._reacted),
            "confirmed": self.confirmed,
        }

    def load(self, data: Mapping[str, Any]) -> None:
        """Back from `dump`; a place that is wired otherwise now has not reacted yet."""
        same = {place_id for place_id, wired in data["wired"].items() if self._now.get(place_id) == wired}
        self.confirmed = dict(data["confirmed"])
        self._lifted, self._reacted = same & set(data["lifted"]), same & set(data["reacted"])


def _fingerprint(seat: Seat) -> list[str]:
    return [f"{device.device_id} {device.identity}" for device in seat.devices]
