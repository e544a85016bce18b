"""The lines between station and annunciator: there and back, and nothing else is taken."""

import pytest

from monitor.annunciator.protocol import (
    AcceptOutput,
    Begun,
    Goodbye,
    Order,
    PlayTest,
    Report,
    Sound,
    Standing,
    Wanted,
    decode_order,
    decode_report,
    encode_order,
    encode_report,
)
from monitor.domain.vocabulary import Priority, SoundCategory

SOUND = Sound(priority=Priority.HIGH, category=SoundCategory.OXYGEN, volume_step=2)


@pytest.mark.parametrize(
    "order",
    [
        Wanted(sound=SOUND, ticks=7, paints=None),
        Wanted(sound=None, ticks=7, paints=9),
        PlayTest(),
        AcceptOutput(),
        Goodbye(),
    ],
)
def test_orders(order: Order) -> None:
    line = encode_order(order)
    assert line.endswith("\n")
    assert line.count("\n") == 1
    assert decode_order(line) == order


@pytest.mark.parametrize("report", [Standing(output="x", problem="muted"), Begun(sound=SOUND, mono_ns=2**62)])
def test_reports(report: Report) -> None:
    assert decode_report(encode_report(report)) == report


@pytest.mark.parametrize(
    "line",
    ["", "{", '{"version": 1}', encode_order(Goodbye()).replace("1", "2"), encode_order(Goodbye())[:20], "[]", "7"],
)
def test_anything_else_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="validation error"):
        decode_order(line)
    with pytest.raises(ValueError, match="validation error"):
        decode_report(line)
