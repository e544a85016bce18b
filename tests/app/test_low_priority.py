"""Work in a child process: answers, progress, words for faults, and an end when it is stopped or the parent goes."""

import os
from concurrent.futures import Future
from pathlib import Path

import pytest

from drivers.clock import SystemClock
from drivers.observations import Provenance
from monitor.alarms.rules import Profile
from monitor.app.frames import Setup, read_frame, write_frame
from monitor.app.low_priority import DIED, STOPPED, Child, alone, settle
from monitor.app.low_priority_child import NOT_SENT
from monitor.app.review_facts import facts_of
from monitor.app.review_room import ReviewRoom
from monitor.port.review_port import Refused

DESK = Setup("low_priority_desk:Desk", 7)
WAIT_S = 30.0


@pytest.fixture(autouse=True)
def desk_importable(monkeypatch: pytest.MonkeyPatch) -> None:
    support = Path(__file__).resolve().parents[1] / "support"
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(support), os.environ.get("PYTHONPATH", "")]))


@pytest.mark.system
def test_a_child_answers_in_order_and_says_what_went_wrong() -> None:
    child = Child(DESK)
    try:
        first, second, third = child.ask("add", 5), child.ask("fail"), child.ask("add", 8)
        assert first.answer.result(WAIT_S) == 12
        assert second.answer.result(WAIT_S) == Refused("ValueError: no luck")
        assert third.answer.result(WAIT_S) == 15
        niceness = child.ask("niceness").answer.result(WAIT_S)
        assert not isinstance(niceness, Refused)
        assert niceness is None or niceness >= 10  # None: this system has another way
    finally:
        child.close()
    assert child.ask("add", 1).answer.result(WAIT_S) == Refused(DIED)


@pytest.mark.system
def test_long_work_shows_progress_and_is_stopped() -> None:
    work = alone(DESK, "count_for_ever")
    while work.done < 3:
        assert not work.answer.done()
        os.sched_yield()
    assert work.total == 1_000_000
    work.cancel()
    assert work.answer.result(WAIT_S) == Refused(STOPPED)


@pytest.mark.system
@pytest.mark.expect_log
def test_a_child_that_dies_leaves_words_behind() -> None:
    assert alone(DESK, "die").answer.result(WAIT_S) == Refused(DIED)


@pytest.mark.system
@pytest.mark.expect_log
def test_an_answer_that_no_pipe_takes_is_refused_and_the_child_goes_on() -> None:
    child = Child(DESK)
    try:
        refused, after = child.ask("unsendable"), child.ask("add", 5)
        assert refused.answer.result(WAIT_S) == Refused(NOT_SENT)
        assert after.answer.result(WAIT_S) == 12
        assert not child.ended
    finally:
        child.close()


@pytest.mark.system
@pytest.mark.expect_log
def test_an_answer_that_cannot_be_read_leaves_no_question_open() -> None:
    child = Child(DESK)
    try:
        unread, behind = child.ask("unreadable"), child.ask("add", 5)
        assert unread.answer.result(WAIT_S) == Refused(DIED)
        assert behind.answer.result(WAIT_S) == Refused(DIED)
        assert child.ended
        assert child.ask("add", 5).answer.result(WAIT_S) == Refused(DIED)
    finally:
        child.close()


def test_only_a_second_answer_is_passed_over() -> None:
    class Broken(Future[object]):
        def set_result(self, result: object) -> None:
            raise RuntimeError(f"no memory for {result}")

    first: Future[object] = Future()
    settle(first, 1)
    settle(first, 2)
    assert first.result() == 1
    with pytest.raises(RuntimeError):
        settle(Broken(), 1)


@pytest.mark.system
@pytest.mark.expect_log
def test_a_review_goes_on_with_a_new_child_after_the_old_one_died(tmp_path: Path) -> None:
    facts = facts_of(tmp_path / "none.db", Profile(name="x"), places=(), devices={})
    room = ReviewRoom(facts, room_name="Room", provenance=Provenance.SIMULATED, clock=SystemClock())
    try:
        answered = room.session(1).result(WAIT_S)
        assert isinstance(answered, Refused)
        assert answered != Refused(DIED)
        room._child._process.kill()
        room._child._process.wait(WAIT_S)
        assert room.session(1).result(WAIT_S) == answered
    finally:
        room.close()
    assert room.session(1).result(WAIT_S) == Refused(DIED)


def test_a_frame_that_ends_early_is_the_end() -> None:
    read, write = os.pipe()
    with os.fdopen(read, "rb") as end, os.fdopen(write, "wb") as begin:
        write_frame(begin, {"a": 1})
        begin.write(b"\x00\x00")
        begin.close()
        assert read_frame(end) == {"a": 1}
        with pytest.raises(EOFError):
            read_frame(end)
