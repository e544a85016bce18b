"""The heart of the product: `Room.step(now, inputs) -> events`, synchronous and deterministic.

An event carries the instant at which it fell due, never the tick that noticed it; at one instant timers fire before
samples. So it makes no difference whether the room is stepped ten times a second, once, or only when something comes.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby
from math import isfinite
from typing import Any

import numpy as np

from drivers.observations import CuffStatus, Quality
from monitor.alarms.arrays import Edge
from monitor.alarms.engine import AlarmEngine, Watch
from monitor.alarms.frames import channel_row, empty_samples
from monitor.alarms.rules import Channel, Profile
from monitor.domain.call_events import CallReported
from monitor.domain.events import ClockStepNoted, CommandRefused, Event, RestartNoted
from monitor.domain.inputs import (
    ClockStepped,
    CommandGiven,
    CuffReading,
    CuffRefused,
    DeviceIdentified,
    DeviceNotice,
    Input,
    LinkChange,
    MonitorFault,
    MonitorRestarted,
    ProfileLoaded,
    Sample,
)
from monitor.domain.plan import RoomPlan
from monitor.domain.time import Instant
from monitor.room import checkpoint
from monitor.room.alarm_desk import AlarmDesk
from monitor.room.baselines import ChangedBaselines
from monitor.room.board import AlarmBoard
from monitor.room.bound_devices import BoundDevices
from monitor.room.calls import note_call
from monitor.room.cuff import CuffScheduler
from monitor.room.expectations import Expectations
from monitor.room.followup import FollowUp
from monitor.room.identity import IdentityWatch
from monitor.room.infusion import tell_courses
from monitor.room.ledger import Ledger
from monitor.room.links import heard, take_link, take_word
from monitor.room.orders import carry_out
from monitor.room.own_limits import OwnLimits
from monitor.room.patients import high_alarm_keeper
from monitor.room.people import People
from monitor.room.pressure_desk import PressureDesk
from monitor.room.profiles import Profiles, take_profile
from monitor.room.recovery_watch import RecoveryWatch
from monitor.room.reminders import Reminders
from monitor.room.seat import Seat
from monitor.room.session import Reading, Session
from monitor.room.sifting import one_of_each
from monitor.room.sound_test import SoundTest
from monitor.room.vigil import Vigil
from monitor.room.walk import Walk

ROWS = {channel: channel_row(channel) for channel in Channel}
SPO2_ROW = ROWS[Channel.SPO2]


class RoomError(ValueError):
    """The caller broke the contract of `Room.step`."""


class Room:
    """Owns places, sessions, the alarm engine and the alarm board.

    Attributes:
        plan: the places and the devices bound to them.
        seats: by place id, in the order of the plan.
        sessions: patients present, by session id.
    """

    def __init__(self, plan: RoomPlan, profile: Profile, epoch: Instant) -> None:
        self.plan = plan
        self.profile = profile
        self.ledger = Ledger(epoch)
        self.next_session_id = 1
        self.seats = {
            place.place_id: Seat(place, column, plan.devices_at(place.place_id))
            for column, place in enumerate(plan.places)
        }
        self.sessions: dict[int, Session] = {}
        self.engine = AlarmEngine(profile, len(plan.places) + 1)
        self.spare_column = len(plan.places)  # where a patient's alarms wait while two change places
        self.desk = AlarmDesk(self.ledger, self.engine, self.seats)
        self.follow = FollowUp(self.desk, calls_somebody=plan.calls_second_person)
        self.own_limits = OwnLimits()
        self.baselines = ChangedBaselines()
        self.devices = BoundDevices()
        self.profiles = Profiles(profile)
        self.expect = Expectations(self.engine, self.desk, self.sessions, shortest_silence_s=plan.shortest_silence_s)
        self.vigil = Vigil(self.engine, self.desk, self.expect, self.seats, self.sessions)
        self.cuffs = CuffScheduler(self.engine, self.ledger, self.seats, self.sessions)
        self.pressures = PressureDesk(self.desk, self.expect, self.cuffs, self.sessions, accepted=self._accepted)
        self.restart_note: tuple[int, float] | None = None  # tick and seconds missing
        self.clock_note: tuple[int, float] | None = None  # tick of the wall clock's last step, and its seconds
        self.sound_test = SoundTest()
        self.people = People(sign_out_after_s=plan.policy.sign_out_after_s)
        self.identity = IdentityWatch(self.ledger)
        self.reminders = Reminders(self)
        self.recovery = RecoveryWatch(self)
        self.walk = Walk(self.seats.values(), asked=plan.policy.confirm_wiring)
        self.ledger.listeners.append(high_alarm_keeper(self.sessions))
        if plan.policy.ask_identity:
            self.ledger.listeners.append(self.identity.heard)
        self.seat_of_device = {
            device.device_id: self.seats[device.place_id] for device in plan.devices if device.place_id in self.seats
        }
        for seat in self.seats.values():
            self.expect.set_times(seat)
            self.free(seat)

    @property
    def board(self) -> AlarmBoard:
        return self.desk.board

    @property
    def tick(self) -> int:
        """Up to where everything has been judged."""
        return self.ledger.tick

    @property
    def now(self) -> Instant:
        return self.ledger.now

    @property
    def event_seq(self) -> int:
        """Number of the last event."""
        return self.ledger.event_seq

    def step(self, now: Instant, inputs: Sequence[Input]) -> list[Event]:
        """Judge everything up to and including `now`.

        Args:
            now: not before the room's present tick.
            inputs: in the order of arrival; ticks in (present tick, now.tick], none going back.

        Raises:
            RoomError: a tick lies outside that range: a fault of the caller, who journals what it passes in.
        """
        self.ledger.events = []
        previous = self.tick
        for tick, group in groupby(inputs, key=lambda item: item.tick):
            if not previous < tick <= now.tick or tick < self.tick:
                raise RoomError(f"input of tick {tick} outside ({previous}, {now.tick}] or out of order")
            self._advance(tick)
            self._take(list(group))
        self._advance(now.tick)
        return self.ledger.events

    # --- time

    def _advance(self, tick: int) -> None:
        """Let all timers up to `tick` run out, each at its own instant."""
        while (due := self._next_due()) <= tick:
            self.ledger.tick = max(self.tick, int(due))
            self._handle(self._fire(int(due)))
            self.follow.fire()
            self.reminders.fire(self.tick)
            self.recovery.fire(self.tick)
            self._fire_cuffs()
        self.ledger.tick = tick

    def _next_due(self) -> int:
        rules = min(self.engine.next_due(), self.follow.next_due(), self.reminders.next_due())
        return min(rules, self.cuffs.next_due(), self.pressures.next_due(), self.recovery.next_due())

    def _fire_cuffs(self) -> None:
        try:
            self.pressures.fire()
            self.cuffs.fire()
        except Exception as error:  # noqa: BLE001 - becomes the alarm T-ENGINE
            self.cuffs.drop_due()
            self.desk.engine_failed(None, error)

    def _handle(self, edges: list[Edge]) -> None:
        self.desk.handle(edges)
        self.cuffs.heard(edges)

    def _fire(self, due: int) -> list[Edge]:
        """Fire the engine's timers; where that fails, place by place, so that one cannot take the others along."""
        try:
            return self.engine.fire(due)
        except Exception as error:  # noqa: BLE001 - whatever it is, it must become an alarm
            return self._each_place(lambda seat: self._fire_one(seat, due), error)

    def _fire_one(self, seat: Seat, due: int) -> list[Edge]:
        only = np.zeros(self.engine.columns, dtype=bool)
        only[seat.column] = True
        try:
            return self.engine.fire(due, only)
        except Exception:
            self.engine.drop_timers(due, seat.column)
            raise

    def _each_place(self, judge: Callable[[Seat], list[Edge]], first_error: Exception) -> list[Edge]:
        """Judge place by place after a failure of the whole; each that fails gets the alarm about it."""
        edges: list[Edge] = []
        failed = False
        for seat in self.seats.values():
            try:
                edges += judge(seat)
            except Exception as error:  # noqa: BLE001 - becomes the alarm T-ENGINE of this place
                failed = True
                self.desk.engine_failed(seat.place.place_id, error)
            self.desk.handle(edges)
            edges = []
            self.desk.reconcile(seat)
        if not failed:
            self.desk.engine_failed(None, first_error)
        return edges

    # --- inputs

    def _take(self, group: list[Input]) -> None:
        """All inputs of one tick: what people and links do first, in order of arrival, then the samples together."""
        samples: list[Sample] = []
        for item in group:
            if isinstance(item, Sample):
                samples.append(item)
                continue
            try:
                self._take_one(item)
            except Exception as error:  # noqa: BLE001 - becomes the alarm T-ENGINE
                place_id = self._place_of(item)
                self.desk.engine_failed(place_id, error)
                if place_id is not None:
                    self.desk.reconcile(self.seats[place_id])
        for together in one_of_each(samples):
            self._take_samples(together)

    def _place_of(self, item: Input) -> str | None:
        seat = self.seat_of_device.get(getattr(item, "device_id", ""))
        return None if seat is None else seat.place.place_id

    def _take_one(self, item: Input) -> None:
        match item:
            case CuffReading():
                self._take_cuff(item)
            case CuffRefused():
                self._take_refusal(item)
            case LinkChange():
                take_link(self, item)
            case DeviceNotice() | DeviceIdentified():
                take_word(self, item)
            case CommandGiven():
                self._take_command(item)
            case ClockStepped():
                expected_ms = self.now.utc_ms
                self.ledger.anchor = Instant(item.tick, item.utc_ms)
                self.clock_note = (self.tick, (item.utc_ms - expected_ms) / 1000)
                self.ledger.emit(ClockStepNoted, step_s=self.clock_note[1])
            case MonitorRestarted():
                self._take_restart(item)
            case MonitorFault():
                self.desk.monitor_fault(item.rule, present=item.present, why=item.why)
            case ProfileLoaded():
                take_profile(self, item)
            case CallReported():
                note_call(self, item)
            case Sample():
                raise AssertionError("samples are taken together")

    def _take_command(self, item: CommandGiven) -> None:
        reason = carry_out(self, item.command)
        self.vigil.review()
        self.recovery.review()
        self.devices.review(self)
        if reason is not None:
            place_id = getattr(item.command, "place_id", None)
            self.ledger.emit(
                CommandRefused, place_id=place_id, command=item.command.type, reason=reason, actor=item.command.actor
            )
        tell_courses(self)

    def _take_samples(self, samples: list[Sample]) -> None:
        """Judge samples of this tick together; at most one of each device and parameter."""
        values, usable, solid = empty_samples(self.engine.columns)
        touched: dict[int, Seat] = {}
        for sample in samples:
            seat = self.seat_of_device.get(sample.device_id)
            if seat is None:
                continue
            touched[seat.column] = seat
            try:
                channel = self._keep(seat, sample)
            except Exception as error:  # noqa: BLE001 - becomes the alarm T-ENGINE of this place
                self.desk.engine_failed(seat.place.place_id, error)
                continue
            if channel is None:
                continue
            current = seat.values[channel]
            row, column = ROWS[channel], seat.column
            usable[row, column] = current.value is not None
            solid[row, column] = current.quality is Quality.VALID
            values[row, column] = np.nan if current.value is None else current.value
        self._judge_samples(values, usable, solid)
        self.follow.values_came(list(touched.values()))
        self.expect.data_came(touched.values(), np.nonzero(usable[SPO2_ROW])[0].tolist())

    def _keep(self, seat: Seat, sample: Sample) -> Channel | None:
        """Keep a sample where it belongs; the channel it is the value of now, or None if another source stands."""
        heard(self, seat, sample.device_id)
        if sample.value is not None and not isfinite(sample.value):
            sample = replace(sample, value=None, quality=Quality.INVALID, why="the device sent no number")
        self.walk.value(seat, sample)
        channel = seat.take(sample, self.plan.shortest_silence_s)
        self.vigil.sample(seat, sample)
        session = self.session_at(seat)
        if channel is not None and sample.value is not None:
            keeper = seat.unclaimed if session is None else session
            keeper.sample(self.tick, channel, sample.value)
        return channel

    def _judge_samples(self, values: Any, usable: Any, solid: Any) -> None:
        def alone(seat: Seat) -> list[Edge]:
            mask = np.zeros_like(usable)
            mask[:, seat.column] = True
            return self.engine.samples(self.tick, values, usable=usable & mask, solid=solid & mask)

        try:
            edges = self.engine.samples(self.tick, values, usable=usable, solid=solid)
        except Exception as error:  # noqa: BLE001 - becomes the alarm T-ENGINE
            edges = self._each_place(alone, error)
        self._handle(edges)

    def _take_cuff(self, item: CuffReading) -> None:
        seat = self.seat_of_device.get(item.device_id)
        if seat is None:
            return
        heard(self, seat, item.device_id)
        self.expect.data_came([seat], ())
        self.vigil.cuff(seat, inflated=item.status is CuffStatus.MEASURING)
        self.pressures.take(seat, item)

    def _accepted(self, seat: Seat, reading: Reading, item: CuffReading) -> None:
        """A reading was kept and judged, the cuff's or an entered one: those who wait for one hear of it."""
        if item.device_id and item.status is CuffStatus.DONE:
            self.walk.reading(seat, item)
        if seat.session_id is None:
            seat.unclaimed.reading(self.tick, reading)
        else:
            self.vigil.reading(seat)
        self.follow.reading_came(seat)

    def _take_refusal(self, item: CuffRefused) -> None:
        seat = self.seat_of_device.get(item.device_id)
        session = None if seat is None else self.session_at(seat)
        if seat is not None and session is not None:
            self.cuffs.answered(seat, session, item.why)

    def _take_restart(self, item: MonitorRestarted) -> None:
        """Pauses do not survive a restart: what stands sounds again."""
        self.desk.drop_orphans()
        self.desk.end_silences("the monitor was restarted")
        self.restart_note = (self.tick, item.missing_s)
        self.ledger.emit(RestartNoted, missing_s=item.missing_s, profile_digest=self.profiles.digest)
        self.devices.review(self)
        for session in self.sessions.values():
            self.cuffs.watched_again(self.seats[session.place_id], session)

    # --- places

    def session_at(self, seat: Seat) -> Session | None:
        """The session of the patient at this place."""
        return None if seat.session_id is None else self.sessions[seat.session_id]

    def free(self, seat: Seat) -> None:
        """Watch a place without a patient: the absolute high rules run where a device measures somebody."""
        self.engine.watch(seat.column, Watch.ABSOLUTE_HIGH if seat.devices else Watch.NOTHING)

    def checkpoint(self) -> bytes:
        """The whole state, from which `restore` goes on exactly as this room would."""
        return checkpoint.dump(self)

    @classmethod
    def restore(cls, plan: RoomPlan, profile: Profile, data: bytes) -> "Room":
        """Back from `checkpoint`.

        Raises:
            CheckpointError: this room file or program cannot go on from it; the text says why.
        """
        room = cls(plan, profile, Instant(0, 0))
        checkpoint.load(room, data)
        return room
