"""The last 4 KiB on a wire: both directions, in order, bounded; and a recorder that listens along."""

import random
from pathlib import Path

import pytest

from drivers.clock import ManualClock
from drivers.transport.allow_list import AllowListTransport
from drivers.transport.memory import memory_pair
from drivers.transport.tap import tap_of_task
from monitor.engine.recorder import RawRecorder
from monitor.engine.wire_log import KEPT_BYTES, LONGEST_PIECE_BYTES, WireLog


def test_both_directions_stand_in_order_with_their_times() -> None:
    clock = ManualClock()
    log = WireLog(clock)
    log.sent(b"NA\r")
    clock.move(1)
    log.received(b"118", clock.now())
    assert [(piece.data, piece.sent) for piece in log.pieces()] == [(b"NA\r", True), (b"118", False)]
    first, second = log.pieces()
    assert second.stamp.mono_ns - first.stamp.mono_ns == 1_000_000_000
    assert log.received_tail() == b"118"


def test_bytes_that_come_together_stand_together() -> None:
    clock = ManualClock()
    log = WireLog(clock)
    for byte in b"SPO2":
        log.received(bytes([byte]), clock.now())
        clock.move(0.001)
    clock.move(0.06)
    log.received(b"next", clock.now())
    log.sent(b"x")
    log.received(b"y", clock.now())
    assert [piece.data for piece in log.pieces()] == [b"SPO2", b"next", b"x", b"y"]


def test_a_piece_stays_short_enough_to_be_dropped_in_parts() -> None:
    clock = ManualClock()
    log = WireLog(clock)
    for _ in range(LONGEST_PIECE_BYTES + 1):
        log.received(b"x", clock.now())
    assert [len(piece.data) for piece in log.pieces()] == [LONGEST_PIECE_BYTES, 1]


def test_never_more_than_4_kib_and_always_the_newest(rng: random.Random) -> None:
    clock = ManualClock()
    log = WireLog(clock)
    everything = b""
    for _ in range(400):
        data = rng.randbytes(rng.choice((1, 7, 100, 300, 5000)))
        everything += data
        log.received(data, clock.now())
        clock.move(rng.choice((0.001, 1.0)))
        assert log.received_tail() == everything[-KEPT_BYTES:]
    assert sum(len(piece.data) for piece in log.pieces()) == KEPT_BYTES


async def test_the_gate_tells_the_tap_of_its_own_task_only() -> None:
    clock = ManualClock()
    log = WireLog(clock)
    token = tap_of_task.set(log)
    near, far = memory_pair(clock)
    gate = AllowListTransport(near, {b"ask"})
    tap_of_task.reset(token)
    other_near, other_far = memory_pair(clock)
    other = AllowListTransport(other_near, set())
    await gate.send(b"ask")
    await far.send(b"answer")
    await other_far.send(b"of another device")
    assert (await gate.receive()).data == b"answer"
    assert (await other.receive()).data == b"of another device"
    assert [(piece.data, piece.sent) for piece in log.pieces()] == [(b"ask", True), (b"answer", False)]


def test_a_recorder_hears_from_when_it_was_set_to_when_it_was_taken_away(tmp_path: Path) -> None:
    clock = ManualClock()
    log = WireLog(clock)
    log.received(b"before", clock.now())
    log.record(RawRecorder(tmp_path / "a.jsonl", clock=clock))
    log.received(b"during", clock.now())
    view = log.recording
    assert view is not None
    assert view.recorded_bytes == len(b"during")
    log.record(None)
    log.received(b"after", clock.now())
    assert log.recording is None
    assert (tmp_path / "a.jsonl").read_text().count("\n") == 1
    assert b"during".hex() in (tmp_path / "a.jsonl").read_text()


def test_a_new_recorder_closes_the_former_one(tmp_path: Path) -> None:
    clock = ManualClock()
    log = WireLog(clock)
    log.record(RawRecorder(tmp_path / "a.jsonl", clock=clock))
    log.received(b"one", clock.now())
    log.record(RawRecorder(tmp_path / "b.jsonl", clock=clock))
    log.received(b"two", clock.now())
    log.record(None)
    assert [b"one".hex() in (tmp_path / "a.jsonl").read_text(), b"two".hex() in (tmp_path / "b.jsonl").read_text()] == [
        True,
        True,
    ]


@pytest.mark.parametrize("size", [KEPT_BYTES - 1, KEPT_BYTES, KEPT_BYTES + 1, 3 * KEPT_BYTES])
def test_one_piece_larger_than_the_log_keeps_its_end(size: int) -> None:
    clock = ManualClock()
    log = WireLog(clock)
    data = bytes(index % 251 for index in range(size))
    log.received(data, clock.now())
    assert log.received_tail() == data[-KEPT_BYTES:]
