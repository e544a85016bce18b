"""The walk-through after a change of wiring: a place counts only after somebody saw its own tile react.

A device is bound by its address; when that changes, or the device is new at a place, the place alone is not confirmed.
What counts as a reaction is the probe lifted and put back, or a pressure taken there; each device that stands at the
place has to show one, for the one whose cable was moved need not be the one whose probe was lifted.
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from monitor.room.seat import Seat

if TYPE_CHECKING:
    from monitor.domain.inputs import CuffReading, Sample


class Walk:
    """Owns which places are not confirmed, and which devices have reacted there."""

    def __init__(self, seats: Iterable[Seat], *, asked: bool) -> None:
        self._now = {seat.place.place_id: _fingerprint(seat) for seat in seats}
        self._asked = asked
        self._lifted: set[str] = set()  # device and parameter
        self._reacted: set[str] = set()  # devices
        self.confirmed: dict[str, list[str]] = {}
        self._other = set(self._now)  # places of which nobody knows that they were wired so at the last checkpoint

    def is_open(self, place_id: str) -> bool:
        """Whether somebody still has to confirm this place."""
        now = self._now[place_id]
        return self._asked and bool(now) and self.confirmed.get(place_id) != now

    def missing(self, seat: Seat) -> list[str]:
        """Titles of the devices standing here that have not reacted since the place is open."""
        return [device.title for device in seat.devices if device.device_id not in self._reacted]

    def has_reacted(self, seat: Seat) -> bool:
        """Whether every device standing here has reacted since the place is open."""
        return bool(seat.devices) and not self.missing(seat)

    def value(self, seat: Seat, sample: "Sample") -> None:
        """A continuous value came, or the device said that it has none: a probe is put back when its own value is."""
        if not self.is_open(seat.place.place_id):
            return
        probe = f"{sample.device_id} {sample.parameter.value}"
        if sample.value is None:
            self._lifted.add(probe)
        elif probe in self._lifted:
            self._reacted.add(sample.device_id)

    def reading(self, seat: Seat, item: "CuffReading") -> None:
        """A pressure was taken by this device. One entered by hand, or only told again, says nothing of a cable."""
        if self.is_open(seat.place.place_id):
            self._reacted.add(item.device_id)

    def confirm(self, seat: Seat) -> None:
        """Take this wiring of the place as seen."""
        place_id = seat.place.place_id
        self.confirmed[place_id] = self._now[place_id]
        devices = {device.device_id for device in seat.devices}
        self._lifted = {probe for probe in self._lifted if _device_of(probe) not in devices}
        self._reacted -= devices

    def dump(self) -> dict[str, Any]:
        """Plain JSON for a checkpoint."""
        return {
            "wired": self._now,
            "lifted": sorted(self._lifted),
            "reacted": sorted(self._reacted),
            "confirmed": self.confirmed,
        }

    def load(self, data: Mapping[str, Any]) -> None:
        """Back from `dump`; a place that is wired otherwise now has not reacted yet, nor was it ever confirmed.

        So a cable that is moved and moved back is walked again. What a former program kept by place counts no more.
        """
        same = {place_id for place_id, wired in data["wired"].items() if self._now.get(place_id) == wired}
        self._other = set(self._now) - same
        self.confirmed = dict(data["confirmed"])
        self._reacted, self._lifted = set(data["reacted"]), set(data["lifted"])
        self.forget_other()

    def forget_other(self) -> None:
        """Forget what places showed that are wired otherwise now.

        What the record holds behind its last checkpoint is from before the restart as well, and folded by then.
        """
        kept = {place_id: wired for place_id, wired in self._now.items() if place_id not in self._other}
        self.confirmed = {place_id: wired for place_id, wired in self.confirmed.items() if place_id in kept}
        devices = {_device_of(wired) for wirings in kept.values() for wired in wirings}
        self._reacted &= devices
        self._lifted = {probe for probe in self._lifted if _device_of(probe) in devices}


def _fingerprint(seat: Seat) -> list[str]:
    return [f"{device.device_id} {device.identity}" for device in seat.devices]


def _device_of(text: str) -> str:
    """The device's id, with which a probe and a wiring begin; ids hold no space."""
    return text.partition(" ")[0]
