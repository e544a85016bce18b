"""The engine's thread: starts, shows, takes commands from another thread, ends without a trace."""

import asyncio
import threading

import pytest
from engine_fakes import NURSE, Bench

from drivers.clock import Stopwatch, SystemClock
from monitor.domain.commands import Acknowledge, Admit
from monitor.engine.core import Step
from monitor.engine.host import EngineHost
from monitor.engine.inbox import CommandQueue
from monitor.engine.outside.outlet import Outside
from monitor.port.outside_views import OutletView

DEADLINE_S = 10.0


@pytest.fixture
def bench() -> Bench[SystemClock]:
    return Bench("1", "2", clock=SystemClock())


class Listener:
    """An outlet that only listens, and that counts."""

    def __init__(self) -> None:
        self.steps = 0
        self.runs = 0
        self.ended = threading.Event()

    def heard(self, step: Step) -> None:
        self.steps += 1
        assert step.snapshot.outside.outlets == (), "what the room itself says"

    async def run(self) -> None:
        self.runs += 1
        try:
            await asyncio.Event().wait()
        finally:
            self.ended.set()

    def failed(self, why: str) -> None:
        raise AssertionError(why)

    def views(self) -> tuple[OutletView, ...]:
        return (OutletView(name="listener", target="here", on_line=True, delivered=self.steps),)


def host_of(
    bench: Bench[SystemClock], commands: CommandQueue | None = None, outside: Outside | None = None
) -> EngineHost:
    return EngineHost(
        bench.core,
        supervisors=bench.supervisors,
        commands=commands or bench.commands,
        clock=bench.clock,
        origin_ns=bench.timeline.origin_ns,
        tally=bench.tally,
        outside=outside,
    )


def wait_until(host: EngineHost, condition: str) -> None:
    """Wait until the newest picture fulfils `condition`, named for the message."""
    watch = Stopwatch()
    while watch.elapsed_s() < DEADLINE_S:
        snapshot = host.snapshot()
        met = {
            "admitted": snapshot is not None and snapshot.places[0].session is not None,
            "told": snapshot is not None and any(each.delivered > 1 for each in snapshot.outside.outlets),
            "alarmed": snapshot is not None and any(each.rule == "T-ENGINE" for each in snapshot.alarms),
            "refused": snapshot is not None and bool(snapshot.answers),
        }
        if met[condition]:
            return
        threading.Event().wait(0.01)
    pytest.fail(f"not {condition} within {DEADLINE_S} s")


def test_runs_in_a_thread_of_its_own_and_ends(bench: Bench[SystemClock]) -> None:
    host = host_of(bench)
    assert host.snapshot() is None
    host.start(timeout_s=DEADLINE_S)
    try:
        assert host.snapshot() is not None
        assert host.engine_age_s() < DEADLINE_S
        host.submit(Admit(place_id="1", label="A.M. 59", planned_infusion_s=2400, actor=NURSE))
        wait_until(host, "admitted")
        host.submit(Acknowledge(place_id="1", alarm_ids=(77,), actor=NURSE))
        wait_until(host, "refused")
    finally:
        host.stop()
    assert "engine" not in {thread.name for thread in threading.enumerate()}
    assert host.failure is None
    host.stop()


def test_outlets_run_in_its_thread_hear_every_step_and_stand_in_the_picture(bench: Bench[SystemClock]) -> None:
    listener = Listener()
    host = host_of(bench, outside=Outside((listener,), clock=bench.clock))
    host.start(timeout_s=DEADLINE_S)
    try:
        wait_until(host, "told")
    finally:
        host.stop()
    assert listener.ended.is_set()
    assert listener.runs == 1
    assert host.failure is None


@pytest.mark.hazard("H19")
@pytest.mark.expect_log
def test_a_fault_of_what_is_shown_of_the_outside_ends_no_engine(bench: Bench[SystemClock]) -> None:
    class Faulty(Listener):
        def views(self) -> tuple[OutletView, ...]:
            raise KeyError("a bug")

    host = host_of(bench, outside=Outside((Faulty(),), clock=bench.clock, machine=bench.machine))
    host.start(timeout_s=DEADLINE_S)
    try:
        wait_until(host, "alarmed")
    finally:
        host.stop()
    assert host.failure is None


def test_a_stopped_engine_grows_old(bench: Bench[SystemClock]) -> None:
    host = host_of(bench)
    host.start(timeout_s=DEADLINE_S)
    host.stop()
    steps = bench.core.step_count
    first = host.engine_age_s()
    threading.Event().wait(0.3)
    assert host.engine_age_s() >= first + 0.3
    assert bench.core.step_count == steps


@pytest.mark.expect_log
def test_commands_beyond_the_bound_are_logged_and_not_kept(
    bench: Bench[SystemClock], caplog: pytest.LogCaptureFixture
) -> None:
    host = host_of(bench, CommandQueue(capacity=2))
    for number in range(3):
        host.submit(Acknowledge(place_id="1", alarm_ids=(number,), actor=NURSE))
    lost = [record.getMessage() for record in caplog.records]
    assert len(lost) == 1
    assert "alarm_ids=(2,)" in lost[0]


def test_counts_paints(bench: Bench[SystemClock]) -> None:
    host = host_of(bench)
    for _ in range(3):
        host.painted()
    assert host.paint_count == 3


@pytest.mark.expect_log
def test_a_thread_that_dies_at_its_start_says_why(bench: Bench[SystemClock], monkeypatch: pytest.MonkeyPatch) -> None:
    async def explode(*_: object) -> None:
        raise OSError("no more descriptors")

    monkeypatch.setattr(EngineHost, "_serve", explode)
    host = host_of(bench)
    with pytest.raises(OSError, match="no more descriptors"):
        host.start(timeout_s=DEADLINE_S)
    assert host.failure is not None
    assert host.snapshot() is None
    host.stop()
