"""The trend of one place: how far its axis reaches, and which earlier infusions of the course lie behind it."""

from collections.abc import Callable

from monitor.domain.earlier_curve import EarlierCurve
from monitor.port.snapshot import PlaceView, SessionView
from monitor.ui.views import TraceView

AXIS_STEP_S = 300  # the axis grows by whole steps, so that old points seldom move
AXIS_BEFORE_S = 600  # room for the baseline before an infusion that has not begun

CurvesOf = Callable[[int], tuple[EarlierCurve, ...]]  # of a session


def no_curves(_session_id: int) -> tuple[EarlierCurve, ...]:
    """Nothing is known of earlier infusions."""
    return ()


def trace_of(place: PlaceView, session: SessionView, curves: CurvesOf = no_curves) -> TraceView:
    """The trend with an axis that has room for the planned time."""
    trend = place.trend
    start_s = AXIS_BEFORE_S if trend.infusion_start_s is None else trend.infusion_start_s
    latest_s = max(_last_time_s(trend.pulse), _last_time_s(trend.spo2), _last_pressure_s(place))
    needed_s = max(start_s + session.planned_infusion_s, latest_s)
    end_s = (int(needed_s) // AXIS_STEP_S + 1) * AXIS_STEP_S
    earlier = curves(session.session_id)
    key = (place.place_id, session.session_id, trend.version, end_s, len(earlier))
    return TraceView(key=key, trend=trend, end_s=end_s, earlier=earlier)


def _last_time_s(series: tuple[tuple[float, float | None], ...]) -> float:
    return series[-1][0] if series else 0.0


def _last_pressure_s(place: PlaceView) -> float:
    return place.trend.pressures[-1].t_s if place.trend.pressures else 0.0
