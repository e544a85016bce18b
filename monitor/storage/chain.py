"""The chain of digests over events: each row is bound to the row before it, so that no later change goes unseen.

A digest is SHA-256 over the digest of the row before and the row's own columns as JSON. Pure: no connection, no SQL.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

FIRST_DIGEST = hashlib.sha256(b"infusion-room-monitor events").digest()  # what the first event is bound to
CHAINED_COLUMNS = (
    "seq",
    "batch_seq",
    "tick",
    "utc_ms",
    "type",
    "place_id",
    "left_place_id",
    "session_id",
    "rule",
    "priority",
    "payload",
)


@dataclass(frozen=True, slots=True)
class Break:
    """One place where the chain does not hold, by the number of the event that shows it."""

    seq: int
    why: str


def digest_of(row: Mapping[str, Any], *, previous: bytes) -> bytes:
    """Digest of a row's content, bound to the digest before it."""
    content = json.dumps([row[name] for name in CHAINED_COLUMNS], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(previous + content.encode()).digest()


def chained(row: dict[str, Any], *, previous: bytes) -> dict[str, Any]:
    """`row` with its two digests."""
    return {**row, "previous_digest": previous, "digest": digest_of(row, previous=previous)}


def breaks(rows: Iterable[Mapping[str, Any]], *, retired: frozenset[int] = frozenset()) -> Iterator[Break]:
    """Check rows in the order of their numbers and name each one that was changed, put in, taken out or moved.

    Rows of `retired` sessions have no content any more; only their links are checked.
    """
    before, before_that, before_seq = FIRST_DIGEST, FIRST_DIGEST, 0
    for row in rows:
        seq, previous, digest = row["seq"], bytes(row["previous_digest"]), bytes(row["digest"])
        is_retired = row["session_id"] in retired and row["payload"] == ""
        if not is_retired and digest_of(row, previous=previous) != digest:
            yield Break(seq, f"event {seq} was changed after it was written")
        if previous != before:
            if previous == before_that and before_seq:
                yield Break(before_seq, f"event {before_seq} was put in, or event {seq} was moved behind it")
            else:
                since = f"event {before_seq}" if before_seq else "the beginning"
                yield Break(seq, f"between {since} and event {seq} something was taken out or moved")
        before_that, before, before_seq = before, digest, seq
