"""When a place has something to tell in HL7: each pressure at once, the other numbers every so often. Pure."""

from monitor.port.snapshot import PlaceView, Snapshot

SAME_READING_MS = 900  # a reading's time is known to a tick; the next one is a minute later at the earliest


class Pace:
    """Remembers what was last told of each place."""

    def __init__(self, every_s: float) -> None:
        self._every_ms = round(every_s * 1000)
        self._told_ms: dict[tuple[str, int], int] = {}  # by place and session
        self._reading_ms: dict[tuple[str, int], int] = {}

    def due(self, snapshot: Snapshot) -> list[PlaceView]:
        """The places with a patient of which something is to be told now."""
        now_ms = snapshot.at.utc_ms
        found = []
        for place in snapshot.places:
            if place.session is None:
                continue
            key = (place.place_id, place.session.session_id)
            measured_ms = None if place.pressure.age_s is None else now_ms - round(place.pressure.age_s * 1000)
            is_new = (
                place.pressure.systolic is not None
                and measured_ms is not None
                and measured_ms - self._reading_ms.get(key, 0) > SAME_READING_MS
            )
            has_numbers = place.rate.value is not None or place.spo2.value is not None
            if is_new or (has_numbers and now_ms - self._told_ms.get(key, 0) >= self._every_ms):
                found.append(place)
                self._told_ms[key] = now_ms
                if measured_ms is not None:
                    self._reading_ms[key] = measured_ms
        self._forget(snapshot)
        return found

    def _forget(self, snapshot: Snapshot) -> None:
        """Drop what is remembered of patients who are gone."""
        present = {(place.place_id, place.session.session_id) for place in snapshot.places if place.session is not None}
        self._told_ms = {key: value for key, value in self._told_ms.items() if key in present}
        self._reading_ms = {key: value for key, value in self._reading_ms.items() if key in present}
