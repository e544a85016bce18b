"""What the engine did, in numbers: observations, alarms by rule, latencies. Bounded however long it runs."""

from collections import Counter
from collections.abc import Iterable

from monitor.domain.events import AlarmChanged, Event
from monitor.domain.vocabulary import AlarmChangeKind, Priority

LONGEST_COUNTED_MS = 60_000  # anything slower is counted here: a percentile never looks better than it was


class LatencyHistogram:
    """Real milliseconds in bins of one millisecond."""

    def __init__(self) -> None:
        self._bins: Counter[int] = Counter()

    @property
    def count(self) -> int:
        return self._bins.total()

    def add(self, milliseconds: float) -> None:
        self._bins[min(max(0, round(milliseconds)), LONGEST_COUNTED_MS)] += 1

    def percentile(self, percent: float) -> int | None:
        """The smallest latency (ms) that `percent` of all do not exceed; None before the first."""
        wanted = self.count * percent / 100
        seen = 0
        for milliseconds in sorted(self._bins):
            seen += self._bins[milliseconds]
            if seen >= wanted:
                return milliseconds
        return None


class Tally:
    """Counts since the engine was made."""

    def __init__(self) -> None:
        self.observations = 0
        self.latencies = LatencyHistogram()
        self._open: dict[int, tuple[str, Priority]] = {}
        self._ended: Counter[tuple[str, Priority]] = Counter()

    def note_events(self, events: Iterable[Event]) -> None:
        """Follow each alarm from raised to cleared, remembering the gravest priority it reached."""
        for event in events:
            if isinstance(event, AlarmChanged) and event.alarm_id:
                self._note_alarm(event)

    def alarms(self) -> list[dict[str, object]]:
        """Alarms by rule and gravest priority reached, in the order of rule names."""
        counts = Counter(self._ended)
        counts.update(self._open.values())
        return [
            {"rule": rule, "priority": priority.word, "count": counts[rule, priority]}
            for rule, priority in sorted(counts)
        ]

    def _note_alarm(self, event: AlarmChanged) -> None:
        if event.change is AlarmChangeKind.RAISED:
            self._open[event.alarm_id] = (event.rule, event.priority)
        elif event.alarm_id in self._open:
            rule, worst = self._open[event.alarm_id]
            self._open[event.alarm_id] = (rule, max(worst, event.priority))
            if event.change is AlarmChangeKind.CLEARED:
                self._ended[self._open.pop(event.alarm_id)] += 1
