"""What to say to an IntelliVue monitor, and when: association, create event, polls, renewal, release.

It knows no link and no clock: it is told what was heard and what time it is, and gives the messages to send. Times are
seconds of any clock that does not run backwards.
"""

from enum import StrEnum

from drivers.philips_intellivue.association import (
    AssociationAccept,
    AssociationRequest,
    PollProfile,
    SessionKind,
    SessionMessage,
)
from drivers.philips_intellivue.codes import AttributeGroup, ObjectClass
from drivers.philips_intellivue.identity import MdsCreateEvent, MdsCreateResult
from drivers.philips_intellivue.polls import PollReply, PollRequest
from drivers.philips_intellivue.protocol import Message, Refused

ASSOCIATE_EVERY_S = 1.0  # "repeat every second until an answer: in the capture two or three were needed"
ASSOCIATE_WITHIN_S = 10.0
CREATE_WITHIN_S = 5.0  # in the capture the create event follows the accept at once
SILENCE_S = 10.0  # "if no data arrives for 10 s abort and reconnect"
EXTENDED_FOR_S = 180.0  # as in the capture
RENEW_AFTER_S = 120.0
QUIET_S = 4.0  # "a single-poll reply took about 0.9 s in the capture: allow 2 s"; twice that for a stream
SINGLE_EVERY_S = 1.0  # "at most one poll for each object class a second"
KEEP_ALIVE_S = 10.0  # "a poll every 10 s is safe"; it also brings the monitor's clock anew

RELEASE = SessionMessage(SessionKind.RELEASE_REQUEST).encode()
ASSOCIATE = AssociationRequest(PollProfile()).encode()
MONITOR_POLL = PollRequest(invoke_id=1, object_class=ObjectClass.MONITOR).encode()
_POLLED = {ObjectClass.NUMERICS: AttributeGroup.VALUES, ObjectClass.ALERTS: AttributeGroup.ALERTS}
_EXTENDED_IDS = {ObjectClass.NUMERICS: 2, ObjectClass.ALERTS: 3}
_SINGLE_IDS = {ObjectClass.NUMERICS: 4, ObjectClass.ALERTS: 5}
EXTENDED_POLLS = {
    polled: PollRequest(
        invoke_id=_EXTENDED_IDS[polled], object_class=polled, group=group, duration_s=EXTENDED_FOR_S
    ).encode()
    for polled, group in _POLLED.items()
}
SINGLE_POLLS = {
    polled: PollRequest(invoke_id=_SINGLE_IDS[polled], object_class=polled, group=group).encode()
    for polled, group in _POLLED.items()
}
FIXED_WRITES = frozenset({RELEASE, ASSOCIATE, MONITOR_POLL, *EXTENDED_POLLS.values(), *SINGLE_POLLS.values()})


class Phase(StrEnum):
    ASSOCIATING = "associating"
    AWAITING_CREATE = "awaiting create event"
    POLLING = "polling"
    ENDED = "ended"


class PollMode(StrEnum):
    EXTENDED = "extended"  # one request, an answer a second
    SINGLE = "single"  # "a single poll once a second also works on every model"
    REFUSED = "refused"


class PollStream:
    """Keeps one object class coming: extended polls, renewed in time, and single ones where those do not work."""

    def __init__(self, polled: ObjectClass, *, now_s: float, shortest_s: float) -> None:
        self.mode = PollMode.EXTENDED
        self._polled = polled
        self._quiet_s = max(QUIET_S, shortest_s)
        self._asked_s = now_s
        self._heard_s = now_s
        self._unanswered = 0
        self._asking = True  # the first request is due at once

    @property
    def due_s(self) -> float:
        """When `due` wants to be called."""
        if self._asking:
            return self._asked_s
        if self.mode is PollMode.SINGLE:
            return self._asked_s + SINGLE_EVERY_S
        if self.mode is PollMode.REFUSED:
            return float("inf")
        return min(self._asked_s + RENEW_AFTER_S, max(self._asked_s, self._heard_s) + self._quiet_s)

    def due(self, now_s: float) -> list[bytes]:
        """The request that falls due at `now_s`, if any."""
        if now_s < self.due_s:
            return []
        renewing = now_s >= self._asked_s + RENEW_AFTER_S
        if self.mode is PollMode.EXTENDED and not self._asking and not renewing:
            self._unanswered += 1
            if self._unanswered > 1:  # asked again and still nothing
                self.mode = PollMode.SINGLE
        self._asking = False
        self._asked_s = now_s
        polls = EXTENDED_POLLS if self.mode is PollMode.EXTENDED else SINGLE_POLLS
        return [polls[self._polled]]

    def heard(self, now_s: float) -> None:
        self._heard_s = now_s
        self._unanswered = 0

    def refused(self, invoke_id: int, now_s: float) -> None:
        """The monitor does not carry out the poll `invoke_id`."""
        if self.mode is PollMode.EXTENDED and invoke_id == _EXTENDED_IDS[self._polled]:
            self.mode, self._asking, self._asked_s = PollMode.SINGLE, True, now_s
        elif self.mode is PollMode.SINGLE and invoke_id == _SINGLE_IDS[self._polled]:
            self.mode = PollMode.REFUSED


class Conversation:
    """One association, from the first request to its end. `shortest_s`: no silence may count sooner than that."""

    def __init__(self, *, now_s: float, shortest_s: float = 0.0) -> None:
        self.phase = Phase.ASSOCIATING
        self.why_ended = ""
        self._shortest_s = shortest_s
        self._begun_s = now_s  # of this phase
        self._next_try_s = now_s
        self._is_refused = False
        self._heard_s = now_s
        self._keep_alive_s = KEEP_ALIVE_S
        self._said_s = now_s  # when the monitor was last polled for itself
        self._streams: dict[int, PollStream] = {}
        self._released = False

    @property
    def alarms_refused(self) -> bool:
        """Whether the monitor will not tell its alarms."""
        alerts = self._streams.get(ObjectClass.ALERTS)
        return alerts is not None and alerts.mode is PollMode.REFUSED

    @property
    def is_associated(self) -> bool:
        return self.phase in {Phase.AWAITING_CREATE, Phase.POLLING}

    @property
    def due_s(self) -> float:
        """When `due` wants to be called, however little is heard."""
        match self.phase:
            case Phase.ASSOCIATING:
                return min(self._next_try_s, self._begun_s + self._limit(ASSOCIATE_WITHIN_S))
            case Phase.AWAITING_CREATE:
                return self._begun_s + self._limit(CREATE_WITHIN_S)
            case Phase.POLLING:
                silence_s = self._heard_s + self._limit(SILENCE_S)
                polls = (stream.due_s for stream in self._streams.values())
                return min(silence_s, self._said_s + self._keep_alive_s, *polls)
            case Phase.ENDED:
                return float("inf")

    def due(self, now_s: float) -> list[bytes]:
        """The messages that fall due at `now_s`."""
        match self.phase:
            case Phase.ASSOCIATING:
                return self._associate(now_s)
            case Phase.AWAITING_CREATE if now_s >= self._begun_s + self._limit(CREATE_WITHIN_S):
                return self._end("the monitor accepted the association but did not present itself")
            case Phase.POLLING:
                return self._poll(now_s)
        return []

    def hear(self, message: Message, now_s: float) -> list[bytes]:
        """Take a message from the monitor; the messages to send because of it."""
        self._heard_s = now_s
        match message:
            case AssociationAccept() if self.phase is Phase.ASSOCIATING:
                self.phase, self._begun_s = Phase.AWAITING_CREATE, now_s
                self._keep_alive_s = min(KEEP_ALIVE_S, message.profile.min_poll_period_s / 2)
            case SessionMessage():
                return self._session(message.kind)
            case MdsCreateEvent() if self.is_associated:
                return self._created(message, now_s)
            case PollReply() if message.object_class in self._streams:
                self._streams[message.object_class].heard(now_s)
            case Refused():
                return self._refused(message, now_s)
        return []

    def leave(self) -> list[bytes]:
        """End the association from our side, in any phase."""
        if self._released or self.phase is Phase.ENDED:
            return []
        return self._end("ended from our side")

    def _limit(self, seconds: float) -> float:
        return max(seconds, self._shortest_s)

    def _associate(self, now_s: float) -> list[bytes]:
        if now_s >= self._begun_s + self._limit(ASSOCIATE_WITHIN_S):
            words = "the monitor refuses the association: another computer may be connected, or an option is missing"
            return self._end(words if self._is_refused else "the monitor does not answer the request for association")
        if now_s < self._next_try_s:
            return []
        # an association that was cut off still stands at the monitor and would keep a new one out
        first = [RELEASE] if self._next_try_s == self._begun_s else []
        self._next_try_s = now_s + ASSOCIATE_EVERY_S
        return [*first, ASSOCIATE]

    def _session(self, kind: SessionKind) -> list[bytes]:
        if self.phase is Phase.ASSOCIATING:  # what is said to the stale association ends nothing
            self._is_refused = self._is_refused or kind is SessionKind.REFUSE
            return []
        over = {
            SessionKind.ABORT: "the monitor broke the association off",
            SessionKind.REFUSE: "the monitor refuses the association",
            SessionKind.RELEASE_RESPONSE: "the monitor released the association",
            SessionKind.RELEASE_REQUEST: "the monitor released the association",
        }
        if kind in over:
            self._released = True
            return self._end(over[kind])
        return []

    def _created(self, message: MdsCreateEvent, now_s: float) -> list[bytes]:
        answer = MdsCreateResult(message.invoke_id).encode()
        if self.phase is Phase.POLLING:  # it did not get the answer
            return [answer]
        self.phase, self._said_s = Phase.POLLING, now_s
        self._streams = {polled: PollStream(polled, now_s=now_s, shortest_s=2 * self._shortest_s) for polled in _POLLED}
        return [answer, *self._poll(now_s)]

    def _poll(self, now_s: float) -> list[bytes]:
        if now_s >= self._heard_s + self._limit(SILENCE_S):
            return self._end(f"the monitor has been silent for {self._limit(SILENCE_S):.0f} s")
        requests = [request for stream in self._streams.values() for request in stream.due(now_s)]
        if now_s >= self._said_s + self._keep_alive_s:
            self._said_s = now_s
            requests.append(MONITOR_POLL)
        return requests

    def _refused(self, message: Refused, now_s: float) -> list[bytes]:
        for stream in self._streams.values():
            stream.refused(message.invoke_id, now_s)
        numerics = self._streams.get(ObjectClass.NUMERICS)
        if numerics is not None and numerics.mode is PollMode.REFUSED:
            return self._end(f"the monitor refuses to be asked for its numbers (reason {message.reason})")
        return self._poll(now_s) if self.phase is Phase.POLLING else []

    def _end(self, why: str) -> list[bytes]:
        was_associated = self.is_associated
        self.phase, self.why_ended = Phase.ENDED, why
        if self._released or not was_associated:
            return []
        self._released = True
        return [RELEASE]
