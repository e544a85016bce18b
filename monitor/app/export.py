"""What `export` writes: report, after-care sheet or values of one session, read from the record once."""

# ruff: noqa: PLC0415 - values are exported without Qt
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from types import MappingProxyType

import monitor.ui
from monitor.app.readable_record import readable_record
from monitor.app.record_office import OfficeError
from monitor.reports.after_care import AfterCareTexts, after_care_sheet
from monitor.reports.csv_export import write_csv
from monitor.reports.document import Document
from monitor.reports.session_report import session_report
from monitor.review.account import Account
from monitor.review.account_reader import AccountReader
from monitor.settings.aftercare_models import AfterCareSettings
from monitor.storage import StorageError

FONTS = Path(monitor.ui.__file__).parent / "fonts"
PAPERS = ("a4", "letter")


class UnknownFormatError(Exception):
    """A word of the command line that names nothing there is; the text names what there is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOptions:
    """One export. Made by `of`, which refuses unknown words."""

    session_id: int
    form: str
    paper: str
    out: Path
    aftercare: bool
    next_appointment: str

    @classmethod
    def of(
        cls, *, session_id: int, form: str, paper: str, out: Path | None, aftercare: bool, next_appointment: str
    ) -> "ExportOptions":
        """Read the words; without `out` the file is named after the session.

        Raises:
            UnknownFormatError: no such format or paper, or an after-care sheet that is no PDF.

        """
        if form not in FORMATS:
            raise UnknownFormatError(f'There is no format "{form}"; there are {", ".join(FORMATS)}.')
        if paper not in PAPERS:
            raise UnknownFormatError(f'There is no paper "{paper}"; there are {", ".join(PAPERS)}.')
        if aftercare and form != "pdf":
            raise UnknownFormatError("The after-care sheet is a PDF: leave --format out, or say pdf.")
        name = f"after-care-{session_id}.pdf" if aftercare else f"session-{session_id}{FORMATS[form].ending}"
        return cls(
            session_id=session_id,
            form=form,
            paper=paper,
            out=Path(name) if out is None else out,
            aftercare=aftercare,
            next_appointment=next_appointment,
        )


def run_export(source: str, options: ExportOptions, *, data_dir: Path | None) -> dict[str, object]:
    """Write what was asked for; one line for machines says where it is.

    Raises:
        OfficeError: the record or the session is not there, or the file cannot be written.

    """
    record = readable_record(source, data_dir=data_dir)
    try:
        account = AccountReader(record.store, devices=record.devices).account(options.session_id)
        if account is None:
            raise OfficeError(f"There is no session {options.session_id} in this record.")
        if options.aftercare:
            made = _write_after_care(account, options, record.aftercare)
        else:
            made = FORMATS[options.form].write(account, options)
    except OSError as error:
        raise OfficeError(f"{options.out}: {error.strerror or error}") from error
    except StorageError as error:
        raise OfficeError(str(error)) from error
    return {"session": options.session_id, "format": options.form, "file": str(options.out), **made}


def zone_at(utc_ms: int) -> tzinfo:
    """This computer's time zone as it was at an instant: a winter's session keeps its winter time."""
    zone = datetime.fromtimestamp(utc_ms / 1000, UTC).astimezone().tzinfo
    return UTC if zone is None else zone


def _write_report(account: Account, options: ExportOptions) -> dict[str, object]:
    document = session_report(account, zone=zone_at(account.admitted_utc_ms))
    return {
        "pages": write_document(document, options.out, paper=options.paper),
        "missing": [item.code.value for item in account.missing],
        "inconsistencies": list(account.inconsistencies),
    }


def _write_after_care(account: Account, options: ExportOptions, said: AfterCareSettings) -> dict[str, object]:
    texts = AfterCareTexts(
        clinic=said.clinic,
        phone=said.phone,
        emergency_phone=said.emergency_phone,
        no_driving_until=said.no_driving_until,
        instructions=said.instructions,
        watch_for=said.watch_for,
    )
    sheet = after_care_sheet(
        account, texts, zone=zone_at(account.admitted_utc_ms), next_appointment=options.next_appointment
    )
    return {"pages": write_document(sheet, options.out, paper=options.paper)}


def write_document(document: Document, path: Path, *, paper: str) -> int:
    """Write a PDF; makes the application for pictures, without a screen, where there is none yet.

    Raises:
        OSError: the file cannot be written.

    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QGuiApplication

    from monitor.reports.pages import write_pdf
    from monitor.reports.paper import Paper

    application = QGuiApplication.instance() or QGuiApplication([])
    try:
        return write_pdf(document, path, paper=Paper(paper), fonts=FONTS)
    finally:
        del application


def _write_values(account: Account, options: ExportOptions) -> dict[str, object]:
    return {"files": list(write_csv(account, options.out))}


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of export: how its files end, and what writes it and tells about it."""

    ending: str
    write: Callable[[Account, ExportOptions], dict[str, object]]


FORMATS: Mapping[str, Format] = MappingProxyType(
    {"pdf": Format(".pdf", _write_report), "csv": Format(".zip", _write_values)}
)
