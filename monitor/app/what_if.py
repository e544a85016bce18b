"""The command on stored sessions under other limits: which record, which profiles, which days."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from monitor.alarms.rules import Profile
from monitor.app.record_office import OfficeError, existing_store
from monitor.review.stored_columns import real_sessions
from monitor.review.what_if import compare
from monitor.review.what_if_lines import lines_of
from monitor.settings import SettingsError, load_profile, load_room
from monitor.storage import Records, StorageError


def run_what_if(
    source: Path,
    *,
    profile: Path,
    data_dir: Path | None,
    first_day: date | None,
    end_day: date | None,
) -> Iterator[dict[str, object]]:
    """Judge the real sessions of a record by the room's profile (of a bare database: the shipped one) and by another.

    Args:
        source: a room file, or a database.
        profile: the file with the other limits.
        data_dir: where the room's record is kept.
        first_day: admitted on this day (UTC) or later.
        end_day: admitted before this day (UTC).

    Raises:
        OfficeError: a file or the record cannot be read.
    """
    try:
        old = load_room(source).profile if source.suffix == ".toml" else Profile(name="shipped")
        new = load_profile(profile)
        records = Records(existing_store(source, data_dir))
        sessions = list(real_sessions(records, from_utc_ms=_utc_ms(first_day), to_utc_ms=_utc_ms(end_day)))
    except (SettingsError, StorageError) as error:
        raise OfficeError(str(error)) from error
    return lines_of(compare(sessions, old=old, new=new))


def _utc_ms(day: date | None) -> int | None:
    return None if day is None else round(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() * 1000)
