"""The command line. Each command only reads its words and calls `monitor.app`, which does the work.

Standard output carries JSON, one object a line; words for people go to standard error. Exit status: 0 done, 1 the
answer is no, 2 used wrongly. Imports stand inside the commands, so that `--help` and `decode` start without Qt or SQL.
"""

# ruff: noqa: PLC0415 - see above: what a command does not need is not loaded
import logging
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from monitor.app import profile_commands
from monitor.app.command_lines import DONE, NO, WRONG_USE
from monitor.app.command_lines import fail as _fail
from monitor.app.command_lines import print_lines as _print_lines
from monitor.app.command_lines import say as _say
from monitor.app.review_commands import add_review_commands

if TYPE_CHECKING:
    from monitor.app.record_office import AccountOffice

__all__ = ["DONE", "NO", "WRONG_USE", "app", "main"]

DAY, MOST_CHAIRS = "%Y-%m-%d", 24  # so many tiles are readable at 1920 x 1080

app = typer.Typer(
    name="infusion-monitor",
    help="Watches the vital signs of a whole ketamine infusion room on one station display. "
    "Not a certified medical device: the bedside monitor alarms first.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
account = typer.Typer(help="The people who use a room's station by name.", no_args_is_help=True)
app.add_typer(account, name="account")
add_review_commands(app)

app.add_typer(profile_commands.app, name="profile")
ReadableFile = Annotated[Path, typer.Argument(metavar="FILE", exists=True, dir_okay=False, readable=True)]
RoomFile = Annotated[Path, typer.Argument(metavar="ROOM.toml", exists=True, dir_okay=False, readable=True)]
ScenarioFile = Annotated[Path, typer.Argument(metavar="SCENARIO.toml", exists=True, dir_okay=False, readable=True)]
RecordFile = Annotated[Path, typer.Argument(metavar="DATABASE|ROOM.toml", exists=True, dir_okay=False, readable=True)]
DataFolder = Annotated[Path | None, typer.Option("--data-dir", file_okay=False, help="Where the record is kept.")]
AccountName = Annotated[str, typer.Argument(metavar="NAME")]
PinStdin = Annotated[bool, typer.Option("--pin-stdin", help="Read the PIN from standard input.")]


@app.command()
def demo(  # noqa: PLR0913 - each option of the command is named once
    *,
    chairs: Annotated[int, typer.Option(min=1, max=MOST_CHAIRS, help="How many chairs.")] = 6,
    bays: Annotated[int, typer.Option(min=0, max=MOST_CHAIRS, help="How many recovery bays.")] = 2,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same patients.")] = 1,
    speed: Annotated[float, typer.Option(min=0.1, max=1000, help="How much faster than life.")] = 1.0,
    minutes: Annotated[float | None, typer.Option(min=0.01, help="Simulated minutes to watch.")] = None,
    headless: Annotated[bool, typer.Option("--headless", help="No window.")] = False,
    screenshot: Annotated[Path | None, typer.Option(dir_okay=False, help="Save the last picture as PNG.")] = None,
    scenario: Annotated[Path | None, typer.Option(exists=True, dir_okay=False, help="Its own room and day.")] = None,
    light: Annotated[bool, typer.Option("--light", help="The light theme.")] = False,
) -> None:
    """Show a simulated room: no hardware needed, nothing kept."""
    from monitor.app.demo import DemoError, DemoOptions, run_demo

    _log_to_stderr(logging.INFO)
    options = DemoOptions(
        chairs=chairs,
        bays=bays,
        seed=seed,
        speed=speed,
        minutes=minutes,
        headless=headless,
        screenshot=screenshot,
        scenario=scenario,
        light=light,
    )
    try:
        _print_lines([run_demo(options)])
    except (DemoError, OSError) as error:
        _fail(str(error), status=NO)


@app.command()
def station(
    *,
    room: RoomFile,
    simulated: Annotated[
        bool, typer.Option("--simulated", help="Allow a room whose devices are not real patients' monitors.")
    ] = False,
    data_dir: Annotated[Path | None, typer.Option(file_okay=False, help="Where the record is kept.")] = None,
    headless: Annotated[bool, typer.Option("--headless", hidden=True)] = False,
) -> None:
    """Watch the room of ROOM.toml: drivers, alarms, record, display and sound, started again if it ever dies."""
    from monitor.app.watcher import Watcher, is_watched, watched_command

    _log_to_stderr(logging.INFO)
    if not headless and not is_watched():
        words = [str(room), *(["--simulated"] if simulated else ())]
        words += [] if data_dir is None else ["--data-dir", str(data_dir)]
        raise typer.Exit(Watcher(watched_command(words)).run())
    from monitor.app.station import StationError, run_station

    try:
        run_station(room, simulated=simulated, data_dir=data_dir, headless=headless)
    except StationError as error:
        _fail(str(error), status=NO)


@app.command()
def simulate(
    *,
    scenario: ScenarioFile,
    speed: Annotated[float, typer.Option(min=0.1, max=1000, help="How much faster than life.")] = 1.0,
    broker: Annotated[str | None, typer.Option(help="mqtt://host:port in place of a broker of its own.")] = None,
    broker_username: Annotated[
        str | None, typer.Option(help="Its password is read from INFUSION_BROKER_PASSWORD.")
    ] = None,
) -> None:
    """Run the devices of SCENARIO.toml alone and print where each one listens."""
    from monitor.app.simulate import run_simulate

    raise typer.Exit(run_simulate(scenario, speed=speed, broker=broker, broker_username=broker_username))


@app.command()
def decode(
    *,
    kind: Annotated[str, typer.Argument(metavar="KIND", help="Device kind, as in a room file.")],
    file: Annotated[str, typer.Argument(metavar="FILE", help="Plain or gzipped; - for standard input.")],
    hex_text: Annotated[bool, typer.Option("--hex", help="FILE is hexadecimal text, one chunk a line.")] = False,
) -> None:
    """Read a raw capture of a device as observations."""
    from drivers.captures import decode_file
    from drivers.errors import CaptureFileError, UnknownDeviceKindError

    try:
        _print_lines(decode_file(kind, file, hex_text=hex_text))
    except (UnknownDeviceKindError, CaptureFileError) as error:
        _fail(str(error), status=WRONG_USE)


@app.command()
def replay(
    *,
    file: ReadableFile,
    profile: Annotated[Path | None, typer.Option(exists=True, dir_okay=False, help="Alarm profile.")] = None,
    infusion: Annotated[str | None, typer.Option(metavar="START,END", help="Seconds of the recording.")] = None,
    column_map: Annotated[
        list[str] | None, typer.Option("--map", metavar="NAME=COLUMN", help="Another column for a parameter.")
    ] = None,
    clock: Annotated[str | None, typer.Option(metavar="COLUMN", help="Column with times of day.")] = None,
    zero_is_missing: Annotated[bool, typer.Option("--zero-is-missing", help="A 0 is no value.")] = False,
) -> None:
    """Run recorded vitals (CSV) through the alarm engine and print each change of an alarm."""
    from monitor.alarms.rules import Profile
    from monitor.review.replay import ReplayError, replay_file
    from monitor.settings import SettingsError, load_profile

    try:
        rules = Profile(name="shipped") if profile is None else load_profile(profile)
    except SettingsError as error:
        _fail(str(error), status=NO)
    lines = replay_file(
        file,
        profile=rules,
        infusion=_read_span(infusion),
        column_map=_read_map(column_map or ()),
        clock_column=clock,
        zero_is_missing=zero_is_missing,
    )
    try:
        _print_lines(lines)
    except ReplayError as error:
        _fail(str(error), status=WRONG_USE)


@app.command("what-if")
def what_if(
    *,
    record: RecordFile,
    profile: Annotated[Path, typer.Option(exists=True, dir_okay=False, help="The other limits.")],
    first_day: Annotated[datetime | None, typer.Option("--from", formats=[DAY], help="First day of admission.")] = None,
    end_day: Annotated[datetime | None, typer.Option("--to", formats=[DAY], help="The day after the last one.")] = None,
    proposal: Annotated[Path | None, typer.Option(help="Write the limits here, approved by nobody.")] = None,
    named: Annotated[list[int] | None, typer.Option("--lost", help="A useful alarm that is lost, by number.")] = None,
    data_dir: DataFolder = None,
) -> None:
    """Judge stored sessions by other limits: alarms that would be lost first, then those gained. Changes nothing."""
    from monitor.app.record_office import OfficeError
    from monitor.app.what_if import WhatIfQuestion, run_what_if

    try:
        question = WhatIfQuestion(record, profile, data_dir, first_day, end_day)
        _print_lines(run_what_if(question, proposal=proposal, named=named or (), say=_say))
    except OfficeError as error:
        _fail(str(error), status=NO)


@app.command("check-config")
def check_config(*, file: ReadableFile) -> None:
    """Find every problem of a room or profile file at once."""
    from monitor.app.check_config import check_file

    report = check_file(file)
    for words in (*report.problems, *report.notes):
        _say(str(words))
    _print_lines(report.lines())
    raise typer.Exit(NO if report.problems else DONE)


@app.command()
def devices(
    *,
    room: RoomFile,
    watch: Annotated[bool, typer.Option("--watch", help="Go on until Ctrl-C.")] = False,
    seconds: Annotated[float | None, typer.Option(min=0.5, help="How long to look; 8 unless watched.")] = None,
    record: Annotated[tuple[str, str] | None, typer.Option(metavar="DEVICE FILE", help="Raw bytes to a FILE.")] = None,
) -> None:
    """Look at each device of ROOM.toml: on line, last values, rates, and what is wrong in words."""
    from monitor.app.devices import DEFAULT_SECONDS, DevicesError, NoSuchRecordingError, Recording, look_at_devices
    from monitor.app.devices_table import live_table, print_table

    recording = None if record is None else Recording(record[0], Path(record[1]))
    if seconds is None and not watch:
        seconds = DEFAULT_SECONDS
    try:
        with live_table() as shown:
            found = look_at_devices(room, seconds=seconds, recording=recording, shown=shown)
    except NoSuchRecordingError as error:
        _fail(str(error), status=WRONG_USE)
    except DevicesError as error:
        _fail(str(error), status=NO)
    print_table(found)
    _print_lines(device.line() for device in found.devices)
    raise typer.Exit(DONE if found.all_on_line else NO)


@app.command()
def verify(*, record: RecordFile, data_dir: DataFolder = None) -> None:
    """Check a record's chain of events and its signatures: was anything changed, taken out or put in?"""
    from monitor.app.record_office import OfficeError, run_verify

    try:
        line, findings = run_verify(record, data_dir)
    except OfficeError as error:
        _fail(str(error), status=NO)
    for words in findings:
        _say(words)
    _print_lines([line])
    raise typer.Exit(NO if findings else DONE)


@app.command()
def backup(
    *,
    record: RecordFile,
    target: Annotated[Path, typer.Argument(metavar="TARGET", help="A file that is not there yet.")],
    data_dir: DataFolder = None,
) -> None:
    """Copy a record, also while the station writes it."""
    from monitor.app.record_office import OfficeError, run_backup

    try:
        _print_lines([run_backup(record, target, data_dir)])
    except OfficeError as error:
        _fail(str(error), status=NO)


@account.command("add")
def account_add(
    *,
    room: RoomFile,
    name: AccountName,
    role: Annotated[str, typer.Option(help="nurse, physician, technician or administrator (the first one).")],
    pin_stdin: PinStdin = False,
    data_dir: DataFolder = None,
) -> None:
    """Make an account; asks for its PIN."""
    with _office(room, data_dir) as office:
        from monitor.app.record_office import ask_pin, role_named

        _print_lines([office.add(name, role_named(role), ask_pin(from_stdin=pin_stdin))])


@account.command("list")
def account_list(*, room: RoomFile, data_dir: DataFolder = None) -> None:
    """Print every account."""
    with _office(room, data_dir) as office:
        _print_lines(office.everybody())


@account.command("disable")
def account_disable(*, room: RoomFile, name: AccountName, data_dir: DataFolder = None) -> None:
    """Let nobody in by this name any more."""
    with _office(room, data_dir) as office:
        office.disable(name)


@account.command("pin")
def account_pin(*, room: RoomFile, name: AccountName, pin_stdin: PinStdin = False, data_dir: DataFolder = None) -> None:
    """Give an account a new PIN; asks for it."""
    with _office(room, data_dir) as office:
        from monitor.app.record_office import ask_pin

        office.set_pin(name, ask_pin(from_stdin=pin_stdin))


@contextmanager
def _office(room: Path, data_dir: Path | None) -> "Iterator[AccountOffice]":
    from monitor.app.record_office import AccountOffice, OfficeError

    _log_to_stderr(logging.WARNING)
    try:
        yield AccountOffice(room, data_dir)
    except OfficeError as error:
        _fail(str(error), status=NO)


@app.command()
def doctor(
    *,
    room: Annotated[Path | None, typer.Argument(metavar="[ROOM.toml]", exists=True, dir_okay=False)] = None,
    data_dir: Annotated[Path | None, typer.Option(file_okay=False, help="Where the record is kept.")] = None,
    bundle: Annotated[
        Path | None, typer.Option(dir_okay=False, help="Write FILE for support: no patient, no password.")
    ] = None,
) -> None:
    """Examine this computer: display, fonts, sound, ports, broker, disk and clock."""
    from drivers.clock import SystemClock
    from monitor.app.doctor import State, examine
    from monitor.app.support_bundle import write_bundle

    findings = []
    for finding in examine(room, data_dir=data_dir, clock=SystemClock()):
        _say(str(finding))
        findings.append(finding)
    _print_lines(finding.line() for finding in findings)
    if bundle is not None:
        try:
            write_bundle(bundle, findings, room_file=room)
        except OSError as error:
            _fail(f"The bundle cannot be written: {error}", status=NO)
    raise typer.Exit(NO if any(finding.state is State.WRONG for finding in findings) else DONE)


def main() -> NoReturn:
    """Entry point of `infusion-monitor` and `python -m monitor`."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # not where somebody put another object in its place
            stream.reconfigure(encoding="utf-8")
    app()
    sys.exit(DONE)


def _log_to_stderr(level: int) -> None:
    logging.basicConfig(stream=sys.stderr, level=level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)  # its account of each start is of no use to anybody


def _read_span(text: str | None) -> tuple[float, float] | None:
    if text is None:
        return None
    try:
        start, end = (float(part) for part in text.split(","))
    except ValueError:
        raise typer.BadParameter(f"{text!r}: expected START,END in seconds, such as 600,3000") from None
    if not 0 <= start < end:
        raise typer.BadParameter(f"{text!r}: the end lies before the start")
    return start, end


def _read_map(pairs: Iterable[str]) -> dict[str, str]:
    columns: dict[str, str] = {}
    for pair in pairs:
        name, separator, column = pair.partition("=")
        if not separator or not name or not column:
            raise typer.BadParameter(f"{pair!r}: expected NAME=COLUMN, such as spo2_pct=SpO2")
        columns[name] = column
    return columns
