"""`profile show` and `profile accept`: what a profile file would change in a room's record, and a physician's word.

The station accepts changed limits itself; these are for limits that are accepted before it starts, or that are too many
for a panel. Both need nothing but the room file and its record.
"""

# ruff: noqa: PLC0415 - the command line starts without SQL
import json
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

DONE, NO = 0, 1

app = typer.Typer(help="The limits of a room: what is accepted, and what its profile file says.", no_args_is_help=True)

RoomFile = Annotated[Path, typer.Argument(metavar="ROOM.toml", exists=True, dir_okay=False, readable=True)]
DataFolder = Annotated[Path | None, typer.Option("--data-dir", file_okay=False, help="Where the record is kept.")]


@app.command("show")
def show(*, room: RoomFile, data_dir: DataFolder = None) -> None:
    """Compare the profile file with the accepted limits; status 1 where a physician has to accept something."""
    from monitor.app.profile_office import ProfileOfficeError, look

    try:
        line, changes = look(room, data_dir)
    except ProfileOfficeError as error:
        _fail(str(error))
    _print(line)
    for change in changes:
        sys.stderr.write(change + "\n")
    raise typer.Exit(NO if line["waits"] else DONE)


@app.command("accept")
def accept(
    *,
    room: RoomFile,
    name: Annotated[str, typer.Option(metavar="NAME", help="The physician's account.")],
    digest: Annotated[str, typer.Option(help="Of the limits that were read, as `profile show` prints it.")],
    pin_stdin: Annotated[bool, typer.Option("--pin-stdin", help="Read the PIN from standard input.")] = False,
    data_dir: DataFolder = None,
) -> None:
    """Accept the limits of the profile file, as a physician with a PIN; the station must not be running."""
    from monitor.app.profile_office import ProfileOfficeError, accept_by, typed_pin

    try:
        _print(accept_by(room, data_dir, name=name, pin=typed_pin(from_stdin=pin_stdin), digest=digest))
    except ProfileOfficeError as error:
        _fail(str(error))


def _print(line: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")


def _fail(words: str) -> NoReturn:
    sys.stderr.write(words + "\n")
    raise typer.Exit(NO)
