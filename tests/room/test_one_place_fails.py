"""A rule that throws for one chair takes no other along, in the very tick in which it throws (hazard H19)."""

from typing import Any

import pytest
from cuff_rooms import infusing
from recovered import recovered
from worlds import admit, alarms, make_room, plan, reading, spo2, step

from monitor.domain.events import Event
from monitor.domain.vocabulary import Priority
from monitor.room.room import Room

CHAIRS = ("1", "2", "3", "4")


def desaturated(second: int) -> tuple[Any, ...]:
    return tuple(spo2(second, 70, place_id) for place_id in CHAIRS)


def calm_room() -> Room:
    room = make_room(plan=plan(chairs=4))
    step(room, 1, *(admit(1, place_id, f"P.{place_id}") for place_id in CHAIRS))
    return room


def raised_until(room: Room, seconds: int) -> list[tuple[float, str, str, str]]:
    return [each for second in range(2, seconds) for each in alarms(step(room, second, *desaturated(second)))]


@pytest.mark.hazard("H19")
@pytest.mark.parametrize("part", ["samples", "fire"])
def test_the_other_chairs_alarm_in_the_same_tick(monkeypatch: pytest.MonkeyPatch, part: str) -> None:
    expected = {
        place: at for at, place, rule, change in raised_until(calm_room(), 20) if (rule, change) == ("O2-XLO", "raised")
    }
    assert set(expected) == set(CHAIRS)
    room = calm_room()
    third = room.seats["3"].column
    judge = getattr(room.engine, part)

    def throwing(*arguments: Any, **more: Any) -> Any:
        """As the rule would: whenever chair 3 is among those judged."""
        among = more["usable"][:, third].any() if part == "samples" else len(arguments) == 1 or arguments[1][third]
        if among:
            raise ZeroDivisionError("a rule fails at chair 3")
        return judge(*arguments, **more)

    monkeypatch.setattr(room.engine, part, throwing)
    found = raised_until(room, 20)
    others = {place: at for at, place, rule, change in found if (rule, change) == ("O2-XLO", "raised")}
    assert {place: at for place, at in others.items() if place != "3"} == {
        place: at for place, at in expected.items() if place != "3"
    }
    assert part == "fire" or "3" not in others
    faults = {place for _, place, rule, change in found if (rule, change) == ("T-ENGINE", "raised")}
    assert faults == {"3"}
    record = room.board.find("3", "T-ENGINE")
    assert record is not None
    assert record.priority is Priority.HIGH


@pytest.mark.hazard("H19")
@pytest.mark.parametrize("part", ["samples", "fire"])
def test_a_failure_that_no_place_alone_repeats_is_told_as_the_rooms_and_nobody_is_left_out(
    monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    """Judged one by one all goes well: without an alarm of its own nobody would ever hear of it."""
    expected = [each for each in raised_until(calm_room(), 20) if each[2] == "O2-XLO"]
    assert expected
    room = calm_room()
    judge = getattr(room.engine, part)

    def throwing(*arguments: Any, **more: Any) -> Any:
        together = more["usable"].any(axis=0).sum() > 1 if part == "samples" else len(arguments) == 1
        if together:
            raise ZeroDivisionError("the places do not go together")
        return judge(*arguments, **more)

    monkeypatch.setattr(room.engine, part, throwing)
    found = raised_until(room, 20)
    assert [each for each in found if each[2] == "O2-XLO"] == expected
    assert [place for _, place, rule, change in found if (rule, change) == ("T-ENGINE", "raised")] == [""]
    (record,) = [each for each in room.board.records.values() if each.rule == "T-ENGINE"]
    assert (record.place_id, record.priority) == (None, Priority.HIGH), "the room's own"
    assert "the places do not go together" in record.why


# --- every other place in the room's step where a failure is caught: none may be caught in silence


def broken(*_: Any, **__: Any) -> Any:
    raise LookupError("a bug")


def told_of(events: list[Event]) -> list[tuple[str, str]]:
    """Place and change of each T-ENGINE; "" is the room's own."""
    return [(place, change) for _, place, rule, change in alarms(events, "T-ENGINE") if change in ("raised", "cleared")]


@pytest.mark.hazard("H19")
def test_a_value_that_cannot_be_kept_is_told_at_its_place_and_the_others_are_judged(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    room = calm_room()
    keep = room.vigil.sample
    monkeypatch.setattr(
        room.vigil, "sample", lambda seat, sample: broken() if seat.place.place_id == "3" else keep(seat, sample)
    )
    found = raised_until(room, 20)
    assert ("3", "T-ENGINE") in {(place, rule) for _, place, rule, change in found if change == "raised"}
    assert {place for _, place, rule, _ in found if rule == "O2-XLO"} == {"1", "2", "4"}


@pytest.mark.hazard("H19")
def test_a_cuff_whose_reading_cannot_be_judged_is_told_at_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    room = calm_room()
    monkeypatch.setattr(room.pressures, "_judge", broken)
    assert told_of(step(room, 5, reading(5, 190, place_id="2"))) == [("2", "raised")]


@pytest.mark.hazard("H19")
@pytest.mark.parametrize("part", ["pressures", "cuffs"])
def test_a_programme_of_cuffs_that_fails_is_told_as_the_rooms(monkeypatch: pytest.MonkeyPatch, part: str) -> None:
    room = infusing()
    monkeypatch.setattr(getattr(room, part), "fire", broken)
    assert told_of(step(room, 1500)) == [("", "raised")]
    assert ("O2-XLO", "raised") in [
        (rule, change)
        for second in range(1501, 1520)
        for _, _, rule, change in alarms(step(room, second, spo2(second, 70)))
    ]


@pytest.mark.hazard("H19")
def test_a_look_at_a_recovery_that_fails_is_told_at_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    room = recovered()
    monkeypatch.setattr(room.recovery, "_look", broken)
    events = step(room, room.tick / 10 + 900)
    assert told_of(events) == [("1", "raised")]
    assert room.recovery.next_due() > room.tick, "the next look is not at once: no loop of failures"
