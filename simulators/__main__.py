"""The command line `python -m simulators`: offers a simulated room until its standard input ends.

The parent program reads JSON lines from standard output and writes orders to standard input. Its end is the end of
this process, so that no room is left behind without a master.
"""

import argparse
import asyncio
import logging
import os
import signal
import sys
import threading
from collections.abc import Mapping, Sequence

from drivers.clock import ScaledClock, SystemClock
from drivers.observations import Stamp
from simulators.commands import OTHER_COMMANDS, PASSWORD_VARIABLE, UsageError, make_parser, write_room_truth
from simulators.control import ControlError
from simulators.control_channel import own_control_file
from simulators.demo import demo_scenario
from simulators.history import HistoryPlan
from simulators.links.mqtt import BrokerAccount
from simulators.pace import RunTime
from simulators.recording import RecordingError
from simulators.room import SimulatedRoom
from simulators.scenario import Scenario, ScenarioError, load_scenario
from simulators.serve import RoomServer, json_line

_FASTEST = 1000.0
_STDIN = 0
_MOST_ORDERS, _LONGEST_ORDER_BYTES = 100, 10_000
_WRONG_USE, _DONE = 2, 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; gives the exit status: 0 done, 2 used wrongly."""
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(message)s")
    logging.getLogger("amqtt").setLevel(logging.ERROR)  # it warns of each message still under way at the end
    parser = make_parser()
    options = parser.parse_args(arguments)
    try:
        if options.command in OTHER_COMMANDS:
            return OTHER_COMMANDS[options.command](options)
        scenario = _scenario(options)
        run_time = _run_time(options)
        room = SimulatedRoom(scenario, epoch=run_time.start.utc)
        server = RoomServer(
            room,
            run_time=run_time,
            say=_say,
            account=_account(options),
            history=_history(options),
            control_file=options.control_file or own_control_file(),
        )
        # aiomqtt needs add_reader, which the usual loop of Windows does not have
        with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
            runner.run(_serve(server, watch_stdin=not options.no_stdin))
        if options.truth_file is not None:
            write_room_truth(room, options.truth_file, until_s=run_time.now_s())
    except (ScenarioError, RecordingError, UsageError, ControlError, OSError) as error:
        print(error, file=sys.stderr)  # noqa: T201 - words for people
        return _WRONG_USE
    return _DONE


def _scenario(options: argparse.Namespace) -> Scenario:
    if options.command == "run":
        return load_scenario(options.scenario)
    try:
        return demo_scenario(chairs=options.chairs, bays=options.bays, seed=options.seed)
    except ValueError as error:
        raise UsageError(str(error)) from error


def _run_time(options: argparse.Namespace) -> RunTime:
    if not 0.0 < options.speed <= _FASTEST:
        raise UsageError(f"--speed is above 0 and at most {_FASTEST:g}")
    if (options.anchor_mono_ns is None) != (options.anchor_utc_ns is None):
        raise UsageError("--anchor-mono-ns and --anchor-utc-ns are given together")
    anchor = SystemClock().now()
    if options.anchor_mono_ns is not None:
        anchor = Stamp(options.anchor_mono_ns, options.anchor_utc_ns)
    return RunTime(clock=ScaledClock(options.speed, anchor), start=anchor)


def _account(options: argparse.Namespace) -> BrokerAccount | None:
    if options.broker is None:
        return None
    password = os.environ.get(PASSWORD_VARIABLE)
    try:
        return BrokerAccount(url=options.broker, username=options.broker_username, password=password)
    except ValueError as error:
        raise UsageError(str(error)) from error


def _history(options: argparse.Namespace) -> HistoryPlan | None:
    if options.history_file is None:
        return None
    return HistoryPlan(file=options.history_file, minutes=options.history_minutes)


def _say(announcement: Mapping[str, object]) -> None:
    sys.stdout.write(json_line(announcement) + "\n")
    sys.stdout.flush()


async def _serve(server: RoomServer, *, watch_stdin: bool) -> None:
    stop = asyncio.Event()
    orders: asyncio.Queue[str] = asyncio.Queue(_MOST_ORDERS)
    loop = asyncio.get_running_loop()
    if os.name == "posix":
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stop.set)
    if watch_stdin:
        reader = threading.Thread(target=_read_stdin, args=(loop, orders, stop), name="standard input", daemon=True)
        reader.start()
    await server.serve(stop=stop, orders=orders)


def _read_stdin(loop: asyncio.AbstractEventLoop, orders: asyncio.Queue[str], stop: asyncio.Event) -> None:
    """Read with os.read: a thread waiting inside sys.stdin would hold its lock against the interpreter's shutdown."""
    rest = b""
    while data := os.read(_STDIN, 4096):
        *lines, rest = (rest + data).split(b"\n")
        rest = rest[-_LONGEST_ORDER_BYTES:]
        for line in lines:
            if line.strip():
                loop.call_soon_threadsafe(_take, orders, line.decode("utf-8", errors="replace"))
    loop.call_soon_threadsafe(stop.set)


def _take(orders: asyncio.Queue[str], line: str) -> None:
    if orders.full():
        _say({"refused": "too many orders at once", "order": line[:200]})
    else:
        orders.put_nowait(line)


if __name__ == "__main__":
    sys.exit(main())
