"""Many sessions in one room, stepped once a second through the code that judges live ones.

Everything but the continuous samples goes the way of every input: `Room.step`'s own path, with the room's cuff
scheduler, pressure desk and alarm board. Samples of all chairs go to the engine as the arrays that the room would have
made of them (a test holds both ways against each other, alarm for alarm). What follows on an alarm that stands, such as
reminders and escalation, changes no rule and is left out.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final

import numpy as np

from benchmarks.alarm_quality.rule_sets import RuleSet
from drivers.observations import Parameter, Provenance, Quality, Source
from monitor.alarms.acceptance import Cuff, Judgement, impossibility
from monitor.alarms.arrays import NEVER, Edge, Floats, Mask
from monitor.alarms.baseline import Baseline
from monitor.alarms.frames import empty_samples
from monitor.alarms.rules import Channel, Silence
from monitor.domain.commands import Command
from monitor.domain.events import Event
from monitor.domain.inputs import Input
from monitor.domain.people import Actor
from monitor.domain.plan import Place, PlannedDevice, RoomPlan
from monitor.domain.time import TICKS_PER_SECOND, Instant
from monitor.domain.vocabulary import AlarmState, CuffMaster, PlaceKind, Verdict
from monitor.room.acknowledging import acknowledge
from monitor.room.cuff import CuffScheduler
from monitor.room.followup import FollowUp
from monitor.room.infusion import tell_courses
from monitor.room.orders import carry_out
from monitor.room.pressure_desk import PressureDesk
from monitor.room.room import ROWS, Room
from monitor.room.seat import Current, Seat
from monitor.room.session import BASELINE_WINDOW_TICKS, Session

NURSE: Final = Actor(name="Nurse of the simulation", role="nurse")
RATE, SPO2 = ROWS[Channel.RATE], ROWS[Channel.SPO2]
PARAMETERS: Final = frozenset({Parameter.SPO2, Parameter.PULSE})
WINDOW_S: Final = BASELINE_WINDOW_TICKS // TICKS_PER_SECOND


class Ward(Room):
    """A room of chairs with a monitor each that measures pressure, saturation and pulse."""

    def __init__(self, rule_set: RuleSet, chairs: int, *, master: CuffMaster) -> None:
        super().__init__(ward_plan(chairs, master), rule_set.profile, Instant(0, 0))
        self._rule_set = rule_set
        if not rule_set.rate_starts_cuff:
            self.cuffs = _DeafScheduler(self.engine, self.ledger, self.seats, self.sessions)
        if not rule_set.acceptance_test or not rule_set.rate_starts_cuff:
            desk = PressureDesk if rule_set.acceptance_test else _CredulousDesk
            self.pressures = desk(self.desk, self.expect, self.cuffs, self.sessions, accepted=self._accepted)
        self.by_column: Final = list(self.seats.values())
        self._values, _usable, _solid = empty_samples(self.engine.columns)
        self._usable, self._solid = _usable, _solid
        self._everywhere = np.ones(self.engine.columns, dtype=bool)
        self._everywhere[len(self.by_column) :] = False
        self.follow = _NoFollowUp(self.desk, calls_somebody=False)
        self._room_due = 0

    def begin(self) -> None:
        """Forget the events of the last second."""
        self.ledger.events = []

    @property
    def events(self) -> list[Event]:
        """What has happened since `begin`."""
        return self.ledger.events

    def live(self, tick: int, inputs: Sequence[Input]) -> None:
        """Take what happened up to `tick`, timers first, as `Room.step` does."""
        for at, group in groupby(inputs, key=lambda item: item.tick):
            self._advance(at)
            self._take(list(group))
        if inputs or min(self.engine.next_due(), self._room_due) <= tick:
            self._advance(tick)
        else:
            self.ledger.tick = tick

    def order(self, commands: Sequence[Command]) -> None:
        """Carry out what people ask for at this tick; a refusal is a mistake of the benchmark."""
        for command in commands:
            reason = carry_out(self, command)
            if reason is not None:
                raise RuntimeError(f"{command.type} was refused: {reason}")
        self.vigil.review()
        tell_courses(self)

    def ask_cuff(self, seat: Seat) -> None:
        """A person wants a pressure; nothing happens while the arm has to rest or the cuff measures."""
        self.cuffs.start(seat, self.sessions[seat.session_id or 0], NURSE)

    def answer(self, alarm_id: int) -> None:
        """Acknowledge an alarm that stands."""
        record = self.board.records.get(alarm_id)
        if record is not None and record.state in (AlarmState.ACTIVE, AlarmState.LATCHED):
            acknowledge(self.desk, record, NURSE)

    def judge(self, spo2: Floats, pulse: Floats, flagged: Mask) -> None:
        """Judge one second of all chairs; NaN where an oximeter shows nothing."""
        tick, chairs = self.tick, len(self.by_column)
        for row, values in ((RATE, pulse), (SPO2, spo2)):
            self._values[row, :chairs] = values
            self._usable[row, :chairs] = ~np.isnan(values)
            self._solid[row, :chairs] = self._usable[row, :chairs] & ~flagged
        self._judge_samples(self._values, self._usable, self._solid)
        for silence, mask in ((Silence.LINK, self._everywhere), (Silence.SPO2, self._usable[SPO2])):
            well = np.full(self.engine.columns, tick)
            self.desk.handle(self.engine.silences.all_well(tick, silence, mask, well))

    def settle(self, *, changed: bool) -> None:
        """After a second: look up when the room itself is next due, if anything happened that may change it."""
        if changed or self.ledger.events or self._room_due <= self.tick:
            self._room_due = min(self.reminders.next_due(), self.cuffs.next_due(), self.pressures.next_due())

    def show(self, column: int, value: float) -> None:
        """Let the pulse of a chair be known to those who compare it with the cuff's."""
        seat = self.by_column[column]
        known = not np.isnan(value)
        seat.values[Channel.RATE] = Current(
            tick=self.tick,
            value=float(value) if known else None,
            quality=Quality.VALID if known else Quality.INVALID,
            source=Source.OXIMETER,
            device_id=seat.devices[0].device_id,
            rank=(0, 1, 0),
            provenance=Provenance.SIMULATED,
        )
        seat.links[seat.devices[0].device_id].last_data_tick = self.tick

    def remember(self, session: Session, rates: Floats, saturations: Floats, last_tick: int) -> None:
        """Give a session its values of the last three minutes before the start, one a second, newest last."""
        for channel, values in ((Channel.RATE, rates), (Channel.SPO2, saturations)):
            first = last_tick - (len(values) - 1) * TICKS_PER_SECOND
            session.rest_samples[channel] = [
                (first + index * TICKS_PER_SECOND, value)
                for index, value in enumerate(values.tolist())
                if not np.isnan(value)
            ]

    def first_as_baseline(self, session: Session) -> None:
        """Take the first reading as the resting pressure, where the rule set says so."""
        if self._rule_set.median_baseline or session.baseline is None or not session.trend.readings:
            return
        first, known = session.trend.readings[0], session.baseline
        session.baseline = Baseline(
            systolic=first.systolic,
            diastolic=first.diastolic,
            mean=first.mean,
            rate=known.rate,
            spo2=known.spo2,
        )
        self.engine.set_baseline(self.seats[session.place_id].column, session.baseline)


class _NoFollowUp(FollowUp):
    """Neither reminds nor escalates."""

    def next_due(self) -> int:
        """Nothing falls due."""
        return int(NEVER)

    def fire(self) -> None:
        """Do nothing."""

    def reading_came(self, seat: Seat) -> None:
        """Do nothing."""
        del seat


class _DeafScheduler(CuffScheduler):
    """Asks for no pressure when the heart is slow."""

    def heard(self, edges: Iterable[Edge]) -> None:
        """Do nothing."""
        del edges


class _CredulousDesk(PressureDesk):
    """Believes every reading that is possible at all."""

    def _judge(self, seat: Seat, session: Session | None, cuff: Cuff, measured_tick: int) -> Judgement:
        impossible = impossibility(cuff)
        if impossible:
            return super()._judge(seat, session, cuff, measured_tick)
        return Judgement(verdict=Verdict.ACCEPTED)


def device_of(place_id: str) -> str:
    """Name the monitor at a chair."""
    return f"monitor-{place_id}"


def ward_plan(chairs: int, master: CuffMaster) -> RoomPlan:
    """Chairs "1", "2" …, each with one monitor; the station may start the cuff where it is the master."""
    places = [Place(place_id=str(n), kind=PlaceKind.CHAIR, cuff_master=master) for n in range(1, chairs + 1)]
    devices = [
        PlannedDevice(
            device_id=device_of(place.place_id),
            kind="simulated",
            title="Monitor",
            place_id=place.place_id,
            period_s=1.0,
            parameters=PARAMETERS,
            has_cuff=True,
            cuff_start=master is CuffMaster.STATION,
        )
        for place in places
    ]
    return RoomPlan(name="Ward", provenance=Provenance.SIMULATED, places=tuple(places), devices=tuple(devices))
