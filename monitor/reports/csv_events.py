"""Everything that happened in a session as one list in time: phases, entries, overrides, signatures. Pure."""

from collections.abc import Iterator

from drivers.observations import Provenance
from monitor.reports.csv_times import iso
from monitor.review.account import Account

EVENT_COLUMNS = (
    "session_id", "utc", "recorded_utc", "kind", "text", "by", "role", "reason", "voided", "replaced_by", "entry_seq",
    "entered", "provenance",
)  # fmt: skip
Line = tuple[int, tuple[str | float | int | None, ...]]  # a time, and the row


def event_rows(account: Account) -> Iterator[tuple[str | float | int | None, ...]]:
    """All rows in order; what people typed bears `entered` 1."""
    lines = [*_phases(account), *_entries(account), *_overrides(account), *_signatures(account)]
    yield from (row for _, row in sorted(lines, key=lambda line: line[0]))


def _phases(account: Account) -> Iterator[Line]:
    for row in account.phases:
        yield (
            row.began_utc_ms,
            (
                account.session_id,
                iso(row.began_utc_ms),
                iso(row.recorded_utc_ms),
                "phase",
                row.stage.value,
                row.actor,
                None,
                None,
                None,
                None,
                None,
                True,
                Provenance.ENTERED.value,
            ),
        )


def _entries(account: Account) -> Iterator[Line]:
    for row in account.entries:
        yield (
            row.utc_ms,
            (
                account.session_id,
                iso(row.utc_ms),
                iso(row.recorded_utc_ms),
                row.entry.type,
                row.text,
                row.actor,
                row.role,
                row.reason,
                row.voided,
                row.replaced_by,
                row.entry_seq,
                True,
                Provenance.ENTERED.value,
            ),
        )


def _overrides(account: Account) -> Iterator[Line]:
    for row in account.overrides:
        text = f"{row.kind.value}: {row.what}"
        yield row.utc_ms, _said(account, row.utc_ms, "set aside", text, row.actor, row.reason)


def _signatures(account: Account) -> Iterator[Line]:
    for row in account.signatures:
        one = row.signature
        yield one.utc_ms, _said(account, one.utc_ms, "signature", one.comment, one.reviewer, one.digest.hex())
    for addendum in account.addenda:
        yield addendum.utc_ms, _said(account, addendum.utc_ms, "addendum", addendum.text, addendum.author, "")


def _said(
    account: Account, utc_ms: int, kind: str, text: str, by: str, reason: str
) -> tuple[str | float | int | None, ...]:
    return (
        account.session_id,
        iso(utc_ms),
        iso(utc_ms),
        kind,
        text,
        by,
        None,
        reason,
        None,
        None,
        None,
        True,
        Provenance.ENTERED.value,
    )
