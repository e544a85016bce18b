"""Turns the room into the snapshot that screens pull. Reads the room, changes nothing, decides nothing clinical."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from drivers.device import LinkStatistics
from drivers.observations import Provenance, Quality
from monitor.alarms.baseline import NO_BASELINE, Baseline
from monitor.alarms.rules import Channel
from monitor.domain.events import CommandRefused, Event
from monitor.domain.time import TICKS_PER_SECOND, seconds, ticks
from monitor.port.alarm_views import alarm_view, audio_view, own_limits_of, suspensions_of
from monitor.port.cuff_views import baseline_line, cuff_line, is_doubtful, profile_line, shown_quality, task_view
from monitor.port.device_line import device_line, silent_s_of, wiring_words
from monitor.port.entry_words import entry_views
from monitor.port.handover import handover
from monitor.port.handover_view import NO_HANDOVER
from monitor.port.outlook import Outlook
from monitor.port.snapshot import (
    AlarmView,
    Answer,
    BaselineView,
    DeviceView,
    Freshness,
    LinkReport,
    NumberView,
    PlaceView,
    PressurePoint,
    PressureView,
    SessionView,
    Snapshot,
    TrendArrows,
    TrendView,
)
from monitor.port.stay import gate_views, start_views, stay_view
from monitor.room.board import ranked
from monitor.room.burden import without_action
from monitor.room.patients import labels
from monitor.room.profiles import profile_of
from monitor.room.room import Room
from monitor.room.seat import Current, Seat
from monitor.room.session import TREND_BUCKET_TICKS, Session

DASHES_AFTER_S = 10.0  # a continuous value disappears when its technical alarm comes
PRESSURE_DASHES_AFTER_S = 900.0  # or interval + 5 min, whichever is later
PRESSURE_DASHES_OVERDUE_S = 300.0
ANSWERS_KEPT = 8
CONNECTED = "Connected, not admitted: no limits of a patient run here"
BANNER_FOR_S = 600.0  # how long the screen speaks of a restart or of a step of the wall clock
RESTARTED = "Monitor restarted {minutes:.0f} min ago, data missing {seconds:.0f} s"
CLOCK_STEPPED = "Wall clock set by {seconds:+.0f} s {minutes:.0f} min ago: times of day before that are by the old one"
NOBODY_CALLED = "nobody else is called"
NO_TREND = TrendView(version=-1)

if TYPE_CHECKING:
    from monitor.domain.labels import Shown


@dataclass(frozen=True, slots=True)
class DeviceStatus:
    """What the shell knows of a device that the heart does not."""

    on_line: bool
    why: str = ""
    statistics: LinkStatistics = field(default_factory=LinkStatistics)
    report: LinkReport = field(default_factory=LinkReport)


class Projector:
    """Makes snapshots of one room; keeps what is costly and seldom changes (trends) between them."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._trends: dict[int, tuple[tuple[int, int], TrendView]] = {}
        self._series: dict[tuple[int, Channel], list[tuple[float, float | None]]] = {}
        self._answers: tuple[Answer, ...] = ()
        self._labels: dict[int, Shown] = {}
        self._outlook = Outlook(room)
        self._alarms: dict[int, AlarmView] = {}  # of one snapshot, by number: the list and the tiles show the same ones

    def heard(self, events: list[Event]) -> None:
        """Keep refusals for the people who gave the commands."""
        refusals = tuple(
            Answer(seq=event.seq, place_id=event.place_id, command=event.command, reason=event.reason)
            for event in events
            if isinstance(event, CommandRefused)
        )
        self._answers = (self._answers + refusals)[-ANSWERS_KEPT:]

    def snapshot(self, tick_count: int, devices: Mapping[str, DeviceStatus]) -> Snapshot:
        """The room now; `devices` by id."""
        room = self._room
        self._labels = labels(room)
        if len(self._trends) > len(room.sessions):
            self._trends = {key: value for key, value in self._trends.items() if key in room.sessions}
            self._series = {key: value for key, value in self._series.items() if key[0] in room.sessions}
        self._outlook.forget_gone()
        self._alarms = {
            record.alarm_id: alarm_view(room, record) for record in ranked(list(room.board.records.values()))
        }
        return Snapshot(
            room_name=room.plan.name,
            at=room.now,
            tick_count=tick_count,
            provenance=room.plan.provenance,
            profile_name=room.profile.name,
            profile_change=room.profiles.change,
            places=tuple(self._place(seat) for seat in room.seats.values()),
            alarms=tuple(self._alarms.values()),
            devices=tuple(self._device(device_id, status) for device_id, status in devices.items()),
            audio=audio_view(room),
            answers=self._answers,
            calling="" if room.plan.calls_second_person else NOBODY_CALLED,
            alarms_without_action=without_action(room.desk.burden.ends, room.tick),
            banner=self._banner(),
            policy=room.plan.policy,
            signed_in=tuple((station, who.name, who.role) for station, (who, _) in room.people.signed_in.items()),
            not_taken_over=sum(session.unowned_tick is not None for session in room.sessions.values()),
        )

    # --- places

    def _place(self, seat: Seat) -> PlaceView:
        room = self._room
        session = room.session_at(seat)
        pause = room.board.pause_of(seat.place.place_id)
        silent_s = silent_s_of(room, seat)
        records = room.board.at(seat.place.place_id)
        alarms = tuple(self._alarms[record.alarm_id] for record in records)
        going = next((record.attention for record in records if record.attention.going_by), None)
        gate = () if session is None else gate_views(room, session)
        start = () if session is None else start_views(room, session)
        unadmitted = session is None and seat.unclaimed.is_somebody(room.tick)
        return PlaceView(
            place_id=seat.place.place_id,
            kind=seat.place.kind,
            title=seat.place.title,
            session=None if session is None else self._session(session),
            pressure=self._pressure(seat, session),
            rate=self._number(seat, session, Channel.RATE),
            spo2=self._number(seat, session, Channel.SPO2),
            alarms=alarms,
            trend=NO_TREND if session is None else self._trend(seat, session),
            devices=tuple(device.device_id for device in seat.devices),
            device_line=CONNECTED if unadmitted else device_line(seat, silent_s, remark=room.vigil.remark(seat)),
            no_data_s=silent_s,
            task=task_view(room, session),
            cuff_line=cuff_line(room, session),
            baseline_line=baseline_line(room, session),
            closer=None if session is None or room.profile.closer is None else session.closer,
            profile_line=profile_line(room, session),
            audio_paused_by="" if pause is None else pause.actor.name,
            audio_paused_for_s=None if pause is None else seconds(pause.until_tick - room.tick),
            ready_to_leave=bool(gate) and all(item.done for item in gate),
            open_checks=tuple(item.text for item in gate if not item.done),
            gate=gate,
            start_checks=start,
            same_patient=self._same_patient(seat),
            unadmitted=unadmitted,
            wiring=wiring_words(room, seat),
            handover=NO_HANDOVER if session is None else handover(room, session, (*start, *gate)),
            entries=() if session is None else entry_views(room, session),
            going_by="" if going is None else going.going_by,
            going_for_s=None if going is None else seconds(going.going_until - room.tick),
            suspensions=suspensions_of(room, seat.session_id),
            own_limits=own_limits_of(room, seat.session_id),
            alarms_without_action=without_action(room.desk.burden.ends, room.tick, seat.place.place_id),
            forecast=None if session is None else self._outlook.forecast(seat),
            arrows=TrendArrows() if session is None else self._outlook.arrows(session),
            half_gone_in_min=None if session is None else self._outlook.half_gone_in_min(seat, session),
        )

    def _same_patient(self, seat: Seat) -> str:
        asked = self._room.identity.asked.get(seat.place.place_id)
        if asked is None:
            return ""
        return f"Silent together with {self._room.seats[asked[0]].place.title}: still the same patient?"

    def _session(self, session: Session) -> SessionView:
        room = self._room
        baseline, readings = (
            (session.baseline, session.baseline_readings)
            if session.baseline is not None
            else session.resting(room.tick)
        )
        shown = self._labels[session.session_id]
        return SessionView(
            session_id=session.session_id,
            label=shown.label,
            masked_label=shown.masked,
            clinic_id=session.patient.clinic_id,
            stay=stay_view(room, session),
            course=session.course,
            phase=session.phase,
            phase_age_s=seconds(room.tick - session.phase_tick),
            admitted_utc_ms=room.ledger.instant(session.admitted_tick).utc_ms,
            planned_infusion_s=session.planned_infusion_s,
            since_infusion_start_s=_since(room.tick, session.start_tick),
            since_infusion_end_s=_since(room.tick, session.end_tick),
            baseline=_baseline_view(room, session, baseline, readings),
        )

    def _number(self, seat: Seat, session: Session | None, channel: Channel) -> NumberView:
        current = seat.values.get(channel)
        if session is None or current is None or current.tick < session.admitted_tick:
            return NumberView(value=None, freshness=Freshness.DASHES, quality=Quality.INVALID)
        age_ticks = self._room.tick - current.tick
        freshness = self._freshness(seat, current, age_ticks)
        if current.value is None or freshness is Freshness.DASHES:
            why = current.why if current.value is None else "no data"
            return NumberView(
                value=None, freshness=Freshness.DASHES, quality=Quality.INVALID, age_s=seconds(age_ticks), why=why
            )
        baseline = (session.baseline or NO_BASELINE).rate if channel is Channel.RATE else None
        if channel is Channel.SPO2:
            baseline = (session.baseline or NO_BASELINE).spo2
        return NumberView(
            value=current.value,
            freshness=freshness,
            quality=current.quality,
            age_s=seconds(age_ticks),
            rise=None if baseline is None else current.value - baseline,
            source=current.source.value,
            why=current.why,
        )

    def _freshness(self, seat: Seat, current: Current, age_ticks: int) -> Freshness:
        """Grey once the device's period + 2 s have passed or its link is known broken; dashes with the alarm."""
        shortest_s = self._room.plan.shortest_silence_s
        link = seat.links.get(current.device_id)
        broken_ticks = None if link is None or link.broken_tick is None else self._room.tick - link.broken_tick
        if age_ticks >= ticks(max(DASHES_AFTER_S, shortest_s)) or _break_is_alarmed(broken_ticks, shortest_s):
            return Freshness.DASHES
        if broken_ticks is not None or age_ticks > seat.fresh_ticks(current.device_id, shortest_s):
            return Freshness.GREY
        return Freshness.FRESH

    def _pressure(self, seat: Seat, session: Session | None) -> PressureView:
        room = self._room
        due = room.expect.next_reading_due(seat)
        next_in_s = None if due is None else seconds(due - room.tick)
        measuring = session is not None and seat.measuring_since is not None
        last = None if session is None else session.last_reading
        if session is None or last is None:
            return PressureView(
                systolic=None,
                diastolic=None,
                mean=None,
                freshness=Freshness.DASHES,
                quality=Quality.INVALID,
                next_in_s=next_in_s,
                measuring=measuring,
                why="" if session is None else seat.cuff_why,
            )
        age_s = seconds(room.tick - last.measured_tick)
        interval_s = seconds(
            session.cuff_interval_ticks(
                profile_of(room, session).cuff_of(session.plan.preset), last.measured_tick, session.phase
            )
        )
        gone = age_s >= max(PRESSURE_DASHES_AFTER_S, interval_s + PRESSURE_DASHES_OVERDUE_S)
        overdue = age_s > interval_s if next_in_s is None else next_in_s < 0
        baseline = (session.baseline or NO_BASELINE).systolic
        return PressureView(
            systolic=None if gone else last.systolic,
            diastolic=None if gone else last.diastolic,
            mean=None if gone else last.mean,
            freshness=Freshness.DASHES if gone else Freshness.GREY if overdue else Freshness.FRESH,
            quality=Quality.INVALID if gone else shown_quality(last),
            age_s=age_s,
            next_in_s=next_in_s,
            measuring=measuring,
            rise=None if gone or baseline is None else last.systolic - baseline,
            why=seat.cuff_why,
            entered=last.provenance is Provenance.ENTERED,
        )

    def _points(self, session: Session, channel: Channel) -> tuple[tuple[float, float | None], ...]:
        """A series as points; only the buckets since the last time are made, of which the newest may still change."""
        values = session.trend.rate if channel is Channel.RATE else session.trend.spo2
        points = self._series.setdefault((session.session_id, channel), [])
        del points[max(0, len(points) - 1) :]
        step_s = seconds(TREND_BUCKET_TICKS)
        # a number equals itself, NaN does not: a tenth of the time that asking numpy takes
        points += [
            (index * step_s, value if value == value else None)  # noqa: PLR0124
            for index, value in enumerate(values[len(points) :], start=len(points))
        ]
        return tuple(points)

    def _trend(self, seat: Seat, session: Session) -> TrendView:
        key = (session.trend.version, seat.column)
        kept = self._trends.get(session.session_id)
        if kept is not None and kept[0] == key:
            return kept[1]
        admitted = session.admitted_tick
        view = TrendView(
            version=session.trend.version,
            pressures=tuple(
                PressurePoint(
                    t_s=seconds(item.measured_tick - admitted),
                    systolic=item.systolic,
                    diastolic=item.diastolic if item.diastolic is not None else item.systolic,
                    mean=item.mean,
                    questionable=is_doubtful(item),
                    verdict=item.verdict.value,
                    why=item.why,
                    entered=item.provenance is Provenance.ENTERED,
                )
                for item in session.trend.readings
            ),
            pulse=self._points(session, Channel.RATE),
            spo2=self._points(session, Channel.SPO2),
            infusion_start_s=_from(admitted, session.start_tick),
            infusion_end_s=_from(admitted, session.end_tick),
            limit_low_mmhg=self._pressure_limit(seat, "BP-LOW"),
            limit_high_mmhg=self._pressure_limit(seat, "BP-MOD"),
        )
        self._trends[session.session_id] = (key, view)
        return view

    def _pressure_limit(self, seat: Seat, rule: str) -> float | None:
        """The systolic limit that bites first."""
        bank = self._room.engine.pressures
        for row, candidate in enumerate(bank.rules):
            if candidate.rule == rule and bank.enabled[row, seat.column]:
                limits = bank.systolic_limits(row, seat.column)
                best = np.min if candidate.op.startswith(">") else np.max
                return float(best(limits)) if limits.size else None
        return None

    # --- the room

    def _device(self, device_id: str, status: DeviceStatus) -> DeviceView:
        room = self._room
        planned = next(device for device in room.plan.devices if device.device_id == device_id)
        seat = room.seat_of_device[device_id]
        link = seat.links[device_id]
        age = None if link.last_data_tick is None else seconds(room.tick - link.last_data_tick)
        return DeviceView(
            device_id=device_id,
            kind=planned.kind,
            place_id=seat.place.place_id,
            on_line=status.on_line,
            why=status.why,
            last_data_age_s=age,
            frames=status.statistics.frames,
            rejected_bytes=status.statistics.rejected_bytes,
            title=planned.title,
            report=status.report,
            reports_alarms=planned.reports_alarms,
        )

    def _banner(self) -> str:
        return ". ".join(
            text
            for note, words in ((self._room.restart_note, RESTARTED), (self._room.clock_note, CLOCK_STEPPED))
            if (text := self._noted(note, words)) != ""
        )

    def _noted(self, note: tuple[int, float] | None, words: str) -> str:
        """What happened to the monitor lately, in words; empty once it is long ago."""
        if note is None or self._room.tick - note[0] > BANNER_FOR_S * TICKS_PER_SECOND:
            return ""
        return words.format(minutes=seconds(self._room.tick - note[0]) / 60, seconds=note[1])


def _break_is_alarmed(broken_ticks: int | None, shortest_s: float) -> bool:
    return broken_ticks is not None and broken_ticks >= ticks(max(1.0, shortest_s))


def _since(tick: int, earlier: int | None) -> float | None:
    return None if earlier is None else seconds(tick - earlier)


def _from(admitted: int, tick: int | None) -> float | None:
    return None if tick is None else seconds(tick - admitted)


def _baseline_view(room: Room, session: Session, baseline: Baseline, readings: int) -> BaselineView:
    changed = room.baselines.of_session.get(session.session_id)
    return BaselineView(
        systolic=baseline.systolic,
        diastolic=baseline.diastolic,
        mean=baseline.mean,
        rate=baseline.rate,
        spo2=baseline.spo2,
        readings=readings,
        frozen=session.baseline is not None,
        changed_by="" if changed is None else changed.name,
        changed_why="" if changed is None else changed.reason,
    )
