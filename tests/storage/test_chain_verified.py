"""Whoever changes the record behind the program's back is found, and so is what they changed."""

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from storage_days import PLACES, open_day, write_day

from drivers.clock import ManualClock
from monitor.storage.chain import FIRST_DIGEST, breaks, chained
from monitor.storage.signing import ReviewDesk
from monitor.storage.verify import verify


def written(path: Path) -> int:
    journal = open_day(path)
    journal.bind_devices(PLACES)
    write_day(journal)
    while journal.tidy():
        pass
    journal.close()
    return verify(path).events


def tamper(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def test_an_untouched_record_holds_also_after_restarts(tmp_path: Path) -> None:
    path = tmp_path / "room.sqlite3"
    journal = open_day(path)
    for _ in range(3):
        journal.close()
        journal = open_day(path)
    journal.close()
    events = written(path)
    assert events > 10
    assert verify(path).findings == ()


@pytest.mark.hazard("H55")
@pytest.mark.parametrize(
    ("statements", "finding"),
    [
        (["UPDATE events SET payload = replace(payload, '1', '2') WHERE seq = 7"], "event 7 was changed"),
        (["UPDATE events SET priority = coalesce(priority, 0) + 1 WHERE seq = 5"], "event 5 was changed"),
        (["UPDATE events SET utc_ms = utc_ms + 1 WHERE seq = 5"], "event 5 was changed"),
        (["DELETE FROM events WHERE seq = 6"], "between event 5 and event 7"),
        (["DELETE FROM events WHERE seq = 1"], "between the beginning and event 2"),
        (
            [
                "UPDATE events SET seq = -6 WHERE seq = 6",
                "UPDATE events SET seq = 6 WHERE seq = 7",
                "UPDATE events SET seq = 7 WHERE seq = -6",
            ],
            "event 6 was changed",
        ),
        (["DELETE FROM events WHERE seq > (SELECT max(seq) - 2 FROM events)"], "were taken from the end"),
    ],
    ids=["payload", "column", "time", "deleted", "first", "reordered", "end"],
)
def test_what_was_done_to_the_record_is_named(tmp_path: Path, statements: list[str], finding: str) -> None:
    path = tmp_path / "room.sqlite3"
    written(path)
    tamper(path, *statements)
    findings = verify(path).findings
    assert any(finding in one for one in findings), findings


def test_an_event_put_in_with_a_right_digest_of_its_own_is_named() -> None:
    rows: list[dict[str, object]] = []
    previous = FIRST_DIGEST
    for seq in (1, 2, 4):
        rows.append(chained(event_row(seq), previous=previous))
        previous = rows[-1]["digest"]  # type: ignore[assignment]  # a digest
    assert list(breaks(rows)) == []
    forged = chained(event_row(3), previous=rows[1]["digest"])  # type: ignore[arg-type]  # a digest
    (found,) = breaks([rows[0], rows[1], forged, rows[2]])
    assert found.seq == 3
    assert "put in" in found.why


def event_row(seq: int) -> dict[str, object]:
    names = ("batch_seq", "tick", "utc_ms", "type", "place_id", "left_place_id", "session_id", "rule", "priority")
    return {"seq": seq, **dict.fromkeys(names, 1), "payload": f"event {seq}"}


@pytest.mark.hazard("H55")
@pytest.mark.parametrize("change", ["change", "delete", "swap"])
def test_one_change_anywhere_is_found(change: str, rng: random.Random) -> None:
    rows: list[dict[str, object]] = []
    previous = FIRST_DIGEST
    for seq in range(1, 60):
        row = chained(event_row(seq), previous=previous)
        rows.append(row)
        previous = row["digest"]
    for _ in range(100):
        place = rng.randrange(len(rows) - 1)  # what is gone from the end, the chain alone cannot know
        hurt = [dict(row) for row in rows]
        CHANGES[change](hurt, place)
        assert list(breaks(hurt)), f"{change} at {place}"


def _change(rows: list[dict[str, object]], place: int) -> None:
    rows[place]["payload"] = f"{rows[place]['payload']}."


def _delete(rows: list[dict[str, object]], place: int) -> None:
    del rows[place]


def _swap(rows: list[dict[str, object]], place: int) -> None:
    rows[place], rows[place + 1] = rows[place + 1], rows[place]


CHANGES: dict[str, Callable[[list[dict[str, object]], int], None]] = {
    "change": _change,
    "delete": _delete,
    "swap": _swap,
}


@pytest.mark.hazard("H55")
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE packed_parts SET payload = CAST(substr(payload, 1, length(payload) - 1) || x'00' AS BLOB)",
        "UPDATE packed_parts SET payload = 'text'",
        "DELETE FROM packed_minutes",
        "UPDATE signatures SET comment = 'all well'",
        "UPDATE signatures SET reviewer = 'Dr. Other'",
        "UPDATE events SET payload = replace(payload, '176', '146') WHERE session_id = 1",
        "DELETE FROM events WHERE seq = (SELECT max(seq) FROM events WHERE session_id = 1)",
    ],
)
def test_one_changed_byte_of_a_signed_session_is_found(tmp_path: Path, statement: str) -> None:
    path = tmp_path / "room.sqlite3"
    written(path)
    desk = ReviewDesk(path, clock=ManualClock())
    desk.sign(1, reviewer="Dr. Who", comment="peak at 7 min")
    assert verify(path).findings == ()
    tamper(path, statement)
    assert any("session 1 is not what" in one for one in verify(path).findings)
