"""A physician's baseline in place of the measured one: by role, with a reason, and the relative rules follow (H05)."""

import pytest
from answering import refusals
from worlds import NURSE, PHYSICIAN, admit, alarms, make_room, order, pulse, reading, spo2, start, step

from monitor.domain.answer_events import BaselineChanged
from monitor.domain.commands import ChangeBaseline, VoidEntry
from monitor.domain.events import BaselineFrozen, EntryRecorded
from monitor.domain.inputs import CommandGiven
from monitor.domain.people import UNATTRIBUTED
from monitor.port.projection import Projector
from monitor.room.room import Room
from monitor.ui.presenter.chair_view import chair_detail
from monitor.ui.presenter.numbers import baseline_text

REASON = "excited at arrival, usually 112/70"


def change(seconds: float, **changes: object) -> CommandGiven:
    fields: dict[str, object] = {
        "place_id": "1",
        "session_id": 1,
        "systolic": 112.0,
        "diastolic": 70.0,
        "reason": REASON,
        "actor": PHYSICIAN,
    }
    return order(seconds, ChangeBaseline(**{**fields, **changes}))  # type: ignore[arg-type]  # a test names fields freely


def infused() -> Room:
    """A resting pressure of 128/80 at the start at 900 s."""
    room = make_room()
    step(room, 10, admit(10))
    for second in (100, 300, 500, 700):
        step(room, second, reading(second, 128, 80))
    step(room, 900, start(900))
    return room


@pytest.mark.hazard("H05")
def test_the_change_is_an_event_with_person_reason_and_what_it_replaced() -> None:
    room = infused()
    (event,) = [one for one in step(room, 1000, change(1000)) if isinstance(one, BaselineChanged)]
    assert (event.systolic, event.diastolic, event.mean, event.spo2) == (112, 70, None, None)
    assert (event.former_systolic, event.former_diastolic) == (128, 80)
    assert (event.actor, event.reason, event.at.tick) == (PHYSICIAN, REASON, 10_000)


@pytest.mark.hazard("H05")
@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"actor": NURSE}, "Only a physician may change a baseline"),
        ({"actor": UNATTRIBUTED}, "nobody is signed in"),
        ({"reason": "  "}, "needs a reason"),
        ({"systolic": 190.0}, "A resting systolic is 80 to 180; 190 was entered."),
        ({"diastolic": 20.0}, "A resting diastolic is 40 to 110"),
        ({"rate": 300.0}, "A resting rate is 40 to 120"),
        ({"systolic": float("nan")}, "A resting systolic is 80 to 180"),
        ({"systolic": 100.0, "diastolic": 105.0}, "the systolic is the highest"),
        ({"mean": 112.0}, "the systolic is the highest"),
        ({"session_id": 7}, "Nothing was recorded"),
    ],
)
def test_others_and_what_cannot_be_are_refused_in_words(changes: dict[str, object], words: str) -> None:
    room = infused()
    before = room.sessions[1].baseline
    (said,) = refusals(step(room, 1000, change(1000, **changes)))
    assert words in said
    assert room.sessions[1].baseline == before


def test_a_baseline_that_is_still_being_taken_is_not_changed() -> None:
    room = make_room()
    step(room, 10, admit(10))
    (said,) = refusals(step(room, 20, change(20)))
    assert "still being taken" in said


@pytest.mark.hazard("H05")
@pytest.mark.parametrize(("changed", "raised"), [(False, []), (True, ["BP-MOD"])])
def test_relative_limits_follow(*, changed: bool, raised: list[str]) -> None:
    room = infused()
    if changed:
        step(room, 1000, change(1000))
    events = step(room, 1200, reading(1200, 150, 90)) + step(room, 1260, reading(1260, 151, 90))
    assert sorted({rule for _, _, rule, what in alarms(events, "BP-MOD") if what == "raised"}) == raised


@pytest.mark.hazard("H05")
@pytest.mark.parametrize("systolic", [90.0, 112.0, 180.0])
def test_absolute_high_rules_stay_whatever_is_entered(systolic: float) -> None:
    room = infused()
    step(room, 1000, change(1000, systolic=systolic, diastolic=60.0))
    events = step(room, 1200, reading(1200, 190, 104)) + step(room, 1260, reading(1260, 192, 104))
    assert [rule for _, _, rule, what in alarms(events, "BP-SEV") if what == "raised"] == ["BP-SEV"]


def test_a_missing_baseline_can_be_entered_and_is_owed_no_longer() -> None:
    room = make_room()
    step(room, 10, admit(10))
    step(room, 900, start(900))
    assert [record.rule for record in room.board.at("1") if record.rule == "T-NOBASE"] == ["T-NOBASE"]
    events = step(room, 1000, change(1000))
    assert [what for _, _, _, what in alarms(events, "T-NOBASE")] == ["cleared"]


@pytest.mark.hazard("H05")
def test_tile_chair_view_and_card_say_who_set_it_also_after_a_restart() -> None:
    room = infused()
    step(room, 1000, change(1000))
    again = Room.restore(room.plan, room.profile, room.checkpoint())
    for one in (room, again):
        place = Projector(one).snapshot(1, {}).places[0]
        assert place.session is not None
        assert baseline_text(place.session.baseline) == "112/70"
        assert (place.session.baseline.changed_by, place.session.baseline.changed_why) == (PHYSICIAN.name, REASON)
        detail = chair_detail(place, None)
        assert detail is not None
        lines = [line for section in detail.sections for line in section.lines]
        assert f"baseline 112/70, set by {PHYSICIAN.name}: {REASON}" in lines


def test_a_start_that_is_set_aside_takes_the_entered_baseline_along() -> None:
    room = make_room()
    step(room, 10, admit(10))
    (began,) = [event for event in step(room, 900, start(900)) if isinstance(event, EntryRecorded)]
    step(room, 1000, change(1000))
    void = VoidEntry(place_id="1", session_id=1, entry_seq=began.seq, reason="wrong chair", actor=NURSE)
    step(room, 1010, order(1010, void))
    assert room.sessions[1].baseline is None
    assert room.baselines.of_session == {}
    events = step(room, 1020, start(1020))
    assert [type(event) for event in events if isinstance(event, BaselineFrozen | BaselineChanged)] == [BaselineFrozen]


@pytest.mark.hazard("H05")
def test_what_the_physician_leaves_out_stays_as_it_was_measured() -> None:
    """A change of the pressure alone must not take the rules on rate and saturation away."""
    room = make_room()
    step(room, 10, admit(10))
    for second in (100, 300, 500, 700):
        step(room, second, reading(second, 128, 80))
    for second in range(800, 890):
        step(room, second, pulse(second, 66), spo2(second, 97))
    step(room, 900, start(900))
    measured = room.sessions[1].baseline
    assert measured is not None
    assert (measured.rate, measured.spo2) == (66, 97)
    assert step(room, 1000, change(1000))
    changed = room.sessions[1].baseline
    assert changed is not None
    assert (changed.systolic, changed.rate, changed.spo2) == (112, 66, 97)
