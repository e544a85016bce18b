"""The engine's inbox and command queue: order, lateness and both bounds."""

from drivers.clock import MANUAL_START
from drivers.observations import Parameter
from monitor.domain.commands import ResumeAudio
from monitor.domain.inputs import Input, LinkChange, Sample
from monitor.engine.inbox import Arrival, CommandQueue, Inbox


def sample(tick: int, value: float = 98.0) -> Sample:
    return Sample(tick=tick, device_id="ox", parameter=Parameter.SPO2, value=value)


def link(tick: int) -> LinkChange:
    return LinkChange(tick=tick, device_id="ox", up=False, why="unplugged")


def filled(inbox: Inbox, *inputs: Input) -> Inbox:
    for each in inputs:
        inbox.put(Arrival(each, MANUAL_START))
    return inbox


def taken(inbox: Inbox, *, after: int, up_to: int) -> list[Input]:
    return [arrival.input for arrival in inbox.take(after_tick=after, up_to_tick=up_to)]


def test_what_is_not_due_yet_stays() -> None:
    inbox = filled(Inbox(), sample(11), sample(10))
    assert taken(inbox, after=9, up_to=10) == [sample(10)]
    assert taken(inbox, after=10, up_to=11) == [sample(11)]
    assert taken(inbox, after=11, up_to=99) == []


def test_what_comes_late_is_moved_to_the_first_open_tick() -> None:
    inbox = filled(Inbox(), sample(12, 91.0), sample(3, 90.0), link(7))
    judged = taken(inbox, after=10, up_to=20)
    assert judged == [sample(11, 90.0), link(11), sample(12, 91.0)]


def test_order_of_arrival_is_kept_within_a_tick() -> None:
    inbox = filled(Inbox(), sample(5, 1.0), link(5), sample(5, 2.0))
    assert taken(inbox, after=4, up_to=5) == [sample(5, 1.0), link(5), sample(5, 2.0)]


def test_a_full_inbox_drops_the_oldest_sample_and_counts_it() -> None:
    inbox = filled(Inbox(capacity=3), link(1), sample(2), sample(3), sample(4))
    assert inbox.dropped == 1
    assert taken(inbox, after=0, up_to=9) == [link(1), sample(3), sample(4)]


def test_without_any_sample_the_oldest_goes() -> None:
    inbox = filled(Inbox(capacity=2), link(1), link(2), link(3))
    assert inbox.dropped == 1
    assert taken(inbox, after=0, up_to=9) == [link(2), link(3)]


def test_a_full_command_queue_says_so() -> None:
    queue = CommandQueue(capacity=1)
    assert queue.put(ResumeAudio(place_id="1"))
    assert not queue.put(ResumeAudio(place_id="2"))
    assert queue.take_all() == [ResumeAudio(place_id="1")]
    assert queue.put(ResumeAudio(place_id="2"))
