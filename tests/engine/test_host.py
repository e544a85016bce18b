"""The engine's thread: starts, shows, takes commands from another thread, ends without a trace."""

import threading

import pytest
from engine_fakes import NURSE, Bench

from drivers.clock import Stopwatch, SystemClock
from monitor.domain.commands import Acknowledge, Admit
from monitor.engine.host import EngineHost
from monitor.engine.inbox import CommandQueue

DEADLINE_S = 10.0


@pytest.fixture
def bench() -> Bench[SystemClock]:
    return Bench("1", "2", clock=SystemClock())


def host_of(bench: Bench[SystemClock], commands: CommandQueue | None = None) -> EngineHost:
    return EngineHost(
        bench.core,
        supervisors=bench.supervisors,
        commands=commands or bench.commands,
        clock=bench.clock,
        origin_ns=bench.timeline.origin_ns,
        tally=bench.tally,
    )


def wait_until(host: EngineHost, condition: str) -> None:
    """Wait until the newest picture fulfils `condition`, named for the message."""
    watch = Stopwatch()
    while watch.elapsed_s() < DEADLINE_S:
        snapshot = host.snapshot()
        met = {
            "admitted": snapshot is not None and snapshot.places[0].session is not None,
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
