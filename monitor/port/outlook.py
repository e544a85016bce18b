"""Where things are going, for the snapshot: the estimate of the peak, trend arrows, the fall after the drug stopped."""

from collections.abc import Callable
from typing import TypeVar

import numpy as np

from drivers.observations import Quality
from monitor.alarms.advice_bank import TICKS_PER_MIN, estimate_text
from monitor.alarms.forecast import half_gone_min
from monitor.alarms.repeated_median import NO_ARROW, TrendArrow, trend_arrow
from monitor.domain.vocabulary import Phase
from monitor.port.snapshot import ForecastView, TrendArrows
from monitor.room.room import Room
from monitor.room.seat import Seat
from monitor.room.session import TREND_BUCKET_TICKS, Session

PRESSURE_WINDOW_MIN = 30.0
PRESSURE_NOISE = 4.0  # mmHg: what two readings of an unchanged pressure differ by
PRESSURE_LEAST_PER_MIN = 0.3  # 3 mmHg in ten minutes
RATE_WINDOW_BUCKETS = 30  # five minutes
RATE_RECENT_BUCKETS = 6  # without a value in the last minute nothing is said
RATE_EVERY_BUCKETS = 3  # a direction over five minutes need not be looked at more often than twice a minute
RATE_NOISE = 1.0
RATE_LEAST_PER_MIN = 1.0
FALL_SHOWN_MIN = 60.0  # after that the drug's part in a pressure is small

Made = TypeVar("Made")


class Outlook:
    """Makes these views of one room; keeps each until what it was made from changes."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._kept: dict[tuple[int, str], tuple[object, object]] = {}

    def forget_gone(self) -> None:
        """Drop what was kept for sessions that are over."""
        self._kept = {key: value for key, value in self._kept.items() if key[0] in self._room.sessions}

    def forecast(self, seat: Seat) -> ForecastView | None:
        """The estimate that may be shown now."""
        found = self._room.engine.estimate(self._room.tick, seat.column)
        if found is None:
            return None
        text = f"estimate {estimate_text(found.low, found.high, found.at_min)}"
        return ForecastView(low=found.low, high=found.high, at_min=found.at_min, text=text)

    def arrows(self, session: Session) -> TrendArrows:
        """Direction of pressure and rate."""
        trend = session.trend
        readings = (len(trend.readings), self._room.tick // TICKS_PER_MIN)
        return TrendArrows(
            systolic=self._once(session, "systolic", readings, lambda: self._systolic(session)),
            rate=self._once(session, "rate", len(trend.rate) // RATE_EVERY_BUCKETS, lambda: _rate(session)),
        )

    def half_gone_in_min(self, seat: Seat, session: Session) -> float | None:
        """Minutes from now until half the effect that there was at the stop should be gone; None while the drug flows.

        Nothing is said once that time has passed.
        """
        course = self._room.engine.advice.courses[seat.column]
        if course is None or session.phase not in (Phase.INFUSION, Phase.RECOVERY):
            return None
        now_min = (self._room.tick - course.start_tick) / TICKS_PER_MIN
        stopped_min = course.stopped_min(now_min)
        if stopped_min is None or now_min - stopped_min > FALL_SHOWN_MIN:
            return None
        half = self._once(session, "fall", (course, stopped_min), lambda: half_gone_min(course, stopped_min))
        return None if half is None or half < now_min - stopped_min else half - (now_min - stopped_min)

    def _once(self, session: Session, name: str, made_from: object, make: Callable[[], Made]) -> Made:
        key = (session.session_id, name)
        kept = self._kept.get(key)
        if kept is None or kept[0] != made_from:
            made = make()
            self._kept[key] = (made_from, made)
            return made
        return kept[1]  # type: ignore[return-value]  # what `make` of this name made

    def _systolic(self, session: Session) -> TrendArrow:
        since = self._room.tick - PRESSURE_WINDOW_MIN * TICKS_PER_MIN
        recent = [
            item for item in session.trend.readings if item.measured_tick >= since and item.quality is Quality.VALID
        ]
        return trend_arrow(
            [item.measured_tick / TICKS_PER_MIN for item in recent],
            [item.systolic for item in recent],
            noise_floor=PRESSURE_NOISE,
            least_per_min=PRESSURE_LEAST_PER_MIN,
        )


def _rate(session: Session) -> TrendArrow:
    series = np.array(session.trend.rate[-RATE_WINDOW_BUCKETS:])
    if np.isnan(series[-RATE_RECENT_BUCKETS:]).all():
        return NO_ARROW
    minutes = np.arange(series.size) * (TREND_BUCKET_TICKS / TICKS_PER_MIN)
    return trend_arrow(minutes, series, noise_floor=RATE_NOISE, least_per_min=RATE_LEAST_PER_MIN)
