"""Translates what the room and the record hand over: which fields are words made below the display, and which are data.

Only the fields named here are touched. Names, labels, units, rule ids and whatever a person typed are
data; a typed text stands in a field of words only beside them, and then fits no template.
"""

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any, TypeVar

from monitor.domain.profile_change import ProfileChange
from monitor.port import review_port, review_views, snapshot
from monitor.port.handover_view import HandoverView
from monitor.port.outside_views import OutletView, OutsideView
from monitor.ui.words import installed, told

WORDS: Mapping[type, tuple[str, ...]] = {
    snapshot.NumberView: ("why",),
    snapshot.PressureView: ("why",),
    snapshot.StayView: ("earliest_leave_why",),
    snapshot.SessionView: ("course",),
    snapshot.AlarmView: ("message", "short_message", "least_message"),
    snapshot.ForecastView: ("text",),
    snapshot.GateItemView: ("text", "why"),
    snapshot.EntryView: ("text",),
    snapshot.TaskView: ("why",),
    snapshot.PlaceView: (
        "title",
        "device_line",
        "cuff_line",
        "profile_line",
        "baseline_line",
        "same_patient",
        "open_checks",
        "wiring",
    ),
    HandoverView: ("worst", "drugs", "notes", "silences", "tasks"),
    snapshot.DeviceView: ("why",),
    snapshot.DeviceValue: ("why",),
    snapshot.RecordingView: ("problem",),
    snapshot.LinkReport: ("diagnosis",),
    snapshot.UnassignedView: ("what", "seen"),
    snapshot.Answer: ("reason",),
    snapshot.Snapshot: ("calling", "banner"),
    ProfileChange: ("why",),
    OutletView: ("name", "why"),
    OutsideView: ("calls", "security_notice"),
    review_views.SessionRow: ("place",),
    review_views.PressureRow: ("doubt",),
    review_views.AnswerView: ("text",),
    review_views.AlarmRow: ("words",),
    review_views.FlagRow: ("text",),
    review_views.SpanRow: ("words",),
    review_views.CourseRow: ("title",),
    review_views.SessionView: ("dose", "profile", "may_be_signed", "missing", "inconsistencies"),
    review_port.Knob: ("words",),
    review_port.EpisodeRow: ("words",),
    review_port.WhatIfResult: ("caution", "not_judged"),
    review_port.StatisticsRow: ("name",),
}
"""Words by view; a tuple of texts is translated text by text."""

PASSED_OVER = (snapshot.TrendView, review_views.TrendColumns)  # numbers, and many of them
T = TypeVar("T")


def in_language(view: T) -> T:
    """`view` with every text from below in the language of the display; the same object where that is English."""
    if installed().is_source:
        return view
    translated: T = _translated(view)
    return translated


def _translated(value: Any) -> Any:
    if isinstance(value, tuple):
        return _each(value)
    if not _is_view(value):
        return value
    words = WORDS.get(type(value), ())
    changed: dict[str, Any] = {}
    for field in fields(value):
        old = getattr(value, field.name)
        new = _told(old) if field.name in words else _translated(old)
        if new is not old:
            changed[field.name] = new
    return replace(value, **changed) if changed else value


def _is_view(value: object) -> bool:
    return hasattr(type(value), "__dataclass_fields__") and not isinstance(value, PASSED_OVER)


def _told(value: Any) -> Any:
    if isinstance(value, str):
        return told(value)
    return tuple(told(text) for text in value) if value else value


def _each(values: tuple[Any, ...]) -> tuple[Any, ...]:
    if not values or not _is_view(values[0]):
        return values
    made = tuple(_translated(value) for value in values)
    return values if all(new is old for new, old in zip(made, values, strict=True)) else made
