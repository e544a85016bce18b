"""The command on stored sessions under other limits: which record, which profiles, which days, and the proposal."""

import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from monitor.alarms.rules import Profile
from monitor.app.profile_in_force import AcceptedLimitsError, profile_of_record
from monitor.app.record_office import OfficeError, existing_store
from monitor.app.what_if_shares import Rules, compared
from monitor.app.whole_file import write_whole
from monitor.review.proposal import ProposalError, proposal_text
from monitor.review.stored_columns import real_sessions
from monitor.review.what_if import Outcome
from monitor.review.what_if_lines import lines_of
from monitor.settings import SettingsError, load_profile, load_room
from monitor.storage import Records, StorageError
from monitor.storage.marks import useful_alarms


@dataclass(frozen=True, slots=True)
class WhatIfQuestion:
    """Which sessions, and which other limits.

    Attributes:
        source: a room file, or a database.
        profile: the file with the other limits.
        data_dir: where the room's record is kept.
        first_day: admitted on this day (UTC) or later.
        end_day: admitted before this day (UTC).
    """

    source: Path
    profile: Path
    data_dir: Path | None
    first_day: date | None
    end_day: date | None


def run_what_if(
    question: WhatIfQuestion,
    *,
    proposal: Path | None = None,
    named: Iterable[int] = (),
    say: Callable[[str], None],
) -> Iterator[dict[str, object]]:
    """Judge the real sessions of a record by the limits in force there and by others.

    Args:
        question: which sessions and limits.
        proposal: write the other limits to this new file, approved by nobody.
        named: numbers of the alarms marked as useful that somebody has named as lost.
        say: takes words on the progress.

    Raises:
        OfficeError: a file or the record cannot be read, or the limits cannot be proposed so.
    """
    source, profile = question.source, question.profile
    try:
        offered = load_room(source).profile if source.suffix == ".toml" else Profile(name="shipped")
        new = load_profile(profile)
        store = existing_store(source, question.data_dir)
        old = profile_of_record(store, offered)
        rules = Rules(old, new, useful_alarms(store))
        days = {"from_utc_ms": _utc_ms(question.first_day), "to_utc_ms": _utc_ms(question.end_day)}
        comparison = compared(store, real_sessions(Records(store), **days), rules, say=say)
    except (SettingsError, StorageError, AcceptedLimitsError) as error:
        raise OfficeError(str(error)) from error
    outcome = comparison.outcome()
    if proposal is not None:
        _propose(outcome, profile, proposal, named=frozenset(named))
    return lines_of(outcome)


def _propose(outcome: Outcome, profile: Path, proposal: Path, *, named: frozenset[int]) -> None:
    """Write a file that was not there: no profile in force is ever replaced."""
    try:
        numbers = tomllib.loads(profile.read_text(encoding="utf-8-sig"))
        closer = numbers.get("closer")
        if isinstance(closer, str) and proposal.parent.resolve() != profile.parent.resolve():
            numbers["closer"] = str((profile.parent / Path(closer).expanduser()).resolve())  # found from there as well
        write_whole(proposal, proposal_text(outcome, numbers, named=named), check=load_profile)
    except FileExistsError as error:
        raise OfficeError(f"{proposal} is already there: a proposal is always a new file") from error
    except (ProposalError, SettingsError, OSError) as error:
        raise OfficeError(str(error)) from error


def _utc_ms(day: date | None) -> int | None:
    return None if day is None else round(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() * 1000)
