"""A fault of what only shows or tells: the room goes on, and a high technical alarm says that it happened."""

import pytest
from engine_fakes import Bench, step_after

from drivers.clock import ManualClock
from monitor.engine.core import Step
from monitor.engine.outside.outlet import Outside
from monitor.engine.shell_inputs import ENGINE_FAULT_STAYS_S
from monitor.port.outside_views import OutletView
from monitor.port.snapshot import Snapshot


class Faulty:
    """A caller with bugs where the test wants them."""

    def __init__(self, *, heard: bool = False, words: bool = False) -> None:
        self.breaks_heard, self.breaks_words = heard, words

    def heard(self, _: Step) -> None:
        if self.breaks_heard:
            raise LookupError("a bug")

    async def run(self) -> None:
        """Nothing to send."""

    def failed(self, why: str) -> None:
        """Nobody looks."""

    def views(self) -> tuple[OutletView, ...]:
        return ()

    def words(self) -> tuple[str, ...]:
        if self.breaks_words:
            raise LookupError("a bug")
        return ()


def engine_alarms(view: Snapshot) -> list[tuple[str, str]]:
    return [(alarm.priority.word, alarm.message) for alarm in view.alarms if alarm.rule == "T-ENGINE"]


@pytest.mark.hazard("H19")
@pytest.mark.expect_log
@pytest.mark.parametrize(
    ("caller", "words"),
    [
        (Faulty(words=True), "MONITOR FAULT: what leaves the room cannot be shown: LookupError: a bug"),
        (Faulty(heard=True), "MONITOR FAULT: nobody can be called: LookupError: a bug"),
    ],
    ids=["adorn", "heard"],
)
def test_a_fault_of_the_caller_is_a_high_alarm_once_and_ends_a_minute_after_it(
    bench: Bench[ManualClock], caplog: pytest.LogCaptureFixture, caller: Faulty, words: str
) -> None:
    outside = Outside(clock=bench.clock, caller=caller, machine=bench.machine)
    for _ in range(20):
        step = step_after(bench, 0.1)
        outside.adorn(step.snapshot)
        outside.heard(step)
    assert engine_alarms(step.snapshot) == [("high", words)]
    assert len(bench.writer.batches) < 10, "told once, not at each step"
    assert [record.levelname for record in caplog.records].count("ERROR") == 1
    caller.breaks_heard = caller.breaks_words = False
    for _ in range(round(ENGINE_FAULT_STAYS_S)):
        step = step_after(bench, 1.0)
    assert engine_alarms(step.snapshot)
    assert engine_alarms(step_after(bench, 1.0).snapshot) == []


@pytest.mark.hazard("H19")
@pytest.mark.expect_log
def test_a_picture_that_cannot_be_adorned_is_shown_as_it_is(bench: Bench[ManualClock]) -> None:
    outside = Outside(clock=bench.clock, caller=Faulty(words=True), machine=bench.machine)
    view = step_after(bench, 0.1).snapshot
    assert outside.adorn(view) is view


def standing(view: Snapshot) -> list[str]:
    return sorted(alarm.rule for alarm in view.alarms if alarm.rule.startswith("T-"))


@pytest.mark.expect_log
def test_a_fault_from_before_a_restart_ends_when_all_is_well(bench: Bench[ManualClock]) -> None:
    bench.machine.note_fault("a bug")
    bench.writer.problem = "disk full"
    assert standing(step_after(bench, 0.1).snapshot) == ["T-ENGINE", "T-STORAGE"]
    bench.start_again()
    assert standing(step_after(bench, 0.1).snapshot) == ["T-ENGINE", "T-STORAGE"], "the disk is still full"
    bench.start_again()
    bench.writer.problem = None
    assert standing(step_after(bench, 0.1).snapshot) == ["T-ENGINE"], "nobody may have seen it"
    for _ in range(round(ENGINE_FAULT_STAYS_S)):
        step = step_after(bench, 1.0)
    assert standing(step.snapshot) == []
