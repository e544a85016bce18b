"""Which calls for a second person are open, who was told, and what they answered. Synchronous; sends nothing itself.

A call is open exactly while the room says that a second person is to be called for an alarm: the room alone begins and
ends it. What comes back from outside is judged here; an acceptance becomes a command of somebody in another room,
which ends the calling for a while and leaves the sound where it is.
"""

import logging
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from drivers.clock import Clock
from drivers.observations import NANOSECONDS_PER_SECOND, Stamp
from monitor.domain.answer_events import ResponsibilityTaken
from monitor.domain.call_events import CallReported, CallStep
from monitor.domain.commands import Acknowledge
from monitor.domain.events import Event
from monitor.domain.people import REMOTE_ROLE, Actor
from monitor.domain.vocabulary import AlarmState
from monitor.engine.machine_health import MachineHealth
from monitor.engine.outside.call import Answered, Call, ReplyError, call_message, read_reply
from monitor.engine.outside.refusals import Refusals
from monitor.engine.timeline import NS_PER_MS
from monitor.port.snapshot import AlarmView, PlaceView, Snapshot
from monitor.room.attention import CALL

log = logging.getLogger(__name__)

RULE: Final = "T-CALL"
DELIVERY_LIMIT_S = 20.0  # without any receipt for so long, the room is told that nobody is coming
LEAST_LIMIT_S = 5.0  # one attempt; for a call that follows on others of the same patient that nobody got
UNHEARD_STAYS_S = 120.0  # so long after such a call the next one follows on it: an alarm that flaps is one
AGAIN_AFTER_S = 5.0  # from one attempt to the next, until there is a receipt
REPEAT_AFTER_S = 15.0  # with a receipt: so often it is said again that nobody has answered
MOST_REPLY_IDS = 1_000  # more than ten seconds can hold; an older answer is refused for its age
_STANDING = (AlarmState.ACTIVE, AlarmState.ACKNOWLEDGED)


@dataclass(slots=True)
class _Told:
    """What one receiver knows of one call."""

    tried_at: Stamp | None = None
    receipt: bool = False
    why_not: str = "not tried yet"


@dataclass(slots=True)
class _Open:
    call: Call
    began: Stamp
    limit_s: float  # from the beginning until it is not delivered
    told: dict[str, _Told] = field(default_factory=dict)
    complained: bool = False  # that nobody confirmed it in time stands in the record
    accepted: list[tuple[str, str]] = field(default_factory=list)  # receiver and person: the room has not answered yet

    @property
    def delivered(self) -> bool:
        return any(told.receipt for told in self.told.values())


@dataclass(slots=True)
class _Unheard:
    """The calls of one patient, one upon the other, of which nobody has confirmed any."""

    began: Stamp
    stood_at: Stamp  # when such a call was last open


class CallBook:
    """Lives in the engine's thread."""

    def __init__(
        self,
        tokens: Mapping[str, str],
        *,
        clock: Clock,
        machine: MachineHealth,
        refusals: Refusals,
        submit: Callable[[Acknowledge], object],
    ) -> None:
        """Begin without calls.

        Args:
            tokens: the secret shared with each receiver, by its name in the room file.
            clock: of the engine.
            machine: is told of T-CALL.
            refusals: counts answers that are not obeyed.
            submit: takes the command that an acceptance becomes.

        """
        self._tokens = dict(tokens)
        self._clock = clock
        self._machine = machine
        self._refusals = refusals
        self._submit = submit
        self._open: dict[int, _Open] = {}  # by the number of the alarm
        self._unheard: dict[int | str, _Unheard] = {}  # by session; by place where nobody is admitted
        self._used: deque[str] = deque(maxlen=MOST_REPLY_IDS)
        self._last_number = 0
        self._room = ""

    def heard(self, snapshot: Snapshot, events: Sequence[Event] = ()) -> None:
        """Open and close calls as the room says, and say whether they are delivered.

        `events` are those of the step that `snapshot` shows: an acceptance is one when the room has taken it.
        """
        self._room = snapshot.room_name
        self._note_taken(events)
        wanted = {alarm.alarm_id: alarm for alarm in snapshot.alarms if _wants_somebody(alarm)}
        for alarm_id, each in list(self._open.items()):
            alarm = wanted.get(alarm_id)
            if alarm is None or _whereabouts(alarm, snapshot) != (each.call.place_id, each.call.session):
                self._report(self._open.pop(alarm_id).call, CallStep.OVER)
        for alarm_id, alarm in wanted.items():
            if alarm_id not in self._open:
                self._open[alarm_id] = self._opened(alarm, snapshot)
        self._remember_unheard()
        for each in self._open.values():
            if self._is_late(each) and not each.complained:
                each.complained = True
                self._report(each.call, CallStep.NOT_DELIVERED, why=self._line(each))
        self._machine.note(RULE, self._failure())

    def due(self, receiver: str) -> list[Call]:
        """The calls that `receiver` is to be told now; first the one that it was not told for longest."""
        found: list[tuple[int, Call]] = []
        for each in self._open.values():
            told = each.told[receiver]
            pause_s = REPEAT_AFTER_S if told.receipt else AGAIN_AFTER_S
            if told.tried_at is None:
                found.append((-1, each.call))
            elif self._seconds_since(told.tried_at) >= pause_s:
                found.append((told.tried_at.mono_ns, each.call))
        return [call for _, call in sorted(found, key=lambda pair: pair[0])]

    def is_open(self, call: Call) -> bool:
        """Whether the room still wants somebody for it."""
        found = self._open.get(call.alarm_id)
        return found is not None and found.call is call

    def tried(self, receiver: str, call: Call) -> bool:
        """An attempt begins; False: the call is over, and nobody is to be told."""
        told = self._told(receiver, call)
        if told is not None:
            told.tried_at = self._clock.now()
        return told is not None

    def failed(self, receiver: str, call: Call, why: str) -> None:
        """No receipt came of an attempt."""
        told = self._told(receiver, call)
        if told is None:
            return
        if told.why_not != why:
            log.info("Call %d did not reach %s: %s", call.number, receiver, why)
        told.why_not = why

    def unreachable(self, receiver: str, why: str) -> None:
        """No call can reach `receiver` now."""
        for each in self._open.values():
            self.failed(receiver, each.call, why)

    def received(self, receiver: str, number: int) -> None:
        """The receiver has confirmed the call."""
        for each in self._open.values():
            if each.call.number == number and not each.told[receiver].receipt:
                self._report(each.call, CallStep.RECEIVED, receiver=receiver)
                each.told[receiver].receipt = True
                self._unheard.pop(_patient_of(each.call), None)

    def replied(self, receiver: str, payload: bytes) -> None:
        """Judge an answer; one that is not obeyed is counted and shown."""
        now_utc_ms = self._clock.now().utc_ns // NS_PER_MS
        calls = {each.call.number: each.call for each in self._open.values()}
        try:
            reply = read_reply(
                payload, token=self._tokens[receiver], calls=calls, used=self._used, now_utc_ms=now_utc_ms
            )
        except ReplyError as error:
            self.refuse(receiver, str(error))
            return
        self._used.append(reply.reply_id)
        self.received(receiver, reply.number)
        if reply.what is Answered.ACCEPTED:
            call = calls[reply.number]
            self._open[call.alarm_id].accepted.append((receiver, reply.by))
            self._submit(
                Acknowledge(place_id=call.place_id, alarm_ids=(call.alarm_id,), actor=Actor(reply.by, REMOTE_ROLE))
            )

    def refuse(self, receiver: str, why: str) -> None:
        """Count something from outside that is not obeyed."""
        self._refusals.note(receiver, why)

    def words(self) -> tuple[str, ...]:
        """One line for each open call, undelivered ones first."""
        lines = [(self._is_late(each), self._line(each)) for each in self._open.values()]
        return tuple(line for _, line in sorted(lines, key=lambda pair: not pair[0]))

    def message(self, receiver: str, call: Call) -> bytes:
        """The call as it is sent to `receiver` now."""
        now_utc_ms = self._clock.now().utc_ns // NS_PER_MS
        return call_message(call, room=self._room, now_utc_ms=now_utc_ms, token=self._tokens[receiver])

    def _note_taken(self, events: Sequence[Event]) -> None:
        """Report the acceptances that the room has taken; what it refuses stands in the record by itself."""
        for event in events:
            if not isinstance(event, ResponsibilityTaken) or not event.remote:
                continue
            for each in (self._open[alarm_id] for alarm_id in event.alarm_ids if alarm_id in self._open):
                for receiver, by in [pair for pair in each.accepted if pair[1] == event.actor.name][:1]:
                    each.accepted.remove((receiver, by))
                    self._report(each.call, CallStep.ACCEPTED, receiver=receiver, by=by)

    def _opened(self, alarm: AlarmView, snapshot: Snapshot) -> _Open:
        """Number a call by the time: that grows over restarts too."""
        self._last_number = max(self._last_number + 1, snapshot.at.utc_ms)
        place = _place_of(alarm, snapshot)
        place_id, session = _whereabouts(alarm, snapshot)
        call = Call(
            number=self._last_number,
            alarm_id=alarm.alarm_id,
            place_id=place_id,
            place=snapshot.room_name if place is None else place.title,
            session=session,
            rule=alarm.rule,
            priority=alarm.priority.word,
            text=alarm.message,
            raised_utc_ms=alarm.raised.utc_ms,
        )
        self._report(call, CallStep.BEGUN)
        return _Open(call, self._clock.now(), self._limit_s(call), {name: _Told() for name in self._tokens})

    def _limit_s(self, call: Call) -> float:
        """How long it may take until somebody confirms it; what earlier calls of the patient waited in vain counts."""
        earlier = self._unheard.get(_patient_of(call))
        waited_s = 0.0 if earlier is None else self._seconds_since(earlier.began)
        return max(LEAST_LIMIT_S, DELIVERY_LIMIT_S - waited_s)

    def _remember_unheard(self) -> None:
        now = self._clock.now()
        for each in self._open.values():
            if not each.delivered:
                self._unheard.setdefault(_patient_of(each.call), _Unheard(each.began, now)).stood_at = now
        for patient, unheard in list(self._unheard.items()):
            if self._seconds_since(unheard.stood_at) > UNHEARD_STAYS_S:
                del self._unheard[patient]

    def _report(self, call: Call, step: CallStep, *, receiver: str = "", by: str = "", why: str = "") -> None:
        """Into the log, and into the record by way of the room."""
        log.info("Call %d, %s at %s: %s %s", call.number, call.rule, call.place, step.value, receiver)
        self._machine.report(
            CallReported(
                tick=0,
                number=call.number,
                alarm_id=call.alarm_id,
                place_id=call.place_id,
                session_id=call.session,
                step=step,
                receiver=receiver,
                by=by,
                why=why,
            )
        )

    def _told(self, receiver: str, call: Call) -> _Told | None:
        return self._open[call.alarm_id].told[receiver] if self.is_open(call) else None

    def _is_late(self, each: _Open) -> bool:
        return not each.delivered and self._seconds_since(each.began) >= each.limit_s

    def _failure(self) -> str:
        late = next((each for each in self._open.values() if self._is_late(each)), None)
        return "" if late is None else self._line(late)

    def _line(self, each: _Open) -> str:
        if each.delivered:
            names = ", ".join(name for name, told in each.told.items() if told.receipt)
            missed = ", ".join(name for name, told in each.told.items() if not told.receipt)
            return f"{each.call.place}: {names} called, no answer yet" + (f"; not reached: {missed}" if missed else "")
        if not self._is_late(each):
            return f"{each.call.place}: calling {', '.join(each.told)}"
        reasons = "; ".join(f"{name}: {told.why_not}" for name, told in each.told.items())
        return f"{each.call.place}: CALL NOT DELIVERED, nobody else knows ({reasons})"

    def _seconds_since(self, stamp: Stamp) -> float:
        """Real seconds, whatever the speed of the clock."""
        return (self._clock.now().mono_ns - stamp.mono_ns) / NANOSECONDS_PER_SECOND / self._clock.speed


def _wants_somebody(alarm: AlarmView) -> bool:
    """Whether the room has come to the level at which a second person is called; not to say that calling fails."""
    return alarm.level >= CALL and alarm.rule != RULE and alarm.state in _STANDING


def _patient_of(call: Call) -> int | str:
    return call.place_id if call.session is None else call.session


def _place_of(alarm: AlarmView, snapshot: Snapshot) -> PlaceView | None:
    """None: an alarm of the room itself."""
    return next((place for place in snapshot.places if place.place_id == alarm.place_id), None)


def _whereabouts(alarm: AlarmView, snapshot: Snapshot) -> tuple[str, int | None]:
    """Place and session now: patients are moved, and their alarms with them."""
    place = _place_of(alarm, snapshot)
    return alarm.place_id, None if place is None or place.session is None else place.session.session_id
