"""Questions about the past: right events, in order, in pages, while the station goes on writing."""

from pathlib import Path

import pytest
from storage_samples import EPOCH, alarm, batch, link_lost, moved, open_journal

from monitor.storage import EventFilter, History, StorageUnavailableError
from monitor.storage.queries import MAX_PAGE


def _history(path: Path) -> History:
    journal = open_journal(path)
    journal.write(
        [
            batch(10, alarm(1, 10), alarm(2, 10, place_id="2", session_id=2)),
            batch(20, moved(3, 20)),
            batch(30, link_lost(4, 30), alarm(5, 30, place_id="bay1", rule="HR-HI")),
        ]
    )
    journal.close()
    return History(path)


@pytest.mark.parametrize(
    ("which", "seqs"),
    [
        (EventFilter(), [1, 2, 3, 4, 5]),
        (EventFilter(from_utc_ms=EPOCH.at_tick(20).utc_ms), [3, 4, 5]),
        (EventFilter(to_utc_ms=EPOCH.at_tick(20).utc_ms), [1, 2]),
        (EventFilter(place_id="1"), [1, 3]),
        (EventFilter(place_id="bay1"), [3, 5]),
        (EventFilter(session_id=1), [1, 3, 5]),
        (EventFilter(session_id=2), [2]),
        (EventFilter(rule="HR-HI"), [5]),
        (EventFilter(place_id="1", rule="HR-HI"), []),
    ],
)
def test_events_are_found_by_time_place_session_and_rule(tmp_path: Path, which: EventFilter, seqs: list[int]) -> None:
    history = _history(tmp_path / "room.sqlite3")
    assert [event.seq for event in history.events(which)] == seqs
    assert history.count(which) == len(seqs)


def test_pages_go_on_where_the_last_one_ended(tmp_path: Path) -> None:
    history = _history(tmp_path / "room.sqlite3")
    first = history.events(EventFilter(), limit=2)
    second = history.events(EventFilter(), after_seq=first[-1].seq, limit=2)
    assert [event.seq for event in (*first, *second)] == [1, 2, 3, 4]
    assert first[0] == alarm(1, 10)
    with pytest.raises(ValueError, match="limit"):
        history.events(EventFilter(), limit=MAX_PAGE + 1)


def test_history_can_be_asked_while_the_journal_is_open_and_sees_what_was_committed(tmp_path: Path) -> None:
    path = tmp_path / "room.sqlite3"
    journal = open_journal(path)
    history = History(path)
    assert history.events(EventFilter()) == ()
    journal.write([batch(1, alarm(1, 1))])
    assert [event.seq for event in history.events(EventFilter())] == [1]
    journal.close()


def test_a_file_that_is_not_there_is_told_and_not_made(tmp_path: Path) -> None:
    path = tmp_path / "none.sqlite3"
    with pytest.raises(StorageUnavailableError, match="cannot be opened"):
        History(path).events(EventFilter())
    assert not path.exists()
