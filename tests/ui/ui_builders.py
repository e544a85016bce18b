"""Snapshots for the tests of the display, and a port that remembers what it was asked."""

from dataclasses import dataclass, field, replace

from drivers.clock import MANUAL_START
from drivers.observations import Provenance
from monitor.alarms.repeated_median import TrendArrow
from monitor.domain.commands import Command
from monitor.domain.time import Instant
from monitor.domain.vocabulary import AlarmKind, AlarmState, Direction, Phase, PlaceKind, Priority
from monitor.port.snapshot import (
    AlarmView,
    AudioView,
    BaselineView,
    DeviceView,
    Freshness,
    NumberView,
    PlaceView,
    PressurePoint,
    PressureView,
    SessionView,
    Snapshot,
    TrendArrows,
    TrendView,
)

NOW = Instant(10_000, MANUAL_START.utc_ns // 1_000_000)
BASELINE = BaselineView(systolic=124, diastolic=78, mean=93, rate=72, spo2=98, readings=3, frozen=True)
NO_BASELINE = BaselineView(systolic=None, diastolic=None, mean=None, rate=None, spo2=None, readings=3, frozen=False)


@dataclass
class FakePort:
    """A port whose answers the test sets."""

    shown: Snapshot | None = None
    age_s: float = 0.0
    commands: list[Command] = field(default_factory=list)
    paint_count: int = 0

    def snapshot(self) -> Snapshot | None:
        return self.shown

    def engine_age_s(self) -> float:
        return self.age_s

    def submit(self, command: Command) -> None:
        self.commands.append(command)

    def painted(self) -> None:
        self.paint_count += 1


def number(
    value: float | None, *, rise: float | None = None, age_s: float = 0.5, source: str = "oximeter"
) -> NumberView:
    freshness = Freshness.DASHES if value is None else Freshness.FRESH
    return NumberView(value=value, freshness=freshness, age_s=age_s, rise=rise, source=source)


def pressure(
    systolic: float | None,
    diastolic: float | None,
    *,
    rise: float | None = None,
    age_s: float = 130.0,
    next_in_s: float = 55.0,
) -> PressureView:
    known = systolic is not None and diastolic is not None
    mean = diastolic + (systolic - diastolic) / 3 if systolic is not None and diastolic is not None else None
    return PressureView(
        systolic=systolic,
        diastolic=diastolic,
        mean=mean,
        freshness=Freshness.FRESH if known else Freshness.DASHES,
        age_s=age_s if known else None,
        next_in_s=next_in_s,
        rise=rise,
    )


def session(
    session_id: int = 1,
    *,
    label: str = "A.M. 59",
    phase: Phase = Phase.INFUSION,
    course: str = "infusion 3 of 6",
    start_s: float | None = 23 * 60 + 5,
    end_s: float | None = None,
    planned_s: float = 2400,
    baseline: BaselineView = BASELINE,
) -> SessionView:
    return SessionView(
        session_id=session_id,
        label=label,
        course=course,
        phase=phase,
        phase_age_s=start_s or 300.0,
        admitted_utc_ms=NOW.utc_ms - round(((start_s or 0.0) + 600) * 1000),
        planned_infusion_s=planned_s,
        since_infusion_start_s=start_s,
        since_infusion_end_s=end_s,
        baseline=baseline,
    )


def alarm(
    alarm_id: int,
    place_id: str,
    priority: Priority,
    message: str,
    *,
    short: str = "",
    rule: str = "BP-SEV",
    state: AlarmState = AlarmState.ACTIVE,
    since_s: float = 25.0,
    kind: AlarmKind = AlarmKind.PHYSIOLOGICAL,
) -> AlarmView:
    return AlarmView(
        alarm_id=alarm_id,
        place_id=place_id,
        rule=rule,
        kind=kind,
        priority=priority,
        state=state,
        raised=Instant(NOW.tick - round(since_s * 10), NOW.utc_ms - round(since_s * 1000)),
        since_s=since_s,
        message=message,
        short_message=short or message,
        silent=False,
    )


def trend(minutes: int, *, base: float = 124, rise: float = 30, version: int = 1, start_s: float = 600.0) -> TrendView:
    """A smooth made-up course: a reading every five minutes, a pulse and saturation every ten seconds."""
    total_s = 600 + minutes * 60
    share = [min(1.0, max(0.0, (t - 600) / 1800)) for t in range(0, total_s, 300)]
    points = tuple(
        PressurePoint(t_s=i * 300.0, systolic=base + rise * s, diastolic=78 + 0.5 * rise * s, mean=93 + 0.6 * rise * s)
        for i, s in enumerate(share)
    )
    times = range(0, total_s, 10)
    return TrendView(
        version=version,
        pressures=points,
        pulse=tuple((float(t), 68.0 + (t // 10) % 5 + 10 * min(1.0, t / 3000)) for t in times),
        spo2=tuple((float(t), 97.0 - (t // 70) % 3) for t in times),
        infusion_start_s=start_s,
        limit_low_mmhg=90,
        limit_high_mmhg=160,
    )


def chair(place_id: str = "1", *, seat: SessionView | None = None, alarms: tuple[AlarmView, ...] = ()) -> PlaceView:
    return PlaceView(
        place_id=place_id,
        kind=PlaceKind.CHAIR,
        title=f"Chair {place_id}",
        session=session() if seat is None else seat,
        pressure=pressure(131, 79, rise=7),
        rate=number(74, rise=2),
        spo2=number(98, rise=0),
        alarms=alarms,
        trend=trend(23),
        arrows=TrendArrows(systolic=TrendArrow(direction=Direction.UP), rate=TrendArrow(direction=Direction.STEADY)),
        devices=(f"rad8-{place_id}",),
        device_line="Rad-8 on line",
    )


def free(place_id: str, *, kind: PlaceKind = PlaceKind.CHAIR, title: str = "") -> PlaceView:
    nothing = NumberView(value=None, freshness=Freshness.DASHES)
    return PlaceView(
        place_id=place_id,
        kind=kind,
        title=title or f"Chair {place_id}",
        session=None,
        pressure=PressureView(systolic=None, diastolic=None, mean=None, freshness=Freshness.DASHES),
        rate=nothing,
        spo2=nothing,
        alarms=(),
        trend=TrendView(version=0),
        device_line="Rad-8 on line",
    )


def bay(
    place_id: str = "bay-1", *, alarms: tuple[AlarmView, ...] = (), end_s: float = 68 * 60, ready: bool = False
) -> PlaceView:
    seat = session(50, label="T.L. 61", phase=Phase.RECOVERY, start_s=end_s + 2400, end_s=end_s)
    return replace(
        chair(place_id, seat=seat, alarms=alarms),
        kind=PlaceKind.BAY,
        title=f"Bay {place_id.removeprefix('bay-')}",
        ready_to_leave=ready,
        open_checks=() if ready else ("clock", "vitals", "gait"),
    )


def room(*places: PlaceView, provenance: Provenance = Provenance.SIMULATED, audio: AudioView | None = None) -> Snapshot:
    alarms = sorted((a for place in places for a in place.alarms), key=lambda a: (-a.priority, -a.since_s))
    return Snapshot(
        room_name="Infusion room A",
        at=NOW,
        tick_count=NOW.tick,
        provenance=provenance,
        profile_name="mood",
        places=places,
        alarms=tuple(alarms),
        devices=tuple(
            DeviceView(device_id=name, kind="masimo_ascii1", place_id=place.place_id, on_line=True)
            for place in places
            for name in place.devices
        ),
        audio=audio or AudioView(),
    )
