"""What of a state repeated many times a second is published: agreement of two packets, once a second, doubt."""

from hypothesis import given
from hypothesis import strategies as st

from drivers.observations import Stamp
from drivers.settling import MOST_PACKETS, Settler

PACKET_NS = 16_666_667


def at(packet: int) -> Stamp:
    return Stamp(packet * PACKET_NS, packet * PACKET_NS)


def said(states: str, *, confirm: bool = True) -> list[tuple[str, bool]]:
    settler: Settler[str] = Settler(confirm=confirm)
    verdicts = [verdict for number, state in enumerate(states) for verdict in settler.take(state, at(number))]
    return [(verdict.state, verdict.sure) for verdict in [*verdicts, *settler.finish()]]


def test_a_state_counts_once_a_second_packet_agrees() -> None:
    settler: Settler[str] = Settler(confirm=True)
    assert settler.take("a", at(0)) == []
    (verdict,) = settler.take("a", at(1))
    assert (verdict.state, verdict.sure, verdict.stamp) == ("a", True, at(1))


def test_a_change_is_told_at_once_and_a_single_packet_with_doubt() -> None:
    assert said("aaabbb") == [("a", True), ("b", True)]
    assert said("aaabaaa") == [("a", True), ("b", False), ("a", True)]


def test_packets_that_never_agree_are_all_doubtful() -> None:
    assert said("aabcd") == [("a", True), ("b", False), ("c", False), ("d", False)]


def test_a_lone_packet_counts_at_the_end_of_the_stream_because_nothing_contradicts_it() -> None:
    assert said("a") == [("a", True)]
    assert said("aab") == [("a", True), ("b", False)]


def test_proved_packets_need_no_second_one() -> None:
    assert said("abba", confirm=False) == [("a", True), ("b", True), ("a", True)]


def test_what_stands_is_repeated_once_a_second() -> None:
    settler: Settler[str] = Settler(confirm=True)
    times = [verdict.stamp.mono_ns for n in range(181) for verdict in settler.take("a", at(n))]
    assert times == [at(1).mono_ns, at(61).mono_ns, at(121).mono_ns]


def test_without_times_it_is_repeated_by_count() -> None:
    settler: Settler[str] = Settler(confirm=False)
    verdicts = [verdict for _ in range(2 * MOST_PACKETS + 1) for verdict in settler.take("a", at(0))]
    assert len(verdicts) == 3


@given(states=st.text("ab", max_size=60))
def test_nothing_is_sure_that_did_not_stand_in_two_packets_in_a_row(states: str) -> None:
    verdicts = said(states)
    for state, sure in verdicts[:-1]:
        assert not sure or state * 2 in states
