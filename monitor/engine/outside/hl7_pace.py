"""When a place has something to tell in HL7: each pressure at once, the other numbers every so often. Pure.

Paced by ticks: the wall clock may be put back.
"""

from monitor.domain.time import ticks
from monitor.port.snapshot import PlaceView, Snapshot

SAME_READING_TICKS = ticks(0.9)  # a reading's time is known to a tick; the next one is a minute later at the earliest


class Pace:
    """Remembers what was last told of each place."""

    def __init__(self, every_s: float) -> None:
        self._every_ticks = ticks(every_s)
        self._told: dict[tuple[str, int], int] = {}  # tick, by place and session
        self._reading: dict[tuple[str, int], int] = {}

    def due(self, snapshot: Snapshot) -> list[PlaceView]:
        """The places with a patient of which something is to be told now."""
        now = snapshot.at.tick
        found = []
        for place in snapshot.places:
            if place.session is None:
                continue
            key = (place.place_id, place.session.session_id)
            measured = None if place.pressure.age_s is None else now - ticks(place.pressure.age_s)
            is_new = (
                place.pressure.systolic is not None
                and measured is not None
                and (key not in self._reading or measured - self._reading[key] > SAME_READING_TICKS)
            )
            has_numbers = place.rate.value is not None or place.spo2.value is not None
            if is_new or (has_numbers and (key not in self._told or now - self._told[key] >= self._every_ticks)):
                found.append(place)
                self._told[key] = now
                if measured is not None:
                    self._reading[key] = measured
        self._forget(snapshot)
        return found

    def _forget(self, snapshot: Snapshot) -> None:
        """Drop what is remembered of patients who are gone."""
        present = {(place.place_id, place.session.session_id) for place in snapshot.places if place.session is not None}
        self._told = {key: value for key, value in self._told.items() if key in present}
        self._reading = {key: value for key, value in self._reading.items() if key in present}
