"""When to ask a DRI monitor, and for what. Pure: it is told the time and what came, and gives the bytes to send.

One request keeps the displayed values coming until the cable or the monitor restarts. Around it: the time of the cuff
reading, and, from monitors that offer it, the alarms.
"""

from collections import Counter

from drivers.ge_s5_dri.requests import AlarmCommand, AlarmRequest, ValuesRequest, Wanted

INTERVAL_S = 5  # the shortest for displayed values
AUX_INTERVAL_S = 10
REQUEST_GAP_S = 6.0  # "two requests within 5 s: the second is ignored"
SILENCE_S = 3.0 * INTERVAL_S  # "if nothing arrives for 3 intervals, send again"
ALARM_STATUS_S = 30.0  # alarms come at each change; asking now and then repairs what was lost
MOST_BLAMED = 2  # a cable may be pulled just after a request, but hardly twice
FIRST_ALARM_LEVEL = 10  # "CARESCAPE, main type 4, level 10 and later"
NO_LEVEL = 0  # "the printed examples use 0. Try 0 first, then the level seen in the monitor's own records"
LEVELS = (NO_LEVEL, 7, 8, 9, 10, 11)
_ALARM_LEVELS = (NO_LEVEL, *(level for level in LEVELS if level >= FIRST_ALARM_LEVEL))
_DISPLAYED = ValuesRequest(Wanted.DISPLAYED, INTERVAL_S)
_AUX = ValuesRequest(Wanted.AUX, AUX_INTERVAL_S)
_ALARM_CHANGES = AlarmRequest(AlarmCommand.ENTER_DIFFERENTIAL)
_ALARM_STATUS = AlarmRequest(AlarmCommand.SEND_STATUS)
_Extra = ValuesRequest | AlarmRequest
ALLOWED_WRITES = frozenset(
    {request.record(level).encode() for request in (_DISPLAYED, _AUX) for level in LEVELS}
    | {request.record(level).encode() for request in (_ALARM_CHANGES, _ALARM_STATUS) for level in _ALARM_LEVELS}
)


class Asker:
    """Decides for one open link. Times are seconds of one monotonic clock; `shortest_s` is a floor for every wait."""

    def __init__(self, *, shortest_s: float = 0.0) -> None:
        self._gap_s = max(REQUEST_GAP_S, shortest_s)
        self._silence_s = max(SILENCE_S, shortest_s)
        self._sent_s: float | None = None  # the last request
        self._heard_s: float | None = None  # the last displayed values
        self._unanswered = 0  # requests for displayed values since these came
        self._level = NO_LEVEL  # that of the last request for displayed values
        self._answered_level: int | None = None
        self._monitor_level: int | None = None
        self._asked: dict[_Extra, float] = {}  # since the values flow
        self._blamed: Counter[_Extra] = Counter()  # how often in a row the values ceased after it

    def heard(self, level: int, now_s: float, *, displayed: bool) -> None:
        """A record of the monitor came, of the interface level `level`; `displayed`: with displayed values in it."""
        self._monitor_level = level
        if displayed:
            self._heard_s = now_s
            self._answered_level = self._level
            self._unanswered = 0
            for extra, asked_s in self._asked.items():
                if now_s - asked_s > self._gap_s:
                    del self._blamed[extra]

    def next_request(self, now_s: float) -> bytes | None:
        """What to send now; it counts as sent."""
        if self._sent_s is not None and now_s - self._sent_s < self._gap_s:
            return None
        if self._is_silent(now_s):
            self._blame()
            self._level = self._next_level()
            self._unanswered += 1
            self._sent_s = now_s
            return _DISPLAYED.record(self._level).encode()
        extra = None if self._unanswered else self._extra(now_s)
        if extra is None:
            return None
        self._asked[extra] = self._sent_s = now_s
        return extra.record(self._known_level()).encode()

    def _is_silent(self, now_s: float) -> bool:
        if self._heard_s is None or self._unanswered:
            return True  # an answer that is missing is asked for at every gap
        return now_s - self._heard_s >= self._silence_s

    def _blame(self) -> None:
        """The values ceased: everything is asked again once they flow, but for what seems to have stopped them."""
        for extra, asked_s in self._asked.items():
            if self._heard_s is not None and self._heard_s - asked_s <= self._gap_s:
                self._blamed[extra] += 1
        self._asked.clear()

    def _next_level(self) -> int:
        """0, the monitor's own, and each that is known; every other time the one that was answered before, if any."""
        order = list(dict.fromkeys([NO_LEVEL, self._known_level(), *LEVELS]))
        if self._answered_level is None:
            return order[self._unanswered % len(order)]
        return self._answered_level if self._unanswered % 2 == 0 else order[self._unanswered // 2 % len(order)]

    def _known_level(self) -> int:
        return NO_LEVEL if self._monitor_level not in LEVELS else self._monitor_level

    def _extra(self, now_s: float) -> _Extra | None:
        wanted: list[_Extra] = [_AUX]
        if self._monitor_level is not None and self._monitor_level >= FIRST_ALARM_LEVEL:
            wanted += [_ALARM_CHANGES, _ALARM_STATUS]
        for extra in wanted:
            asked_s = self._asked.get(extra)
            again = extra is _ALARM_STATUS and asked_s is not None and now_s - asked_s >= ALARM_STATUS_S
            if self._blamed[extra] < MOST_BLAMED and (asked_s is None or again):
                return extra
        return None
