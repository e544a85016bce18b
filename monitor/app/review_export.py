"""Writes one session in one of the formats of `monitor.reports`. Runs in a child process."""

from pathlib import Path

from monitor.port.review_port import ExportFormat, Refused
from monitor.review.account import Account


def write_export(account: Account, kind: ExportFormat, path: Path) -> Path | Refused:
    """Write `account` to `path`, which must not be there yet."""
    if path.exists():
        return Refused(f"{path} is there already.")
    del account
    return Refused(f"{kind} cannot be written yet.")
