"""Times in exports: UTC after ISO 8601, to the millisecond. Pure."""

from datetime import UTC, datetime


def iso(utc_ms: int | None) -> str | None:
    """Say "2026-03-14T08:05:00.000Z"; None stays None."""
    if utc_ms is None:
        return None
    return datetime.fromtimestamp(utc_ms / 1000, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
