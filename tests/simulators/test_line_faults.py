"""Faults of a line: each does what it says, as often as told, the same for the same seed."""

import pytest

from simulators.faults import FaultShares, FaultyLine, Piece

MESSAGE = b" NA1100012128076095&-\r"


def _run(shares: FaultShares, *, seed: int = 1, count: int = 1000) -> list[list[Piece]]:
    line = FaultyLine(shares, seed=seed)
    return [line.passes(MESSAGE) for _ in range(count)]


def test_a_good_line_changes_nothing() -> None:
    assert _run(FaultShares(), count=10) == [[Piece(0.0, MESSAGE)]] * 10
    assert FaultyLine(FaultShares(drop=1.0), seed=1).passes(b"") == []


def test_same_seed_same_faults() -> None:
    shares = FaultShares(split=0.3, drop=0.3, corrupt=0.3, duplicate=0.3, longest_delay_s=0.5)
    assert _run(shares, seed=4) == _run(shares, seed=4)
    assert _run(shares, seed=4) != _run(shares, seed=5)


def test_drop() -> None:
    lost = sum(pieces == [] for pieces in _run(FaultShares(drop=0.2)))
    assert 150 < lost < 250


def test_corrupt_flips_one_bit() -> None:
    for (piece,) in _run(FaultShares(corrupt=1.0), count=200):
        differing = [(a ^ b) for a, b in zip(piece.data, MESSAGE, strict=True) if a != b]
        assert len(differing) == 1
        assert differing[0].bit_count() == 1


def test_duplicate_and_split_keep_every_byte_in_order() -> None:
    assert {pieces[0].data for pieces in _run(FaultShares(duplicate=1.0), count=5)} == {MESSAGE + MESSAGE}
    for pieces in _run(FaultShares(split=1.0), count=200):
        assert len(pieces) == 2
        assert pieces[0].data + pieces[1].data == MESSAGE
    assert FaultyLine(FaultShares(split=1.0), seed=1).passes(b"x")[0].data == b"x"


def test_delays_stay_below_the_longest() -> None:
    delays = [pieces[0].delay_s for pieces in _run(FaultShares(longest_delay_s=2.0))]
    assert max(delays) < 2.0
    assert sum(delays) / len(delays) == pytest.approx(1.0, abs=0.1)


def test_garbage_is_bounded_and_seeded() -> None:
    line, same = FaultyLine(FaultShares(), seed=2), FaultyLine(FaultShares(), seed=2)
    noises = [line.garbage() for _ in range(100)]
    assert noises == [same.garbage() for _ in range(100)]
    assert {1 <= len(noise) <= 80 for noise in noises} == {True}
