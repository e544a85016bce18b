"""What the fuzzer has found for each format, and seeded changes of it: no exception, no buffer without bound.

The corpus is renewed by `tests/soak`; it holds nothing that was recorded from a device or a patient.
"""

import random
from pathlib import Path

import pytest
from decoding_laws import check_bounded, check_input, decodable_kinds, stored_inputs

CORPUS = Path(__file__).with_name("corpus")
CHANGES_OF_EACH = 12
MOST_CHANGED = 60  # inputs of a format, so that all of them together take some seconds
STREAMS = 400


def inputs_of(kind: str) -> list[bytes]:
    return list(stored_inputs(CORPUS / f"{kind}.hex"))


def changed(data: bytes, rng: random.Random) -> bytes:
    """`data` with a bit flipped, a byte lost, a piece doubled or another cut."""
    at = rng.randrange(len(data))
    match rng.randrange(4):
        case 0:
            return data[:at] + bytes([data[at] ^ 1 << rng.randrange(8)]) + data[at + 1 :]
        case 1:
            return data[:at] + data[at + 1 :]
        case 2:
            return data[:at] + data[max(0, at - 16) :]
        case _:
            return bytes([rng.randrange(256)]) + data[1:]


def test_every_format_has_a_corpus_of_a_few_kilobytes() -> None:
    assert sorted(path.stem for path in CORPUS.iterdir()) == sorted(decodable_kinds())
    assert all(1 <= sum(map(len, inputs_of(kind))) <= 4_000 for kind in decodable_kinds())


@pytest.mark.parametrize("kind", decodable_kinds())
def test_corpus(kind: str, rng: random.Random) -> None:
    inputs = inputs_of(kind)
    for data in inputs:
        check_input(kind, data)
    for data in rng.sample(inputs, min(MOST_CHANGED, len(inputs))):
        for _ in range(CHANGES_OF_EACH):
            check_input(kind, changed(data, rng))


@pytest.mark.parametrize("kind", decodable_kinds())
def test_decoders_keep_little_whatever_they_are_fed(kind: str, rng: random.Random) -> None:
    inputs = inputs_of(kind)
    check_bounded(kind, (changed(rng.choice(inputs), rng)[1:] for _ in range(STREAMS)))
