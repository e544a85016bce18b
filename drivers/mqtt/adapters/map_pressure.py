"""Cuff readings by an explicit map: all parts from one message, and each reading given once. Pure."""

from datetime import datetime

from drivers.mqtt.adapters.documents import Document, read_moment, read_number
from drivers.mqtt.adapters.mapping import NewWhen, Path, PressureRule
from drivers.mqtt.adapters.recency import ReadingGate, Recency, Sight
from drivers.mqtt.adapters.speaker import Speaker
from drivers.mqtt.adapters.values import Pressure, checked_pressure, to_own_unit
from drivers.observations import NoticeKind, Observation, Stamp

HELD_BEFORE, REFUSED = "reading_from_before", "refused_nibp"


class PressureDesk:
    """Owns which readings of one device are known."""

    def __init__(self, rule: PressureRule, recency: Recency, speaker: Speaker) -> None:
        self.rule = rule
        self.repeated = 0  # readings that were given before
        self._recency = recency
        self._speaker = speaker
        self._gate = ReadingGate(rule.new_when)

    def take(
        self, document: Document, moment: datetime | None, stamp: Stamp, *, absent_because: str | None
    ) -> list[Observation]:
        """The reading in a message, if it holds one that is new.

        Args:
            document: the message.
            moment: when the publisher made it, where it says so.
            stamp: its arrival.
            absent_because: why the device counts as not there; then the reading is remembered but not given.

        """
        found = self._read(document)
        if found is None:
            return []
        measured = moment
        if self.rule.time is not None:
            measured = read_moment(document.at(self.rule.time), self.rule.time_format)
            if measured is None:
                return list(self._speaker.opened(REFUSED, "a reading does not say when it was measured", stamp))
        # Numbers that change say nothing of when they were measured, but that it was since the last message.
        dated = measured is not None and self.rule.new_when is not NewWhen.CHANGED
        age_s = self._recency.age_s(measured, stamp) if dated and measured is not None else None
        sight = self._gate.judge((measured if dated else None, found), stamp, age_s=age_s)
        if sight is Sight.REPEATED:
            self.repeated += 1
            return []
        if absent_because is not None or sight is not Sight.NEW:
            return self._not_taken(sight, absent_because, stamp)
        ended = self._speaker.closed((HELD_BEFORE, REFUSED), "a new reading has come", stamp)
        if isinstance(found, str):
            return [*ended, self._speaker.no_reading(found, stamp)]
        return [*ended, self._speaker.reading(found, stamp, age_s=age_s)]

    def _not_taken(self, sight: Sight, absent_because: str | None, stamp: Stamp) -> list[Observation]:
        why = "the device holds a reading from before, nobody knows since when"
        if sight is Sight.STALE:
            why = "the device holds a reading that is hours old"
        words = f"{absent_because or why}: it is not taken over"
        return list(self._speaker.opened(HELD_BEFORE, words, stamp, kind=NoticeKind.INFORMATION))

    def _read(self, document: Document) -> Pressure | str | None:
        """The numbers, or why they are no reading; None where the device has none to give."""
        rule = self.rule
        systolic, diastolic = self._part(document, rule.systolic), self._part(document, rule.diastolic)
        if isinstance(systolic, str) and isinstance(diastolic, str):
            return None  # as before the first reading
        if isinstance(systolic, str) or isinstance(diastolic, str):
            return "one of systolic and diastolic is missing"
        mean = None if rule.mean is None else self._part(document, rule.mean)
        pulse = None if rule.pulse is None else read_number(document.at(rule.pulse), rule.missing)
        return checked_pressure(
            systolic,
            diastolic,
            mean=mean if isinstance(mean, float) else None,
            pulse=pulse if isinstance(pulse, float) else None,
        )

    def _part(self, document: Document, path: Path) -> float | str:
        number = read_number(document.at(path), self.rule.missing)
        return number if isinstance(number, str) else to_own_unit(number, self.rule.unit)
