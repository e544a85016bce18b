"""When the monitor is asked, for what, and with which interface level."""

from itertools import pairwise

import pytest
from dri_samples import DISPLAYED_10S

from drivers.ge_s5_dri.asking import ALARM_STATUS_S, ALLOWED_WRITES, LEVELS, REQUEST_GAP_S, SILENCE_S, Asker
from drivers.ge_s5_dri.protocol import Decoder
from drivers.ge_s5_dri.requests import requests_in

Sent = tuple[float, str, int]


def words(data: bytes) -> tuple[str, int]:
    (record,) = Decoder().feed(data)
    (request,) = requests_in(record)
    return request.command, record.level


def run(
    asker: Asker, *, begin_s: float, end_s: float, level: int | None = None, answers_to: frozenset[int] = frozenset()
) -> list[Sent]:
    """Let half seconds pass. The monitor sends displayed values each 5 s, and if `answers_to` only once so asked."""
    sent: list[Sent] = []
    flows = not answers_to
    t_s = begin_s
    while t_s < end_s:
        data = asker.next_request(t_s)
        if data is not None:
            sent.append((t_s, *words(data)))
            flows = flows or sent[-1][2] in answers_to
        if level is not None and flows and t_s % 5 == 0:
            asker.heard(level, t_s, displayed=True)
        t_s += 0.5
    return sent


def test_an_old_monitor_is_asked_once_for_values_and_once_for_the_time_of_the_cuff() -> None:
    assert run(Asker(), begin_s=0, end_s=600, level=9) == [(0, "displayed", 0), (6, "aux", 9)]


def test_a_carescape_is_asked_for_alarms_too_with_its_own_level() -> None:
    sent = run(Asker(), begin_s=0, end_s=60, level=10)
    assert sent == [
        (0, "displayed", 0),
        (6, "aux", 10),
        (12, "alarm_enter_differential", 10),
        (18, "alarm_send_status", 10),
        (18 + ALARM_STATUS_S, "alarm_send_status", 10),
    ]


def test_a_monitor_that_does_not_answer_is_asked_with_every_level_in_turn() -> None:
    sent = run(Asker(), begin_s=0, end_s=42)
    assert [command for _t_s, command, _level in sent] == ["displayed"] * 7
    assert [level for _t_s, _command, level in sent] == [*LEVELS, LEVELS[0]]
    assert sent[1][0] == REQUEST_GAP_S


def test_the_level_that_was_answered_is_kept() -> None:
    asker = Asker()
    sent = run(asker, begin_s=0, end_s=30, level=9, answers_to=frozenset({9}))
    assert [level for _t_s, command, level in sent if command == "displayed"] == [0, 7, 8, 9]
    again = [level for _t_s, _command, level in run(asker, begin_s=100, end_s=130)]
    assert again == [9, 0, 9, 9, 9]  # every other time; between them 0, the monitor's own, and so on


def test_after_three_intervals_of_silence_everything_is_asked_again() -> None:
    asker = Asker()
    run(asker, begin_s=0, end_s=61, level=9)
    assert run(asker, begin_s=61, end_s=60 + SILENCE_S) == []
    assert run(asker, begin_s=60 + SILENCE_S, end_s=76, level=9) == [(60 + SILENCE_S, "displayed", 0)]
    assert [item[1] for item in run(asker, begin_s=76, end_s=100, level=9)] == ["aux"]


def test_silence_is_asked_again_for_ever() -> None:
    asker = Asker()
    run(asker, begin_s=0, end_s=11, level=9)
    sent = run(asker, begin_s=11, end_s=1000)
    assert len(sent) >= 60
    assert {item[1] for item in sent} == {"displayed"}


def test_a_request_after_which_the_values_ceased_twice_is_not_made_again() -> None:
    asker, deaf_until_s, asked_s = Asker(), 0.0, []
    for t_s in range(600):
        data = asker.next_request(float(t_s))
        if data is not None and words(data)[0] == "aux":
            asked_s.append(t_s)
            deaf_until_s = t_s + 40.0
        if t_s >= deaf_until_s and t_s % 5 == 0:
            asker.heard(9, float(t_s), displayed=True)
    assert len(asked_s) == 2


def test_a_cable_that_was_pulled_just_after_a_request_takes_nothing_away() -> None:
    asker = Asker()
    run(asker, begin_s=0, end_s=8, level=9)
    for begin_s in (8, 108, 208):  # out for a while, and back for longer than a request takes to do harm
        run(asker, begin_s=begin_s, end_s=begin_s + 40)
        sent = run(asker, begin_s=begin_s + 40, end_s=begin_s + 100, level=9)
        assert "aux" in [item[1] for item in sent]


def test_no_two_requests_come_within_the_gap_in_which_a_monitor_ignores_the_second() -> None:
    asker = Asker()
    sent = (
        run(asker, begin_s=0, end_s=60, level=10)
        + run(asker, begin_s=60, end_s=120)
        + run(asker, begin_s=120, end_s=200, level=11)
    )
    times = [item[0] for item in sent]
    assert min(later - earlier for earlier, later in pairwise(times)) >= REQUEST_GAP_S


def test_a_level_that_nobody_has_documented_is_answered_with_zero() -> None:
    sent = run(Asker(), begin_s=0, end_s=20, level=12)
    assert [item[1:] for item in sent] == [
        ("displayed", 0),
        ("aux", 0),
        ("alarm_enter_differential", 0),
        ("alarm_send_status", 0),
    ]


def test_on_a_fast_clock_every_wait_has_its_floor() -> None:
    sent = run(Asker(shortest_s=20.0), begin_s=0, end_s=50)
    assert [item[0] for item in sent] == [0, 20, 40]


@pytest.mark.hazard("H47")
def test_only_requests_for_values_and_alarms_can_ever_be_sent() -> None:
    names = sorted(words(data) for data in ALLOWED_WRITES)
    values = [(name, level) for name in ("aux", "displayed") for level in (0, 7, 8, 9, 10, 11)]
    alarms = [(name, level) for name in ("alarm_enter_differential", "alarm_send_status") for level in (0, 10, 11)]
    assert names == sorted(values + alarms)
    # the printed request with 5 s and the basic class alone; the sum follows by hand: 49 - 0A - 0E + 05
    ours = DISPLAYED_10S.replace(b"\x0a\x00\x0e", b"\x05\x00\x00").replace(b"\x49\x7e", b"\x36\x7e")
    assert len(ours) == len(DISPLAYED_10S)
    assert ours in ALLOWED_WRITES
