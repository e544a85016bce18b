"""The words of the command line, and the commands that serve no room: draw a day, write its truth, give orders."""

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from simulators.control import RoomControl, list_lines, newest_room
from simulators.generate import DayShape, generate_day
from simulators.patient import SimulatedPatient
from simulators.patient.model import EARLIEST_S
from simulators.room import SimulatedRoom
from simulators.scenario import load_scenario
from simulators.scenario_toml import scenario_toml

PASSWORD_VARIABLE: Final = "INFUSION_BROKER_PASSWORD"  # noqa: S105 - the name of a variable, not a password
_DONE: Final = 0
_TRUTH_AFTER_MIN: Final = 60.0  # of a scenario that does not say how long it is


class UsageError(Exception):
    """The command line asks for something that does not exist; its text is meant for people."""


def make_parser() -> argparse.ArgumentParser:
    """Build the parser of all commands."""
    parser = argparse.ArgumentParser(prog="python -m simulators", description="Simulated bedside devices.")
    commands = parser.add_subparsers(dest="command", required=True)
    demo = commands.add_parser("demo", help="the room of the demonstration")
    demo.add_argument("--chairs", type=int, default=6)
    demo.add_argument("--bays", type=int, default=2)
    demo.add_argument("--seed", type=int, default=1)
    run = commands.add_parser("run", help="a room after a scenario file")
    run.add_argument("scenario", type=Path)
    for command in (demo, run):
        command.add_argument("--speed", type=float, default=1.0, help="seconds of the room in one real second")
        command.add_argument("--anchor-mono-ns", type=int, help="the run's second 0 on the monotonic clock")
        command.add_argument("--anchor-utc-ns", type=int, help="the run's second 0 in UTC")
        command.add_argument("--history-minutes", type=float, default=40.0)
        command.add_argument("--history-file", type=Path, help="write what the devices said before the run")
        command.add_argument("--broker", help="mqtt://host:port or mqtts://host:port instead of the embedded broker")
        command.add_argument("--broker-username", help=f"its password is read from {PASSWORD_VARIABLE}")
        command.add_argument("--control-file", type=Path, help="where `control` finds this room")
        command.add_argument("--truth-file", type=Path, help="write what was true of each patient, at the end")
        command.add_argument("--no-stdin", action="store_true", help="run until a signal, not until input ends")
    _add_other_commands(commands)
    return parser


def _add_other_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    usual = DayShape()
    generate = commands.add_parser("generate", help="draw a plausible clinic day and write its scenario file")
    generate.add_argument("--seed", type=int, default=1)
    generate.add_argument("--hours", type=float, default=usual.hours)
    generate.add_argument("--chairs", type=int, default=usual.chairs)
    generate.add_argument("--bays", type=int, default=usual.bays)
    generate.add_argument("--sessions", type=int, default=usual.sessions)
    generate.add_argument("--calm", action="store_true", help="nothing goes wrong")
    generate.add_argument("--out", type=Path, help="the file; standard output where there is none")
    truth = commands.add_parser("truth", help="write what is true of each patient of a scenario")
    truth.add_argument("scenario", type=Path)
    truth.add_argument("out", type=Path, help="JSON lines, one patient each")
    control = commands.add_parser("control", help="give an order to a room that runs, or list what there is")
    control.add_argument("target", nargs="?", help="a place, a device or broker")
    control.add_argument("do", nargs="?", help="such as surge, unplug or restart")
    control.add_argument("--file", type=Path, help="the room's control file; the newest room where there is none")
    control.add_argument("--window", action="store_true", help="show buttons")


def write_room_truth(room: SimulatedRoom, path: Path, *, until_s: float) -> None:
    """Write what was true of each simulated patient, ordered events included, from sitting down to `until_s`.

    Raises:
        OSError: the file cannot be written.

    """
    from simulators.patient.truth import truth_of, write_truth  # noqa: PLC0415 - nothing that serves a room knows it

    truths = []
    for plan in room.scenario.patients:
        patient = room.people[plan.label]
        first_s = int(max(EARLIEST_S, 60.0 * plan.seated_min))
        last_s = until_s if plan.leaves_min is None else min(until_s, 60.0 * plan.leaves_min)
        if isinstance(patient, SimulatedPatient) and last_s - first_s >= 1.0:
            truths.append(truth_of(patient, first_s=first_s, seconds=int(last_s - first_s)))
    write_truth(path, truths)


def _generate(options: argparse.Namespace) -> int:
    shape = DayShape(
        hours=options.hours,
        chairs=options.chairs,
        bays=options.bays,
        sessions=options.sessions,
        incidents=not options.calm,
    )
    try:
        scenario = generate_day(shape, seed=options.seed)
    except ValueError as error:
        raise UsageError(str(error)) from error
    text = scenario_toml(scenario, heading=f"Drawn by `python -m simulators generate` from seed {options.seed}.")
    if options.out is None:
        sys.stdout.write(text)
    else:
        options.out.write_text(text, encoding="utf-8")
    return _DONE


def _truth(options: argparse.Namespace) -> int:
    from drivers.clock import MANUAL_START  # noqa: PLC0415 - no other command needs an instant of its own
    from simulators.virtual import VirtualRoom  # noqa: PLC0415 - as above

    scenario = load_scenario(options.scenario)
    virtual = VirtualRoom(scenario, epoch=MANUAL_START.utc)
    minutes = scenario.length_min or _TRUTH_AFTER_MIN
    for second in range(round(60.0 * minutes)):
        virtual.carry_out(float(second))
    write_room_truth(virtual.room, options.out, until_s=60.0 * minutes)
    return _DONE


def _control(options: argparse.Namespace) -> int:
    if (options.target is None) != (options.do is None):
        raise UsageError("an order names a target and what to do, such as: control 1 surge")
    with RoomControl(options.file or newest_room()) as control:
        if options.window:
            from simulators.control_window import show_window  # noqa: PLC0415 - Qt is for the window alone

            return show_window(control)
        if options.target is None:
            sys.stdout.write("\n".join(list_lines(control)) + "\n")
        else:
            control.order(options.target, options.do)
    return _DONE


OTHER_COMMANDS: Final[Mapping[str, Callable[[argparse.Namespace], int]]] = MappingProxyType(
    {"generate": _generate, "truth": _truth, "control": _control}
)
