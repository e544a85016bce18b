"""Two devices that give the same parameter to one place: who is believed, when the other takes over, and when not."""

from dataclasses import replace

import pytest
from worlds import admit, device, make_room, plan, step

from drivers.observations import Parameter, Provenance, Quality, Source
from monitor.alarms.rules import Channel
from monitor.domain.inputs import Sample
from monitor.room.room import Room
from monitor.room.seat import Current


def room_with(prefer: tuple[str, ...] = ()) -> Room:
    """Chair 1 with the devices "a" and "b", in this order in the room file."""
    chosen = plan(chairs=1, bays=0, devices=(device("1", device_id="a"), device("1", device_id="b")))
    room = make_room(plan=replace(chosen, places=(replace(chosen.places[0], prefer=prefer),)))
    step(room, 0.5, admit(0.5))
    return room


def sample(
    seconds: float,
    device_id: str,
    value: float | None,
    *,
    source: Source = Source.OXIMETER,
    provenance: Provenance = Provenance.SIMULATED,
) -> Sample:
    return Sample(
        tick=round(seconds * 10),
        device_id=device_id,
        parameter=Parameter.HR if source is Source.ECG else Parameter.PULSE,
        value=value,
        quality=Quality.INVALID if value is None else Quality.VALID,
        source=source,
        provenance=provenance,
    )


def rate(room: Room) -> Current:
    return room.seats["1"].values[Channel.RATE]


def test_without_a_preference_the_room_file_orders_the_devices() -> None:
    room = room_with()
    step(room, 1, sample(1, "b", 71), sample(1, "a", 70))
    assert (rate(room).device_id, rate(room).value) == ("a", 70)
    step(room, 2, sample(2, "b", 72))
    assert (rate(room).device_id, rate(room).value) == ("a", 70)


def test_a_preferred_device_comes_before_the_order_of_the_file() -> None:
    room = room_with(prefer=("b", "a"))
    step(room, 1, sample(1, "b", 71), sample(1, "a", 70))
    assert (rate(room).device_id, rate(room).value) == ("b", 71)


def test_a_preferred_device_comes_before_a_better_kind_of_source() -> None:
    ecg_first = room_with()
    step(ecg_first, 1, sample(1, "b", 71), sample(1, "a", 70, source=Source.ECG))
    assert (rate(ecg_first).device_id, rate(ecg_first).source) == ("a", Source.ECG)
    preferred = room_with(prefer=("b",))  # those not named come behind, in their usual order
    step(preferred, 1, sample(1, "b", 71), sample(1, "a", 70, source=Source.ECG))
    assert (rate(preferred).device_id, rate(preferred).source) == ("b", Source.OXIMETER)


def test_the_next_source_takes_over_when_the_preferred_one_is_not_fresh_and_gives_way_when_it_is_back() -> None:
    room = room_with(prefer=("b", "a"))
    step(room, 1, sample(1, "b", 71))
    fresh_s = room.seats["1"].fresh_ticks("b", 1.0) / 10
    step(room, 1 + fresh_s, sample(1 + fresh_s, "a", 80))
    assert rate(room).device_id == "b"
    step(room, 1.1 + fresh_s, sample(1.1 + fresh_s, "a", 81))
    assert (rate(room).device_id, rate(room).value) == ("a", 81)
    step(room, 2 + fresh_s, sample(2 + fresh_s, "b", 72))
    assert (rate(room).device_id, rate(room).value) == ("b", 72)


def test_no_value_of_the_preferred_device_hands_over_at_once_and_does_not_flicker() -> None:
    room = room_with(prefer=("b", "a"))
    step(room, 1, sample(1, "b", 71))
    step(room, 2, sample(2, "b", None))
    assert rate(room).value is None
    seen = []
    for second in range(3, 9):
        step(room, second, sample(second, "a", 80), sample(second, "b", None))
        seen.append((rate(room).device_id, rate(room).value))
    assert seen == [("a", 80)] * 6
    step(room, 9, sample(9, "b", 72), sample(9, "a", 80))
    assert (rate(room).device_id, rate(room).value) == ("b", 72)


def test_when_neither_has_a_value_there_is_none() -> None:
    room = room_with(prefer=("b", "a"))
    step(room, 1, sample(1, "b", 71), sample(1, "a", 80))
    step(room, 2, sample(2, "b", None), sample(2, "a", None))
    assert rate(room).value is None
    step(room, 3, sample(3, "a", 80))
    step(room, 4, sample(4, "a", None))
    assert rate(room).value is None


def test_a_value_keeps_the_provenance_of_its_own_device() -> None:
    room = room_with(prefer=("b", "a"))
    replayed = sample(1, "b", 71, provenance=Provenance.REPLAYED)
    step(room, 1, replayed, sample(1, "a", 80))
    assert (rate(room).device_id, rate(room).provenance) == ("b", Provenance.REPLAYED)
    step(room, 8, sample(8, "a", 81))
    assert (rate(room).device_id, rate(room).provenance) == ("a", Provenance.SIMULATED)


@pytest.mark.parametrize("prefer", [(), ("b", "a")])
def test_a_restart_orders_the_sources_as_the_room_file_does_now(prefer: tuple[str, ...]) -> None:
    before = room_with(prefer=("a", "b"))
    step(before, 1, sample(1, "a", 70))
    room = Room.restore(room_with(prefer).plan, before.profile, before.checkpoint())
    assert rate(room).value == 70
    step(room, 2, sample(2, "b", 71))
    assert rate(room).device_id == ("b" if prefer else "a")


def test_a_checkpoint_of_the_earlier_program_can_still_be_read() -> None:
    room = room_with(prefer=("b", "a"))
    step(room, 1, sample(1, "b", 71))
    dumped = room.seats["1"].dump()
    dumped["values"]["rate"][5] = [1, 1]  # the rank of two parts that it wrote
    room.seats["1"].load(dumped, room.tick)
    assert rate(room).rank == (0, 1, 1)
