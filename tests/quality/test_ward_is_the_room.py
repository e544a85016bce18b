"""The fast way of the alarm-quality benchmark against the room as it runs live: the same inputs, the same alarms."""

from collections.abc import Sequence

import numpy as np
import pytest

from benchmarks.alarm_quality import living
from benchmarks.alarm_quality.living import Form, Life
from benchmarks.alarm_quality.rule_sets import OURS, RuleSet, named
from benchmarks.alarm_quality.stays import PLAN, SimulatedStays
from benchmarks.alarm_quality.ward import NURSE, Ward, device_of, ward_plan
from drivers.observations import Parameter, Provenance, Quality, Source
from monitor.alarms.arrays import Floats, Mask
from monitor.domain.commands import Acknowledge, Command, StartCuff
from monitor.domain.events import AlarmChanged, CuffRequested, Event
from monitor.domain.inputs import CommandGiven, Input, Sample
from monitor.domain.time import Instant
from monitor.domain.vocabulary import AlarmChangeKind, CuffMaster
from monitor.room.room import Room
from monitor.room.seat import Seat

SEEDS = (3, 8)
FOLLOW_UP = (AlarmChangeKind.REMINDED, AlarmChangeKind.REOPENED)


class WatchedWard(Ward):
    """Writes down what a room would have been given, and what came of it."""

    def __init__(self, rule_set: RuleSet, chairs: int, *, master: CuffMaster) -> None:
        super().__init__(rule_set, chairs, master=master)
        self.given: list[Input] = []
        self.found: list[Event] = []
        WARDS.append(self)

    def live(self, tick: int, inputs: Sequence[Input]) -> None:
        self.given += inputs
        super().live(tick, inputs)

    def order(self, commands: Sequence[Command]) -> None:
        self.given += [CommandGiven(tick=self.tick, command=command) for command in commands]
        super().order(commands)

    def ask_cuff(self, seat: Seat) -> None:
        wanted = StartCuff(place_id=seat.place.place_id, session_id=seat.session_id or 0, actor=NURSE)
        self.given.append(CommandGiven(tick=self.tick, command=wanted))
        super().ask_cuff(seat)

    def answer(self, alarm_id: int) -> None:
        record = self.board.records.get(alarm_id)
        if record is not None:
            seen = Acknowledge(place_id=record.place_id or "", alarm_ids=(alarm_id,), actor=NURSE)
            self.given.append(CommandGiven(tick=self.tick, command=seen))
        super().answer(alarm_id)

    def judge(self, spo2: Floats, pulse: Floats, flagged: Mask) -> None:
        for column in range(len(self.by_column)):
            for parameter, values in ((Parameter.PULSE, pulse), (Parameter.SPO2, spo2)):
                self.given.append(self._sample(column, parameter, float(values[column]), flagged=bool(flagged[column])))
        super().judge(spo2, pulse, flagged)

    def _sample(self, column: int, parameter: Parameter, value: float, *, flagged: bool) -> Sample:
        missing = bool(np.isnan(value))
        quality = Quality.QUESTIONABLE if flagged else Quality.VALID
        return Sample(
            tick=self.tick,
            device_id=device_of(self.by_column[column].place.place_id),
            parameter=parameter,
            value=None if missing else value,
            quality=Quality.INVALID if missing else quality,
            source=Source.OXIMETER,
            provenance=Provenance.SIMULATED,
        )

    def settle(self, *, changed: bool) -> None:
        self.found += self.events
        super().settle(changed=changed)


WARDS: list[WatchedWard] = []


@pytest.mark.parametrize(("form", "master"), [(Form.STATION, CuffMaster.STATION), (Form.BEDSIDE, CuffMaster.BEDSIDE)])
def test_arrays_raise_what_samples_raise(form: Form, master: CuffMaster, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = PLAN.__class__(before_s=PLAN.before_s, after_s=900, chances=PLAN.chances)
    monkeypatch.setattr(living, "Ward", WatchedWard)
    WARDS.clear()
    Life(SimulatedStays(SEEDS, plan), named(OURS), form).live()
    (ward,) = WARDS
    room = Room(ward_plan(len(SEEDS), master), named(OURS).profile, Instant(0, 0))
    events: list[Event] = []
    position = 0
    for tick in range(10, ward.tick + 1, 10):
        group = []
        while position < len(ward.given) and ward.given[position].tick <= tick:
            group.append(ward.given[position])
            position += 1
        events += room.step(room.ledger.instant(tick), group)
    assert told(events) == told(ward.found)
    assert len(told(events)) > 10


def told(events: Sequence[Event]) -> list[tuple[object, ...]]:
    """What counts: alarms with their numbers, and what was asked of cuffs."""
    alarms = [
        (event.at.tick, event.place_id, event.rule, event.change, event.priority, event.value, event.limit)
        for event in events
        if isinstance(event, AlarmChanged) and event.change not in FOLLOW_UP
    ]
    asked = [
        (event.at.tick, event.place_id, event.act, event.why) for event in events if isinstance(event, CuffRequested)
    ]
    return [*alarms, *asked]
