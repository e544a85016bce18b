"""How numbers, ages and times are said. Pure text; what is said where is left to the other presenter modules."""

import math
from datetime import datetime, tzinfo

from monitor.domain.vocabulary import Direction, Priority
from monitor.ui.words import source, tr

DASHES = "– – –"
MINUS = "−"
MINUTE_S = 60
HOUR_S = 3600

PRIORITIES = {
    Priority.INFORMATION: source("information"),
    Priority.LOW: source("low"),
    Priority.MEDIUM: source("medium"),
    Priority.HIGH: source("high"),
}


def priority_word(priority: Priority) -> str:
    """A priority in the language of the display."""
    return tr(PRIORITIES[priority])


def whole(value: float) -> str:
    """`value` rounded to the nearest whole number, halves away from zero."""
    rounded = math.floor(abs(value) + 0.5)
    return f"{MINUS}{rounded}" if value < 0 and rounded else str(rounded)


def signed(value: float) -> str:
    """`value` as "+24", "−4" or "±0"."""
    text = whole(value)
    if text == "0":
        return "±0"
    return text if value < 0 else f"+{text}"


def arrow(direction: Direction) -> str:
    """Where a value is going; nothing where no direction is sure: "level" would say more than is known."""
    return {Direction.UP: "↗", Direction.DOWN: "↘"}.get(direction, "")


def minutes(seconds: float) -> int:
    """Whole minutes that have passed."""
    return math.floor(seconds / MINUTE_S)


def age(age_s: float | None) -> str:
    """How old a cuff reading is: "now", "4 min ago", "2 h ago"; empty where unknown."""
    if age_s is None:
        return ""
    return tr("now") if age_s < MINUTE_S else tr("{bare_age} ago", bare_age=bare_age(age_s))


def bare_age(age_s: float | None) -> str:
    """The same for the narrowest place: "now", "4 min", "2 h"."""
    if age_s is None:
        return ""
    if age_s < MINUTE_S:
        return tr("now")
    return f"{minutes(age_s)} min" if age_s < 2 * HOUR_S else f"{math.floor(age_s / HOUR_S)} h"


def short_age(age_s: float | None) -> str:
    """How old a continuous value is: "now" within 2 s, then "4 s ago"; empty where unknown."""
    if age_s is None:
        return ""
    if age_s < 2:
        return tr("now")
    return (
        tr("{age} s ago", age=math.floor(age_s))
        if age_s < MINUTE_S
        else tr("{minutes} min ago", minutes=minutes(age_s))
    )


def due(next_in_s: float | None) -> str:
    """When the next cuff reading is due: "next in 3 min", "due now", "overdue 2 min"."""
    if next_in_s is None:
        return ""
    if next_in_s > 0:
        return tr("next in {next_in} min", next_in=math.ceil(next_in_s / MINUTE_S))
    return tr("due now") if next_in_s > -MINUTE_S else tr("overdue {minutes} min", minutes=minutes(-next_in_s))


def in_minutes(left_s: float) -> str:
    """When something is due: "in 7 min", "now", "overdue 2 min"."""
    if left_s > 0:
        return tr("in {minutes} min", minutes=math.ceil(left_s / MINUTE_S))
    return tr("now") if left_s > -MINUTE_S else tr("overdue {minutes} min", minutes=minutes(-left_s))


def stopwatch(elapsed_s: float) -> str:
    """A span as "0:25" or, from an hour on, "1 h 05"."""
    total = max(0, math.floor(elapsed_s))
    if total < HOUR_S:
        return f"{total // MINUTE_S}:{total % MINUTE_S:02d}"
    return f"{total // HOUR_S} h {total % HOUR_S // MINUTE_S:02d}"


def countdown(left_s: float) -> str:
    """What is left, rounded up, so that it never says 0:00 while something still runs."""
    return stopwatch(math.ceil(left_s))


def local_clock(moment: datetime, zone: tzinfo | None) -> str:
    """Local time with seconds. `zone` None is the computer's own."""
    return moment.astimezone(zone).strftime("%H:%M:%S")


def local_minute(moment: datetime, zone: tzinfo | None) -> str:
    """Local time to the minute."""
    return moment.astimezone(zone).strftime("%H:%M")
