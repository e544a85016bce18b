"""Turns a snapshot into views: all wording, rounding, ages and emphasis. Pure; knows no Qt and no clock."""

from monitor.ui.presenter.room import (
    ADVICE,
    FOOTER,
    STALLED_AFTER_S,
    STARTING_FOR_S,
    cover,
    display_fault,
    live,
    present,
    refusal,
)

__all__ = [
    "ADVICE",
    "FOOTER",
    "STALLED_AFTER_S",
    "STARTING_FOR_S",
    "cover",
    "display_fault",
    "live",
    "present",
    "refusal",
]
