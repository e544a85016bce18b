"""The alarm board: one record per condition that stands, its number, its answers, and whether it sounds now.

Silence mutes sound, never sight, and never anything that it was not meant for: whatever is new or grows graver sounds.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from drivers.observations import Parameter
from monitor.alarms.pressure_bank import COMPONENTS
from monitor.alarms.rules import Channel
from monitor.domain.people import Actor
from monitor.domain.time import ticks
from monitor.domain.vocabulary import AlarmKind, AlarmState, Priority, SoundCategory
from monitor.room.attention import Attention, Covered
from monitor.room.groups import ADDS_NO_SOUND_TO_HIGH, ORDER, group_of
from monitor.room.silences import AudioPause, Silences

STALE_RULE = "T-STALE"
EXTEND_WITHIN_TICKS = ticks(60.0)  # back within this time of its end: the same alarm goes on (hazard H26)
SIGNALLED = (AlarmState.ACTIVE, AlarmState.ACKNOWLEDGED)


@dataclass(slots=True, kw_only=True)
class AlarmRecord:
    """One condition from raised to cleared, with the numbers of its last edge."""

    alarm_id: int
    place_id: str | None  # None: the whole room
    session_id: int | None
    rule: str
    kind: AlarmKind
    priority: Priority
    state: AlarmState
    audible: bool
    raised_tick: int
    parameter: str = ""
    value: float | None = None
    op: str = ""
    limit: float | None = None
    baseline: float | None = None
    baseline_shown: str = ""  # a pressure's, as people say it: "128/76"
    confirmed: bool | None = None
    shown: str = ""
    why: str = ""
    gate_s: float = 0.0  # how long a poor signal held it back
    acknowledged_by: str = ""
    not_remeasured: bool = False  # a pressure alarm whose reading has become too old to be judged
    acted_upon: bool = False  # something was done or noted at the place, beyond a silence
    attention: Attention = field(default_factory=Attention)


@dataclass(slots=True)
class AlarmBoard:
    """Owns the records that stand now, those that ended within the last minute, and the silences."""

    records: dict[int, AlarmRecord] = field(default_factory=dict)
    silences: Silences = field(default_factory=Silences)
    ended: list[tuple[int, AlarmRecord]] = field(default_factory=list)  # with the tick of the end
    next_alarm_id: int = 1

    @property
    def pauses(self) -> list[AudioPause]:
        return self.silences.pauses

    def find(self, place_id: str | None, rule: str) -> AlarmRecord | None:
        """The record of this condition, if it stands."""
        for record in self.records.values():
            if record.place_id == place_id and record.rule == rule:
                return record
        return None

    def at(self, place_id: str | None) -> list[AlarmRecord]:
        """Records of one place, gravest first, then oldest."""
        return ranked([record for record in self.records.values() if record.place_id == place_id])

    def begin(self, record: AlarmRecord) -> None:
        """Put up a new record under the next number."""
        record.alarm_id = self.next_alarm_id
        self.records[record.alarm_id] = record
        self.next_alarm_id += 1

    def end(self, record: AlarmRecord, tick: int) -> None:
        """Take a record down; no pause covers it any more. What it hid from the ear counts as unanswered from now."""
        self.records.pop(record.alarm_id, None)
        self.silences.uncover(record.alarm_id)
        self.ended = [item for item in self.ended if item[0] + EXTEND_WITHIN_TICKS > tick]
        self.ended.append((tick, record))
        self.emerge_behind(record, tick)

    def forget_ended(self, place_id: str | None) -> None:
        """What ended at a place is not the next occupant's."""
        self.ended = [item for item in self.ended if item[1].place_id != place_id]

    def revive(self, place_id: str | None, session_id: int | None, rule: str, tick: int) -> AlarmRecord | None:
        """The record of this condition if it ended less than a minute ago, put up again under its old number."""
        for item in self.ended:
            ended_tick, record = item
            same = (record.session_id, record.rule) == (session_id, rule)
            if not same or (session_id is None and record.place_id != place_id):
                continue
            if tick < ended_tick + EXTEND_WITHIN_TICKS:
                self.ended.remove(item)
                record.place_id, record.acted_upon, record.not_remeasured = place_id, False, False
                self.records[record.alarm_id] = record
                return record
        return None

    def emerge_behind(self, record: AlarmRecord, tick: int) -> None:
        """The graver alarm of a group no longer speaks: nobody could have answered those behind it before."""
        for other in self._group(record):
            if other.state is AlarmState.ACTIVE:
                other.attention.open_since = max(other.attention.open_since, tick)

    def unpause(self, alarm_id: int) -> None:
        """Let this alarm sound again whatever was paused."""
        self.silences.uncover(alarm_id)

    def pause(self, tick: int, place_id: str | None, actor: Actor) -> AudioPause:
        """Silence what stands now at the place or in the room."""
        covered = {
            record.alarm_id for record in self.records.values() if place_id is None or record.place_id == place_id
        }
        return self.silences.pause(tick, place_id, covered, actor)

    def pause_of(self, place_id: str | None) -> AudioPause | None:
        """The pause of exactly this place or, for None, of the room."""
        return self.silences.pause_of(place_id)

    def is_suspended(self, record: AlarmRecord) -> bool:
        return self.silences.suspension_of(record.session_id, record.rule) is not None

    def is_silent(self, record: AlarmRecord) -> bool:
        """Whether this alarm wants no sound now."""
        return self._is_muted(record) or self.is_behind(record)

    def _is_muted(self, record: AlarmRecord) -> bool:
        """Whether it is silent for reasons of its own, not because a graver one speaks for it."""
        if record.state not in SIGNALLED or not record.audible:
            return True
        if record.state is AlarmState.ACKNOWLEDGED and not record.attention.reminding:
            return True
        if self.is_suspended(record) or self.silences.covers(record.alarm_id):
            return True
        return record.not_remeasured and self._age_sounds_instead(record)

    def _age_sounds_instead(self, record: AlarmRecord) -> bool:
        """One sound, not two: the alarm about a pressure's age sounds for it, but never for a graver one."""
        stale = self.find(record.place_id, STALE_RULE)
        return stale is not None and stale.priority >= record.priority and not self.is_silent(stale)

    def is_behind(self, record: AlarmRecord) -> bool:
        """Whether a graver alarm of the same place and direction speaks for it, or was acknowledged with it."""
        if record.rule in ADDS_NO_SOUND_TO_HIGH:
            return any(
                other.priority is Priority.HIGH and not self._is_muted(other)
                for other in self.records.values()
                if other.place_id == record.place_id and other is not record
            )
        return any(self._speaks_for(other, record) for other in self._group(record))

    def _speaks_for(self, other: AlarmRecord, record: AlarmRecord) -> bool:
        if _weight(other) <= _weight(record) or self.is_suspended(other):
            return False
        seen = other.attention.acknowledged_tick
        if other.state is AlarmState.ACKNOWLEDGED and seen is not None:
            return record.attention.sounds_since <= seen
        return not self.is_silent(other)

    def behind(self, record: AlarmRecord) -> list[AlarmRecord]:
        """The other alarms of its place and direction that it speaks for, the gravest first."""
        return ranked([other for other in self._group(record) if _weight(other) < _weight(record)])

    def _group(self, record: AlarmRecord) -> list[AlarmRecord]:
        group = group_of(record.rule, record.op)
        if group is None:
            return []
        return [
            other
            for other in self.records.values()
            if other.place_id == record.place_id
            and other.alarm_id != record.alarm_id
            and group_of(other.rule, other.op) == group
            and other.state in SIGNALLED
        ]

    def sounding(self) -> Priority | None:
        """Priority that should be heard now."""
        leading = self.leading()
        return None if leading is None else leading.priority

    def leading(self) -> AlarmRecord | None:
        """The alarm that should be heard now: the gravest in the room, of equal ones the oldest."""
        sounding = ranked([record for record in self.records.values() if not self.is_silent(record)])
        return sounding[0] if sounding else None

    def loudness(self) -> int:
        """Level of escalation that should be heard now."""
        return max(
            (record.attention.loudness for record in self.records.values() if not self.is_silent(record)), default=0
        )

    def sounding_category(self) -> SoundCategory:
        """What the gravest alarm that should be heard now is about; of several the oldest."""
        heard = ranked([record for record in self.records.values() if not self.is_silent(record)])
        return category_of(heard[0]) if heard else SoundCategory.GENERAL

    def dump(self) -> dict[str, Any]:
        """Plain JSON for a checkpoint."""
        return {
            "records": [asdict(record) for record in self.records.values()],
            "ended": [[tick, asdict(record)] for tick, record in self.ended],
            "silences": self.silences.dump(),
            "next_alarm_id": self.next_alarm_id,
        }

    @classmethod
    def load(cls, data: Mapping[str, Any]) -> "AlarmBoard":
        """Back from `dump`."""
        records = [_load_record(item) for item in data["records"]]
        return cls(
            {record.alarm_id: record for record in records},
            Silences.load(data["silences"]),
            [(tick, _load_record(item)) for tick, item in data["ended"]],
            data["next_alarm_id"],
        )


def _load_record(item: Mapping[str, Any]) -> AlarmRecord:
    attention = dict(item["attention"])
    return AlarmRecord(
        **{
            **item,
            "kind": AlarmKind(item["kind"]),
            "priority": Priority(item["priority"]),
            "state": AlarmState(item["state"]),
            "attention": Attention(**{**attention, "covered": Covered(**attention["covered"])}),
        }
    )


def _weight(record: AlarmRecord) -> tuple[int, int]:
    """How grave an alarm is within its group; the larger speaks."""
    return int(record.priority), -ORDER.get(record.rule, len(ORDER))


def ranked(records: list[AlarmRecord]) -> list[AlarmRecord]:
    """Gravest first, then oldest, then by number."""
    return sorted(records, key=lambda record: (-record.priority, record.raised_tick, record.alarm_id))


def category_of(record: AlarmRecord) -> SoundCategory:
    """The melody of a record: by what it is about, equipment where it is about a device or the monitor."""
    if record.kind is AlarmKind.TECHNICAL:
        return SoundCategory.EQUIPMENT
    return CATEGORIES.get(record.parameter, SoundCategory.GENERAL)


CATEGORIES: Mapping[str, SoundCategory] = {
    **dict.fromkeys(COMPONENTS, SoundCategory.CARDIOVASCULAR),
    **dict.fromkeys((Channel.RATE, Parameter.HR, Parameter.PULSE), SoundCategory.CARDIOVASCULAR),
    Channel.SPO2: SoundCategory.OXYGEN,
    Parameter.RESP: SoundCategory.VENTILATION,
    Parameter.ETCO2: SoundCategory.VENTILATION,
    Parameter.TEMPERATURE: SoundCategory.TEMPERATURE,
}
"""By the name of the parameter; what is not here has the general melody."""
