"""The laws of the heart: density does not matter, replaying gives the same, checkpoint + tail = full fold."""

import random
from dataclasses import replace

import pytest
from vigil_worlds import vigil_world
from worlds import device, run, world
from worlds import make_room as plain_room
from worlds import plan as plain_plan

from monitor.domain.answer_events import EscalationRaised, OwnLimitSet, ResponsibilityTaken, RuleSuspended
from monitor.domain.codec import decode_event, decode_inputs, encode_event, encode_inputs
from monitor.domain.events import AlarmChanged
from monitor.domain.policy import STANDARD
from monitor.room.room import Room, RoomError

SEEDS = range(4)
STRICT = replace(STANDARD, checks=STANDARD.checks[:1], pressure_gate=None, owned=True)


def make_room() -> Room:
    """A room that asks for everything, with one monitor that can roll."""
    devices = [device(place, mobile=place == "1") for place in ("1", "2", "3", "bay1")]
    return plain_room(plan=replace(plain_plan(devices=devices), policy=STRICT))


WORLDS = {"plain": world, "vigil": vigil_world}  # the other one adds notices, scores, notes, two rates and breaths
worlds = pytest.mark.parametrize(("kind", "seed"), [*(("plain", seed) for seed in SEEDS), ("vigil", 0), ("vigil", 1)])
END = 7_200


@worlds
def test_step_density_does_not_change_events(kind: str, seed: int) -> None:
    inputs = WORLDS[kind](seed)
    ten_hertz, one_hertz, on_events = (make_room() for _ in range(3))
    dense = run(ten_hertz, inputs, range(1, END + 1))
    assert sum(isinstance(event, AlarmChanged) for event in dense) > 20, f"world {seed} is too calm to prove anything"
    assert run(one_hertz, inputs, range(10, END + 1, 10)) == dense
    assert run(on_events, inputs, sorted({item.tick for item in inputs} | {END})) == dense
    assert one_hertz.checkpoint() == ten_hertz.checkpoint() == on_events.checkpoint()


@worlds
def test_random_step_widths_do_not_change_events(kind: str, seed: int, rng: random.Random) -> None:
    inputs = WORLDS[kind](seed)
    widths = sorted({rng.randrange(1, END) for _ in range(300)} | {END})
    assert run(make_room(), inputs, widths) == run(make_room(), inputs, range(1, END + 1))


@worlds
def test_replaying_the_journalled_inputs_gives_the_same_events(kind: str, seed: int) -> None:
    inputs = WORLDS[kind](seed)
    again = list(decode_inputs(encode_inputs(tuple(inputs))))
    assert again == inputs
    assert run(make_room(), again, range(10, END + 1, 10)) == run(make_room(), inputs, range(10, END + 1, 10))


@worlds
def test_checkpoint_and_tail_equal_the_full_fold(kind: str, seed: int, rng: random.Random) -> None:
    inputs = WORLDS[kind](seed)
    whole_room = make_room()
    whole = run(whole_room, inputs, range(10, END + 1, 10))
    for cut in sorted(rng.sample(range(10, END, 10), 5)):
        room = make_room()
        head = [item for item in inputs if item.tick <= cut]
        events = run(room, head, range(10, cut + 1, 10))
        revived = Room.restore(room.plan, room.profile, room.checkpoint())
        events += run(revived, inputs[len(head) :], range(cut + 10, END + 1, 10))
        assert events == whole, f"cut at tick {cut}"
        assert revived.checkpoint() == whole_room.checkpoint()


def test_every_edge_is_logged_once_and_numbers_have_no_gaps() -> None:
    events = run(make_room(), world(3), range(10, END + 1, 10))
    assert [event.seq for event in events] == list(range(1, len(events) + 1))
    changed = [event for event in events if isinstance(event, AlarmChanged)]
    keys = [(event.place_id, event.rule, event.change, event.at.tick) for event in changed]
    assert len(keys) == len(set(keys))
    raised = [event.alarm_id for event in changed if event.change.value == "raised"]
    ended = [event.alarm_id for event in changed if event.change.value == "cleared"]
    assert set(ended) <= set(raised)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_event_survives_the_journal(seed: int) -> None:
    events = run(make_room(), world(seed), range(10, END + 1, 10))
    assert [decode_event(encode_event(event)) for event in events] == events
    assert {EscalationRaised, ResponsibilityTaken, RuleSuspended, OwnLimitSet} & {type(event) for event in events}


def test_inputs_outside_the_step_are_refused() -> None:
    room = make_room()
    inputs = world(1)[:1]
    room.step(room.ledger.instant(5000), [])
    with pytest.raises(RoomError, match="outside"):
        room.step(room.ledger.instant(5010), inputs)
