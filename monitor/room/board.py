"""The alarm board: one record per condition that stands, its number, who acknowledged it, and which sounds are paused.

A pause covers only the alarms that stood when it was pressed. Whatever is new or grows graver sounds: silence mutes
sound, never sight, and never anything that it was not meant for.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from monitor.domain.people import Actor
from monitor.domain.time import ticks
from monitor.domain.vocabulary import AlarmChangeKind, AlarmKind, AlarmState, Priority

AUDIO_PAUSE_TICKS = ticks(120.0)
STALE_RULE = "T-STALE"


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
    confirmed: bool | None = None
    shown: str = ""
    why: str = ""
    acknowledged_by: str = ""
    behind: str = ""  # rule of the graver pressure alarm that is heard instead
    not_remeasured: bool = False  # a pressure alarm whose reading has become too old to be judged


@dataclass(slots=True, kw_only=True)
class AudioPause:
    place_id: str | None  # None: the room
    until_tick: int
    alarm_ids: set[int]
    actor: Actor


@dataclass(slots=True)
class AlarmBoard:
    """Owns the records that stand now and the pauses that run."""

    records: dict[int, AlarmRecord] = field(default_factory=dict)
    pauses: list[AudioPause] = field(default_factory=list)
    next_alarm_id: int = 1

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

    def end(self, record: AlarmRecord) -> None:
        """Take a record down; a pause that covers nothing more is over as well."""
        self.records.pop(record.alarm_id, None)
        self.unpause(record.alarm_id)

    def unpause(self, alarm_id: int) -> None:
        """Let this alarm sound again whatever was paused."""
        for pause in self.pauses:
            pause.alarm_ids.discard(alarm_id)

    def pause(self, tick: int, place_id: str | None, actor: Actor) -> AudioPause:
        """Silence what stands now at the place or in the room, for two minutes."""
        covered = {
            record.alarm_id for record in self.records.values() if place_id is None or record.place_id == place_id
        }
        self.pauses = [pause for pause in self.pauses if pause.place_id != place_id]
        pause = AudioPause(place_id=place_id, until_tick=tick + AUDIO_PAUSE_TICKS, alarm_ids=covered, actor=actor)
        self.pauses.append(pause)
        return pause

    def pause_of(self, place_id: str | None) -> AudioPause | None:
        """The pause of exactly this place or, for None, of the room."""
        return next((pause for pause in self.pauses if pause.place_id == place_id), None)

    def is_silent(self, record: AlarmRecord) -> bool:
        """Whether this alarm wants no sound now."""
        if record.state is not AlarmState.ACTIVE or not record.audible:
            return True
        if any(record.alarm_id in pause.alarm_ids for pause in self.pauses):
            return True
        return record.not_remeasured and self._age_sounds_instead(record)

    def _age_sounds_instead(self, record: AlarmRecord) -> bool:
        """One sound, not two: the alarm about a pressure's age sounds for it, but never for a graver one."""
        stale = self.find(record.place_id, STALE_RULE)
        return stale is not None and stale.priority >= record.priority and not self.is_silent(stale)

    def sounding(self) -> Priority | None:
        """Priority that should be heard now."""
        return max((record.priority for record in self.records.values() if not self.is_silent(record)), default=None)

    def dump(self) -> dict[str, Any]:
        """Plain JSON for a checkpoint."""
        return {
            "records": [asdict(record) for record in self.records.values()],
            "pauses": [
                [pause.place_id, pause.until_tick, sorted(pause.alarm_ids), pause.actor.name, pause.actor.role]
                for pause in self.pauses
            ],
            "next_alarm_id": self.next_alarm_id,
        }

    @classmethod
    def load(cls, data: Mapping[str, Any]) -> "AlarmBoard":
        """Back from `dump`."""
        records = [_load_record(item) for item in data["records"]]
        pauses = [
            AudioPause(place_id=place_id, until_tick=until, alarm_ids=set(ids), actor=Actor(name, role))
            for place_id, until, ids, name, role in data["pauses"]
        ]
        return cls({record.alarm_id: record for record in records}, pauses, data["next_alarm_id"])


def _load_record(item: Mapping[str, Any]) -> AlarmRecord:
    return AlarmRecord(
        **{
            **item,
            "kind": AlarmKind(item["kind"]),
            "priority": Priority(item["priority"]),
            "state": AlarmState(item["state"]),
        }
    )


def ranked(records: list[AlarmRecord]) -> list[AlarmRecord]:
    """Gravest first, then oldest, then by number."""
    return sorted(records, key=lambda record: (-record.priority, record.raised_tick, record.alarm_id))


STATE_AFTER = {
    AlarmChangeKind.RAISED: AlarmState.ACTIVE,
    AlarmChangeKind.ESCALATED: AlarmState.ACTIVE,
    AlarmChangeKind.ACKNOWLEDGED: AlarmState.ACKNOWLEDGED,
    AlarmChangeKind.LATCHED: AlarmState.LATCHED,
}
"""The state of a record after an edge; an edge that is not here ends or does not touch the record."""
