"""Made-up rooms for the benchmarks of the display: a seeded course for each chair, one picture for each second."""

import math
from dataclasses import replace
from random import Random

from drivers.clock import MANUAL_START
from drivers.observations import Provenance
from monitor.alarms.repeated_median import TrendArrow
from monitor.domain.time import TICKS_PER_SECOND, Instant
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

TREND_STEP_S = 5
CUFF_EVERY_S = 300
BEFORE_S = 600
_BASELINE = BaselineView(systolic=124, diastolic=78, mean=93, rate=70, spo2=98, readings=3, frozen=True)
_PRIORITIES = (Priority.HIGH, Priority.MEDIUM, Priority.LOW)


class SyntheticRoom:
    """Chairs whose infusions began at different times. `alarms` chairs, spread over the room, have an alarm each."""

    def __init__(self, chairs: int, *, alarms: int = 0, seed: int = 1) -> None:
        random = Random(seed)
        self._starts_s = [random.randrange(300, 2400) for _ in range(chairs)]
        self._alarming = frozenset(range(0, chairs, max(1, chairs // alarms))) if alarms else frozenset()

    def at(self, second: int, *, trend_version: int | None = None) -> Snapshot:
        """The room `second` seconds after the first picture; every chair's pulse and saturation are new.

        `trend_version` None lets a trend grow every `TREND_STEP_S` seconds, as the room does.
        """
        version = second // TREND_STEP_S if trend_version is None else trend_version
        places = tuple(self._place(index, second, version) for index in range(len(self._starts_s)))
        alarms = sorted((alarm for place in places for alarm in place.alarms), key=lambda alarm: -alarm.priority)
        tick = second * TICKS_PER_SECOND
        return Snapshot(
            room_name="Infusion room A",
            at=Instant(tick, MANUAL_START.utc_ns // 1_000_000 + second * 1000),
            tick_count=tick,
            provenance=Provenance.SIMULATED,
            profile_name="mood",
            places=places,
            alarms=tuple(alarms),
            devices=tuple(
                DeviceView(device_id=f"device-{place.place_id}", kind="demo", place_id=place.place_id, on_line=True)
                for place in places
            ),
            audio=AudioView(),
        )

    def _place(self, index: int, second: int, version: int) -> PlaceView:
        since_start_s = self._starts_s[index] + second
        pulse = 70 + 10 * math.sin((second + index) / 7)
        spo2 = 97 + math.sin((second + index) / 5)
        return PlaceView(
            place_id=str(index + 1),
            kind=PlaceKind.CHAIR,
            title=f"Chair {index + 1}",
            session=_session(index, float(since_start_s)),
            pressure=_pressure(since_start_s),
            rate=NumberView(value=pulse, freshness=Freshness.FRESH, age_s=0.4, rise=pulse - 70, source="oximeter"),
            spo2=NumberView(value=spo2, freshness=Freshness.FRESH, age_s=0.4, rise=spo2 - 98),
            alarms=(_alarm(index, second),) if index in self._alarming else (),
            trend=trend(BEFORE_S + since_start_s, version=version),
            arrows=TrendArrows(
                systolic=TrendArrow(direction=Direction.UP),
                rate=TrendArrow(direction=_going(math.cos((second + index) / 7))),
            ),
            device_line="Rad-8 on line",
        )


def _going(slope: float) -> Direction:
    if abs(slope) < 0.5:
        return Direction.STEADY
    return Direction.UP if slope > 0 else Direction.DOWN


def trend(length_s: int, *, version: int) -> TrendView:
    """A trend of `length_s` seconds with a value every five seconds and a pressure every five minutes."""
    times = range(0, length_s, TREND_STEP_S)
    points = (
        PressurePoint(t_s=float(t), systolic=124 + t / 90, diastolic=78 + t / 200, mean=93 + t / 150)
        for t in range(0, length_s, CUFF_EVERY_S)
    )
    return TrendView(
        version=version,
        pressures=tuple(points),
        pulse=tuple((float(t), 70 + 8 * math.sin(t / 60)) for t in times),
        spo2=tuple((float(t), 97 + 2 * math.sin(t / 45)) for t in times),
        infusion_start_s=float(BEFORE_S),
        limit_low_mmhg=90,
        limit_high_mmhg=160,
    )


def _session(index: int, since_start_s: float) -> SessionView:
    return SessionView(
        session_id=index + 1,
        label=f"A.M. {50 + index}",
        course="session 3 of 6",
        phase=Phase.INFUSION,
        phase_age_s=since_start_s,
        admitted_utc_ms=MANUAL_START.utc_ns // 1_000_000 - round(since_start_s + BEFORE_S) * 1000,
        planned_infusion_s=2400,
        since_infusion_start_s=since_start_s,
        since_infusion_end_s=None,
        baseline=_BASELINE,
    )


def _pressure(since_start_s: int) -> PressureView:
    age_s = float(since_start_s % CUFF_EVERY_S)
    systolic = 124 + (BEFORE_S + since_start_s) // CUFF_EVERY_S * 3
    return PressureView(
        systolic=systolic,
        diastolic=82,
        mean=96,
        freshness=Freshness.FRESH,
        age_s=age_s,
        next_in_s=CUFF_EVERY_S - age_s,
        rise=systolic - 124,
    )


def _alarm(index: int, second: int) -> AlarmView:
    priority = _PRIORITIES[index % len(_PRIORITIES)]
    alarm = AlarmView(
        alarm_id=index + 1,
        place_id=str(index + 1),
        rule="BP-SEV",
        kind=AlarmKind.PHYSIOLOGICAL,
        priority=priority,
        state=AlarmState.ACTIVE,
        raised=Instant(0, MANUAL_START.utc_ns // 1_000_000),
        since_s=float(second),
        message="BP ↑ 184/112 ≥ 180, baseline 124, +60",
        short_message="BP ↑ 184/112",
        silent=False,
    )
    return replace(alarm, state=AlarmState.ACKNOWLEDGED) if index % 5 == 4 else alarm
