"""Writes one session in one of the formats of `monitor.reports`. Runs in a child process."""

from pathlib import Path

from monitor.app.export import FORMATS, PAPERS, ExportOptions
from monitor.port.review_port import ExportFormat, Refused
from monitor.review.account import Account


def write_export(account: Account, kind: ExportFormat, path: Path) -> Path | Refused:
    """Write `account` to `path`, which must not be there yet."""
    if path.exists():
        return Refused(f"{path} is there already: an export never takes the place of a file.")
    if kind.value not in FORMATS:
        return Refused(f"There is no format {kind.value}; there are {', '.join(FORMATS)}.")
    options = ExportOptions.of(
        session_id=account.session_id, form=kind.value, paper=PAPERS[0], out=path, aftercare=False, next_appointment=""
    )
    FORMATS[kind.value].write(account, options)
    return path


def formats() -> tuple[ExportFormat, ...]:
    """What a session can be written as."""
    return tuple(kind for kind in ExportFormat if kind.value in FORMATS)
