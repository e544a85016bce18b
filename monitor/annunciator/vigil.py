"""Notices that a station stands still: its engine, its screen, or all of it. Pure: it is told the time in seconds."""

LONGEST_OWN_GAP_S = 1.0  # who was not looking for longer than this (stopped, asleep) cannot blame the other side


class _Counter:
    def __init__(self) -> None:
        self.value: int | None = None
        self.moved_s: float | None = None  # None: it has not moved yet

    def take(self, value: int | None, now_s: float) -> None:
        if value is not None and value != self.value:
            self.moved_s = now_s if value > 0 else None
        if value is None:
            self.moved_s = None
        self.value = value


class Vigil:
    """Watches two counters that move as long as all is well."""

    def __init__(self, *, patience_s: float, grace_s: float, now_s: float) -> None:
        """`grace_s` is how long a station may take to its first step and its first picture."""
        self._patience_s = patience_s
        self._grace_until_s = now_s + grace_s
        self._looked_s = now_s
        self._ticks, self._paints = _Counter(), _Counter()
        self.begun = False  # both have moved

    def beat(self, ticks: int, paints: int | None, now_s: float) -> None:
        """Take one heartbeat. `paints` is None where the station has no screen."""
        self._ticks.take(ticks, now_s)
        self._paints.take(paints, now_s)
        if self._ticks.moved_s is not None and (paints is None or self._paints.moved_s is not None):
            self.begun = True

    def failure(self, now_s: float) -> str:
        """What stands still, in words; empty where nothing does. To be asked several times a second."""
        self._forgive_own_gap(now_s)
        if self._stands(self._ticks, now_s):
            return "the alarm engine stands still"
        if self._ticks.value is None:
            return ""
        if self._paints.value is not None and self._stands(self._paints, now_s):
            return "the display stands still"
        return ""

    def _stands(self, counter: _Counter, now_s: float) -> bool:
        if counter.moved_s is None:
            return now_s > self._grace_until_s
        return now_s - counter.moved_s > self._patience_s

    def _forgive_own_gap(self, now_s: float) -> None:
        gap_s = now_s - self._looked_s
        self._looked_s = now_s
        if gap_s <= LONGEST_OWN_GAP_S:
            return
        self._grace_until_s += gap_s
        for counter in (self._ticks, self._paints):
            if counter.moved_s is not None:
                counter.moved_s += gap_s
