"""`demo`: a simulated room and the station display on it, with no hardware and no trace left behind.

This is its course: start the simulators, watch, sum up. What the room is made of stands in `monitor.app.demo_room`.
"""

import contextlib
import logging
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from drivers.clock import ScaledClock, SystemClock
from monitor.app.interrupts import Interrupts
from monitor.app.simulator_process import Offer, SimulatorError, SimulatorProcess

if TYPE_CHECKING:
    from monitor.app.compose import RunningRoom

log = logging.getLogger(__name__)

PAST_MINUTES = 40.0  # of continuous values before the demo begins; readings of the cuff go back to admission
# Real seconds until the simulated room begins, where the clock is fast: what the patients do in the first minutes, and
# so the summary of a seed, must not depend on how long this computer takes to start.
LEAD_S = 3.0
HEADLESS_MINUTES = 3.0  # simulated; what is watched without a screen where nobody says how long


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoOptions:
    chairs: int
    bays: int
    seed: int
    speed: float
    minutes: float | None  # simulated; None: until the window is closed
    headless: bool
    screenshot: Path | None
    scenario: Path | None = None  # in place of chairs, bays and seed
    light: bool = False  # the light theme


class DemoError(Exception):
    """The demo could not be shown; the text says why."""


def run_demo(options: DemoOptions) -> dict[str, object]:
    """Show the demo and return its summary.

    Raises:
        DemoError: the simulators failed, or offered something that is no demo.

    """
    interrupts = Interrupts()
    lead_s = LEAD_S if options.speed > 1 else 0.0
    clock = ScaledClock(options.speed, SystemClock().now().earlier(-lead_s))
    with tempfile.TemporaryDirectory(prefix="infusion-demo-", ignore_cleanup_errors=True) as folder:
        arguments = _simulator_arguments(options, clock, Path(folder) / "past.jsonl.gz")
        try:
            with SimulatorProcess(arguments, on_end=interrupts.request) as simulators:
                return _show(options, clock, simulators, interrupts=interrupts, folder=Path(folder))
        except SimulatorError as error:
            raise DemoError(str(error)) from error


def _show(
    options: DemoOptions, clock: ScaledClock, simulators: SimulatorProcess, *, interrupts: Interrupts, folder: Path
) -> dict[str, object]:
    # what takes seconds to load is loaded while the simulators are starting
    from monitor.app.attended import heard_if_possible  # noqa: PLC0415 - see above
    from monitor.app.demo_room import demo_blueprint, running_demo  # noqa: PLC0415 - see above
    from monitor.app.display import draw_picture, load_display  # noqa: PLC0415 - see above
    from monitor.app.summary import demo_summary  # noqa: PLC0415 - see above
    from monitor.ui.surroundings import Surroundings  # noqa: PLC0415 - see above

    headless = options.headless or _says_no_screen()
    if options.screenshot is not None or not headless:
        load_display(offscreen=headless)
    offer = simulators.wait_until_ready()
    blueprint = demo_blueprint(offer, speed=options.speed)
    database = folder / "demo.db"
    with (
        running_demo(blueprint, offer, clock=clock, database=database, interrupts=interrupts) as running,
        _nurse(offer, running, clock),
    ):
        seat = folder / "demo.sound"
        with contextlib.nullcontext() if headless else heard_if_possible(running, seat=seat):
            simulated_s = _watch(running, options, clock, interrupts=interrupts, headless=headless, database=database)
        if simulators.ended:
            raise SimulatorError("the simulators ended before the demo did")
        if headless and options.screenshot is not None:
            draw_picture(running.host, clock, options.screenshot, Surroundings(light=options.light))
        # after the picture, so that what it shows is in the summary
        statuses = running.statuses(clock.now())
        return demo_summary(blueprint.plan, simulated_s=simulated_s, tally=running.tally, statuses=statuses)


def _simulator_arguments(options: DemoOptions, clock: ScaledClock, past: Path) -> list[str]:
    wanted: dict[str, object] = {
        "speed": options.speed,
        "anchor-mono-ns": clock.anchor.mono_ns,
        "anchor-utc-ns": clock.anchor.utc_ns,
        "history-minutes": PAST_MINUTES,
        "history-file": past,
    }
    if options.scenario is None:
        wanted |= {"chairs": options.chairs, "bays": options.bays, "seed": options.seed}
    room = ["demo"] if options.scenario is None else ["run", str(options.scenario)]
    return [*room, *(part for name, value in wanted.items() for part in (f"--{name}", str(value)))]


def _nurse(offer: Offer, running: "RunningRoom", clock: ScaledClock) -> contextlib.AbstractContextManager[object]:
    """Whoever does what the scenario's nurse does; nobody where it has none: that is left to who watches."""
    from monitor.app.nurse_at_work import NurseAtWork  # noqa: PLC0415 - as in `_show`
    from monitor.app.scripted_nurse import ScriptedNurse  # noqa: PLC0415 - as in `_show`

    if offer.nurse is None:
        return contextlib.nullcontext()
    return NurseAtWork(ScriptedNurse(offer.nurse), port=running.host, clock=clock)


def _watch(
    running: "RunningRoom",
    options: DemoOptions,
    clock: ScaledClock,
    *,
    interrupts: Interrupts,
    headless: bool,
    database: Path,
) -> float:
    """Watch the room with or without a window; the simulated seconds that passed, at most those asked for."""
    from monitor.app.demo_people import DEMO_HINT, invite  # noqa: PLC0415 - as in `_show`
    from monitor.app.display import run_display  # noqa: PLC0415 - as in `_show`
    from monitor.app.history_desk import HistoryDesk, documents  # noqa: PLC0415 - as in `_show`
    from monitor.app.people_desk import PeopleDesk  # noqa: PLC0415 - as in `_show`
    from monitor.ui.surroundings import Surroundings  # noqa: PLC0415 - as in `_show`

    began = clock.now()
    minutes = HEADLESS_MINUTES if headless and options.minutes is None else options.minutes
    real_s = None if minutes is None else minutes * 60 / options.speed
    if headless:
        log.info("Watching %s simulated minutes without a screen", minutes)
        interrupts.wait(real_s)
    else:
        history = HistoryDesk(database, running, clock)
        people = PeopleDesk(database, clock, hint=DEMO_HINT, prepare=invite)
        with contextlib.closing(history), contextlib.closing(people):
            run_display(
                running.host,
                clock,
                interrupts=interrupts,
                for_real_s=real_s,
                picture=options.screenshot,
                around=Surroundings(
                    devices=running.desk,
                    people=people,
                    review=history.open,
                    folder=documents(),
                    light=options.light,
                ),
            )
    watched_s = (clock.now().mono_ns - began.mono_ns) / 1e9
    return watched_s if minutes is None else min(watched_s, minutes * 60)


def _says_no_screen() -> bool:
    from monitor.app.display import missing_screen  # noqa: PLC0415 - a demo without a window needs none of it

    why = missing_screen()
    if why is not None:
        log.warning("No screen (%s): the demo runs headless", why)
    return why is not None
