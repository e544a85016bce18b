"""The commands `history`, `export` and `review`. Each only reads its words, the work stands elsewhere."""

# ruff: noqa: PLC0415 - what a command does not need is not loaded: `--help` starts without Qt or SQL
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.app.command_lines import NO, WRONG_USE, fail, print_lines

if TYPE_CHECKING:
    from monitor.app.history import SessionQuery

_DAY = "%Y-%m-%d"
_PERIOD = {"--from": "first_day", "--to": "end_day"}
_FILTERS = {
    **_PERIOD,
    "--place": "place",
    "--label": "label",
    "--clinic-id": "clinic_id",
    "--text": "text",
    "--provenance": "provenance",
    "--limit": "limit",
}
Record = Annotated[
    str, typer.Argument(metavar="RECORD", help="A room file, a database file, or postgresql://… of a room.")
]
DataFolder = Annotated[Path | None, typer.Option("--data-dir", file_okay=False, help="Where the record is kept.")]


def add_review_commands(app: typer.Typer) -> None:
    """Put these commands into the command line."""
    app.command()(history)
    app.command()(export)
    app.command()(review)


def history(  # noqa: PLR0913 - each option of the command is named once
    *,
    record: Record,
    first_day: Annotated[
        datetime | None, typer.Option("--from", formats=[_DAY], help="First day of admission.")
    ] = None,
    end_day: Annotated[
        datetime | None, typer.Option("--to", formats=[_DAY], help="The day after the last one.")
    ] = None,
    place: Annotated[str | None, typer.Option(help="The place where the session ended.")] = None,
    label: Annotated[str | None, typer.Option(help="The patient's label, whole.")] = None,
    clinic_id: Annotated[str | None, typer.Option(help="The clinic's number of the patient.")] = None,
    text: Annotated[str | None, typer.Option(help="Somewhere in label, number, course or place.")] = None,
    provenance: Annotated[str | None, typer.Option(help="real, simulated or replayed.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many sessions.")] = None,
    alarms: Annotated[int | None, typer.Option(metavar="SESSION", help="The alarms of one session instead.")] = None,
    statistics: Annotated[
        bool,
        typer.Option("--statistics", help="The burden of alarms in real sessions instead; knows only --from and --to."),
    ] = False,
    csv_file: Annotated[Path | None, typer.Option("--csv", dir_okay=False, help="Statistics also to FILE.")] = None,
    data_dir: DataFolder = None,
) -> None:
    """List sessions, newest first, or the alarms of one; one JSON object a line. Options that do not go together: 2."""
    from monitor.app.history import SessionQuery, alarm_lines, session_lines
    from monitor.app.record_office import OfficeError
    from monitor.app.statistics_lines import statistics_lines

    query = SessionQuery(
        first_day=first_day,
        end_day=end_day,
        place=place,
        label=label,
        clinic_id=clinic_id,
        text=text,
        provenance=provenance,
        limit=limit,
    )
    _refuse_ignored(query, statistics=statistics, alarms=alarms, csv_file=csv_file)
    try:
        if statistics:
            print_lines(statistics_lines(record, query, csv_file=csv_file, data_dir=data_dir))
        elif alarms is not None:
            print_lines(alarm_lines(record, alarms, data_dir=data_dir))
        else:
            print_lines(session_lines(record, query, data_dir=data_dir))
    except OfficeError as error:
        fail(str(error), status=NO)


def _refuse_ignored(query: "SessionQuery", *, statistics: bool, alarms: int | None, csv_file: Path | None) -> None:
    """An option that nobody would look at is wrong use: figures of a whole record must not pass for those of a part."""
    if statistics:
        what, known = "--statistics counts all real sessions of a period, and knows --from, --to and --csv", _PERIOD
    elif alarms is not None:
        what, known = "--alarms lists one session whole", {}
    else:
        what, known = "the list of sessions goes to standard output", _FILTERS
    given = {name: getattr(query, field) for name, field in _FILTERS.items() if name not in known}
    given |= {"--alarms": alarms if statistics else None, "--csv": None if statistics else csv_file}
    ignored = [name for name, value in given.items() if value is not None]
    if ignored:
        fail(f"{', '.join(ignored)}: {what}.", status=WRONG_USE)


def export(  # noqa: PLR0913 - each option of the command is named once
    *,
    record: Record,
    session: Annotated[int, typer.Argument(metavar="SESSION", help="Its number, as `history` prints it.")],
    form: Annotated[str, typer.Option("--format", help="pdf, csv, fhir or hl7.")] = "pdf",
    out: Annotated[Path | None, typer.Option(help="Where to; csv: a folder, or a file that ends in .zip.")] = None,
    aftercare: Annotated[bool, typer.Option("--aftercare", help="The sheet for patient and escort, as PDF.")] = False,
    send: Annotated[bool, typer.Option("--send", help="HL7 to the receiver of the room file; writes no file.")] = False,
    paper: Annotated[str, typer.Option(help="a4 or letter.")] = "a4",
    next_appointment: Annotated[str, typer.Option(help="For the after-care sheet, in words.")] = "",
    data_dir: DataFolder = None,
) -> None:
    """Write the report of a session, its after-care sheet, or its values."""
    from monitor.app.export import ExportOptions, UnknownFormatError, run_export
    from monitor.app.record_office import OfficeError

    if send:
        _send(record, session, form=form, out=out, data_dir=data_dir)
        return
    try:
        options = ExportOptions.of(
            form=form, paper=paper, out=out, aftercare=aftercare, next_appointment=next_appointment, session_id=session
        )
        print_lines([run_export(record, options, data_dir=data_dir)])
    except UnknownFormatError as error:
        fail(str(error), status=WRONG_USE)
    except OfficeError as error:
        fail(str(error), status=NO)


def _send(record: str, session: int, *, form: str, out: Path | None, data_dir: Path | None) -> None:
    from monitor.app.hl7_on_demand import queue_session
    from monitor.app.record_office import OfficeError

    if form != "hl7" or out is not None:
        fail("Only HL7 is sent, and then no file is written: say --format hl7 --send.", status=WRONG_USE)
    try:
        print_lines([queue_session(record, session, data_dir=data_dir)])
    except OfficeError as error:
        fail(str(error), status=NO)


def review(
    *,
    record: Record,
    data_dir: DataFolder = None,
    screenshot: Annotated[Path | None, typer.Option(dir_okay=False, help="Save a picture as PNG, and end.")] = None,
) -> None:
    """Open the reviewer's window on a record: beside a running station, or on a copy elsewhere."""
    from monitor.app.record_office import OfficeError
    from monitor.app.review_screen import run_review

    try:
        run_review(record, data_dir=data_dir, picture=screenshot)
    except (OfficeError, OSError) as error:
        fail(str(error), status=NO)
