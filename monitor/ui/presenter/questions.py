"""The question of the devices page, and the times that dialogs record."""

from datetime import timedelta

from monitor.domain.time import Instant
from monitor.ui.form_views import Question
from monitor.ui.presenter import words
from monitor.ui.views import LiveView
from monitor.ui.words import tr


def edge_time(live: LiveView, minutes_ago: int) -> str:
    """The time that will be recorded, in words."""
    moment = live.now.utc - timedelta(minutes=minutes_ago)
    return tr("Time {time}", time=words.local_minute(moment, live.zone)) + (
        tr(", {minutes_ago} min ago", minutes_ago=minutes_ago) if minutes_ago else ""
    )


def edge_utc_ms(now: Instant, minutes_ago: int) -> int | None:
    """The instant to record; None means the moment at which the room takes the command."""
    return now.utc_ms - minutes_ago * 60_000 if minutes_ago else None


def assignment(link: str) -> Question:
    """Say that a proposal is all that the station makes of a device it does not know."""
    return Question(
        title=tr("Assign a device"),
        text=tr("{link} is not in the room file. At which place does it stand?", link=link),
        confirm=tr("Copy these lines"),
        note=tr(
            "The station changes neither the room file nor the running room. Add the lines to the "
            "room file, check it with infusion-monitor check-config, and start the station again."
        ),
    )
