"""The alarms of a session as rows: what was beyond which limit, how far, how long, and what people did about it. Pure.

*Sound silenced*, *person going* and *action noted* are three different things, each with its own name and time: an
acknowledgement after 12 s treats nobody.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from drivers.observations import PRESSURE_UNIT
from monitor.alarms.rules import Silence
from monitor.domain.answer_events import AudioPaused, ResponsibilityTaken
from monitor.domain.entries import (
    CuffMoved,
    DrugGiven,
    InfusionAct,
    InfusionActRecorded,
    OffMonitor,
    OxygenSet,
    TextNoted,
)
from monitor.domain.events import AlarmChanged, Event
from monitor.domain.people import Actor
from monitor.domain.time import Instant, seconds, ticks
from monitor.domain.vocabulary import AlarmChangeKind, AlarmKind, Priority, ValueMark
from monitor.port.rule_words import words_of
from monitor.review.alarm_values import PARAMETERS, PRESSURES, AlarmValues
from monitor.review.entry_rows import EntryRow
from monitor.review.reading_row import ReadingRow
from monitor.review.value_columns import ValueColumn
from monitor.storage.surroundings import MarkedAlarm

ACTION_WITHIN_TICKS = ticks(600.0)  # a note is counted as the answer to an alarm until so long after its end
_CARE = (DrugGiven, OxygenSet, TextNoted, CuffMoved, OffMonitor)
_PUMP = frozenset({InfusionAct.PAUSE, InfusionAct.RATE})
EARLY_S = 60.0  # an infusion that ended so long before its time was stopped
SILENCE_UNIT = "s"  # no-data rules compare how long nothing came
_SILENCES = frozenset(silence.value for silence in Silence)
T = TypeVar("T", AudioPaused, ResponsibilityTaken)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What somebody did after an alarm was raised."""

    utc_ms: int
    after_s: float  # since the raising
    by: str
    role: str  # "": was not signed in
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmRow:
    """One alarm from raised to ended. `op` is the rule's own comparison; `value` and `limit` are of the raising.

    Attributes:
        priority: the highest it reached.
        peak: the value farthest beyond the limit while it lasted, none that was set aside; None: there is no such, or
            the rule compares no number.
        ended_utc_ms: when its condition had gone; None: it stood to the last.
        sound_silenced: first acknowledgement, or pause of the sound that covered it.
        person_going: first "I am going", or answer from another room.
        action_noted: first drug, oxygen, change at the pump, early end, other arm or note while it lasted or in the ten
            minutes after. The record does not tie one to the other: another reason is possible.
        mark: the reviewer's last word.
        value_marks, peak_marks: of the reading or sample that raised it, and of the one that made the peak.
    """

    alarm_id: int
    rule: str
    words: str
    kind: AlarmKind
    priority: Priority
    place_id: str
    parameter: str
    due_utc_ms: int
    raised_utc_ms: int
    value: float | None
    op: str
    limit: float | None
    baseline: float | None
    shown: str  # the value as people read it: "184/96"
    confirmed: bool | None
    why: str
    peak: float | None
    ended_utc_ms: int | None
    duration_s: float | None
    sound_silenced: Answer | None
    person_going: Answer | None
    action_noted: Answer | None
    mark: MarkedAlarm | None
    value_marks: tuple[ValueMark, ...] = ()
    peak_marks: tuple[ValueMark, ...] = ()

    @property
    def unit(self) -> str:
        """UCUM unit of value, limit, baseline and peak; "": the rule compares no number, or one without a unit."""
        if self.value is None or not self.op:
            return ""
        if self.kind is not AlarmKind.PHYSIOLOGICAL:
            return SILENCE_UNIT if self.parameter in _SILENCES else ""
        if self.parameter in PRESSURES:
            return PRESSURE_UNIT
        return next((parameter.unit for parameter in PARAMETERS.get(self.parameter, ())), "")


def alarm_rows(
    events: Iterable[Event],
    *,
    answers: Sequence[Event],
    entries: Sequence[EntryRow],
    readings: Sequence[ReadingRow],
    values: Sequence[ValueColumn],
    marks: Mapping[int, MarkedAlarm],
    planned_s: float,
) -> tuple[AlarmRow, ...]:
    """All alarms of a session in the order in which they were raised. `planned_s`: of the infusion, 0 where none is."""
    edges: dict[int, list[AlarmChanged]] = {}
    for event in events:
        if isinstance(event, AlarmChanged) and event.alarm_id:
            edges.setdefault(event.alarm_id, []).append(event)
    actions = tuple(_actions(entries, planned_s))
    context = _Context(answers=answers, actions=actions, values=AlarmValues(readings=readings, columns=values))
    rows = [context.row(found, marks.get(alarm_id)) for alarm_id, found in edges.items()]
    return tuple(sorted(rows, key=lambda row: (row.raised_utc_ms, row.alarm_id)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Context:
    """What the alarms of one session are seen against."""

    answers: Sequence[Event]
    actions: Sequence[EntryRow]
    values: AlarmValues

    def row(self, edges: Sequence[AlarmChanged], mark: MarkedAlarm | None) -> AlarmRow:
        first = next((edge for edge in edges if edge.change is AlarmChangeKind.RAISED), edges[0])
        ended = _ended(edges)
        peak = self.values.peak(edges, first, None if ended is None else ended.utc_ms)
        return AlarmRow(
            alarm_id=first.alarm_id,
            rule=first.rule,
            words=words_of(first.rule),
            kind=first.kind,
            priority=max(edge.priority for edge in edges),
            place_id=first.place_id,
            parameter=first.parameter,
            due_utc_ms=first.due.utc_ms,
            raised_utc_ms=first.at.utc_ms,
            value=first.value,
            op=first.op,
            limit=first.limit,
            baseline=first.baseline,
            shown=first.shown,
            confirmed=next((edge.confirmed for edge in reversed(edges) if edge.confirmed is not None), None),
            why=first.why,
            peak=peak.value,
            ended_utc_ms=None if ended is None else ended.utc_ms,
            duration_s=None if ended is None else seconds(ended.tick - first.at.tick),
            sound_silenced=self._silenced(edges, first),
            person_going=self._going(first),
            action_noted=self._action(first, ended),
            mark=mark,
            value_marks=self.values.marks_of(first),
            peak_marks=peak.marks,
        )

    def _silenced(self, edges: Sequence[AlarmChanged], first: AlarmChanged) -> Answer | None:
        found = [
            _answer(first, edge.at, edge.actor, "acknowledged")
            for edge in edges
            if edge.change is AlarmChangeKind.ACKNOWLEDGED and edge.actor is not None
        ]
        found += [
            _answer(first, pause.at, pause.actor, "sound paused")
            for pause in _covering(self.answers, AudioPaused, first)
        ]
        return _earliest(found)

    def _going(self, first: AlarmChanged) -> Answer | None:
        found = [
            _answer(first, taken.at, taken.actor, "answered from another room" if taken.remote else "going")
            for taken in _covering(self.answers, ResponsibilityTaken, first)
        ]
        return _earliest(found)

    def _action(self, first: AlarmChanged, ended: Instant | None) -> Answer | None:
        latest = None if ended is None else ended.tick + ACTION_WITHIN_TICKS
        return _earliest(
            [
                _answer(first, Instant(row.tick, row.utc_ms), Actor(row.actor, row.role), row.text)
                for row in self.actions
                if latest is None or row.tick <= latest
            ]
        )


def _ended(edges: Sequence[AlarmChanged]) -> Instant | None:
    """When the condition had gone: cleared, or latched until somebody saw it. A later raising goes on with it."""
    ended: Instant | None = None
    for edge in edges:
        if edge.change in (AlarmChangeKind.RAISED, AlarmChangeKind.ESCALATED, AlarmChangeKind.REOPENED):
            ended = None
        elif edge.change in (AlarmChangeKind.CLEARED, AlarmChangeKind.LATCHED) and ended is None:
            ended = edge.at
    return ended


def _covering(answers: Iterable[Event], kind: type[T], alarm: AlarmChanged) -> list[T]:
    return [event for event in answers if isinstance(event, kind) and alarm.alarm_id in event.alarm_ids]


def _answer(alarm: AlarmChanged, at: Instant, actor: Actor, what: str) -> Answer:
    after_s = seconds(at.tick - alarm.at.tick)
    return Answer(utc_ms=at.utc_ms, after_s=after_s, by=actor.name, role=actor.role, what=what)


def _earliest(answers: Iterable[Answer]) -> Answer | None:
    """The first that was given after the raising."""
    return min((one for one in answers if one.after_s >= 0), key=lambda one: one.after_s, default=None)


def _actions(entries: Sequence[EntryRow], planned_s: float) -> Iterator[EntryRow]:
    """The entries that may answer an alarm. The end of an infusion does only where it came before its time."""
    started: int | None = None
    for row in entries:
        if not row.counts:
            continue
        act = row.entry.act if isinstance(row.entry, InfusionActRecorded) else None
        if act is InfusionAct.START:
            started = row.tick
        early = started is not None and seconds(row.tick - started) < planned_s - EARLY_S
        if isinstance(row.entry, _CARE) or act in _PUMP or (act is InfusionAct.END and early):
            yield row
