"""Pressures from the device to the alarm: verdicts, confirmation in both forms, one sound, failures, what is owed."""

import pytest
from cuff_rooms import GOOD_ARMS, cuff, cuff_plan, edges, entry, failed, go, infusing, measuring
from worlds import acknowledge, admit, alarms, make_room, order, pulse, reading, start, step

from drivers.observations import CuffStatus
from monitor.domain.commands import record_infusion
from monitor.domain.entries import InfusionAct, ValuesEntered
from monitor.domain.events import AlarmChanged, Event, ReadingJudged
from monitor.domain.inputs import CuffReading
from monitor.domain.vocabulary import CuffMaster, Priority, Verdict
from monitor.room.room import Room

UP = ("BP-CRIT", "BP-SEV", "BP-MOD")


def sounding(room: Room) -> list[str]:
    return [
        record.rule for record in room.board.at("1") if record.rule[:2] == "BP" and not room.board.is_silent(record)
    ]


def judged(events: list[Event]) -> list[tuple[float | None, Verdict, str]]:
    return [(event.systolic, event.verdict, event.why) for event in events if isinstance(event, ReadingJudged)]


def highs(events: list[Event]) -> list[tuple[float, str, bool | None]]:
    return [
        (event.at.tick / 10, event.rule, event.confirmed)
        for event in events
        if isinstance(event, AlarmChanged) and event.priority is Priority.HIGH
    ]


# --- H04: one artefact is no HIGH, a true severe one is never thrown out


@pytest.mark.hazard("H04")
def test_an_artefact_refuted_by_its_repeat_is_never_high() -> None:
    room = infusing()
    first = go(room, 1400, measuring(1370), reading(1400, 184, 100))
    assert edges(first, *UP) == ["BP-SEV raised medium", "BP-MOD pending medium"]
    assert sounding(room) == []  # light alone: nothing else stands, and the station can repeat it
    second = go(room, 1500, measuring(1462), reading(1490, 134, 78))
    assert edges(second, *UP) == ["BP-SEV cleared medium", "BP-MOD withdrawn medium"]
    assert {event.why for event in second if isinstance(event, AlarmChanged) and event.rule in UP} == {
        "refuted by the repeat"
    }
    assert highs(first + second + go(room, 1700)) == []


@pytest.mark.hazard("H04")
@pytest.mark.parametrize(
    ("numbers", "cuff_pulse"), [((196, 78), None), ((265, 140), None), ((290, 160), None), ((188, 100), 120.0)], ids=str
)
def test_a_true_severe_pressure_that_looks_wrong_is_high_within_three_minutes(
    numbers: tuple[float, float], cuff_pulse: float | None
) -> None:
    room = infusing()
    events: list[Event] = []
    for at in (1400, 1490):
        item = reading(at, *numbers)
        doubtful = CuffReading(**{**_fields(item), "pulse": cuff_pulse})  # type: ignore[arg-type]  # same fields
        events += go(room, at, pulse(at - 1, 70), doubtful)
    assert [verdict for _, verdict, _ in judged(events)] == [Verdict.SUSPECT, Verdict.ACCEPTED]
    events += go(room, 1581)
    assert min(at for at, *_ in highs(events)) <= 1400 + 180
    assert all(known is True for _, rule, known in highs(events) if rule == "BP-SEV")


def severe_seen() -> Room:
    """A severe reading at the end of a slow rise waits, light and heard, for its repeat until 1580 s."""
    room = infusing(resting=(165, 166, 167, 168))
    events = go(room, 1400, measuring(1370), reading(1400, 181, 90))
    assert judged(events) == [(181, Verdict.ACCEPTED, "")]
    assert highs(events) == []
    return room


@pytest.mark.hazard("H04")
def test_two_doubtful_readings_that_agree_are_high_with_the_second_and_not_when_the_time_is_up() -> None:
    room = infusing()
    events = go(room, 1400, measuring(1370), reading(1400, 196, 78))
    events += go(room, 1490, measuring(1462), reading(1490, 205, 80))
    assert [verdict for _, verdict, _ in judged(events)] == [Verdict.SUSPECT, Verdict.ACCEPTED]
    assert highs(events) == [(1490.0, "BP-SEV", True)]


@pytest.mark.hazard("H04")
@pytest.mark.parametrize(("second", "verdict"), [(216, Verdict.ACCEPTED), (217, Verdict.SUSPECT)])
def test_doubtful_readings_agree_within_fifteen(second: float, verdict: Verdict) -> None:
    room = infusing()
    events = go(room, 1400, measuring(1370), reading(1400, 201, 78))
    events += go(room, 1490, measuring(1462), reading(1490, second, 80))
    assert [found for _, found, _ in judged(events)] == [Verdict.SUSPECT, verdict]
    assert bool(highs(events)) is (verdict is Verdict.ACCEPTED)


@pytest.mark.hazard("H04")
def test_a_repeat_off_the_trend_against_which_nothing_speaks_confirms_at_once() -> None:
    events = go(severe_seen(), 1490, measuring(1462), reading(1490, 204, 100))
    assert [verdict for _, verdict, _ in judged(events)] == [Verdict.UNEXPECTED]
    assert (1490.0, "BP-SEV", True) in highs(events)


@pytest.mark.hazard("H04")
def test_a_doubtful_repeat_confirms_nothing_though_it_lies_on_the_trend() -> None:
    room = severe_seen()
    second = go(room, 1490, measuring(1462), reading(1490, 186, 72))
    assert [verdict for _, verdict, _ in judged(second)] == [Verdict.SUSPECT]
    assert highs(second) == []
    third = go(room, 1570, measuring(1552), reading(1570, 187, 95))
    assert highs(third) == [(1570.0, "BP-SEV", True)]


def _fields(item: CuffReading) -> dict[str, object]:
    return {name: getattr(item, name) for name in CuffReading.__dataclass_fields__}


@pytest.mark.hazard("H04")
def test_no_reading_is_dropped_in_silence() -> None:
    room = infusing()
    impossible = CuffReading(**{**_fields(reading(1400, 90, 70)), "diastolic": 95.0})  # type: ignore[arg-type]
    events = go(room, 1450, impossible, failed(1420), reading(1440, 196, 78))
    assert [verdict for _, verdict, _ in judged(events)] == [Verdict.REJECTED, Verdict.REJECTED, Verdict.SUSPECT]
    kept = room.sessions[1].last_reading
    assert kept is not None
    assert (kept.verdict, kept.why) == (Verdict.SUSPECT, "pulse pressure 118")


# --- H11: acknowledged moderate, then severe


def moderate_acknowledged() -> Room:
    room = infusing(resting=(140, 141, 142, 143))
    for at, systolic in ((1400, 150), (1600, 158), (1800, 165)):
        go(room, at, measuring(at - 30), reading(at, systolic, 85))
    (record,) = [record for record in room.board.at("1") if record.rule == "BP-MOD"]
    go(room, 1805, acknowledge(1805, "1", record.alarm_id))
    assert sounding(room) == []
    return room


@pytest.mark.hazard("H11")
def test_severe_after_an_acknowledged_moderate_sounds_at_once() -> None:
    room = moderate_acknowledged()
    assert edges(go(room, 1900, measuring(1870), reading(1900, 186, 96)), "BP-SEV") == ["BP-SEV raised medium"]
    assert sounding(room) == ["BP-SEV"]


@pytest.mark.hazard("H11")
def test_only_a_repeat_at_the_clear_values_refutes() -> None:
    room = moderate_acknowledged()
    go(room, 1900, measuring(1870), reading(1900, 186, 96))
    between = go(room, 1990, measuring(1961), reading(1990, 178, 106))
    assert edges(between, "BP-SEV") == []
    assert sounding(room) == ["BP-SEV"]
    assert room.sessions[1].cuff.due_why == "repeat"  # a third reading is asked for
    refuted = go(room, 2070, measuring(2051), reading(2070, 150, 90))
    assert edges(refuted, "BP-SEV") == ["BP-SEV cleared medium"]
    assert "refuted by the repeat" in {event.why for event in refuted if isinstance(event, AlarmChanged)}


# --- H12: both forms


def test_repeated_form_confirmed_by_a_second_reading() -> None:
    room = infusing()
    events = go(room, 1400, measuring(1370), reading(1400, 186, 96))
    events += go(room, 1490, measuring(1461), reading(1490, 184, 97))
    assert highs(events) == [(1490.0, "BP-SEV", True)]


def test_unrepeated_form_sounds_at_once_and_is_high_not_repeated() -> None:
    room = infusing(CuffMaster.NURSE)
    go(room, 1400, reading(1400, 186, 96))
    assert sounding(room) == ["BP-SEV"]
    events = go(room, 1581)
    assert highs(events) == [(1580.0, "BP-SEV", False)]
    task = room.sessions[1].cuff.task
    assert task is not None
    assert task.why == "repeat"


def test_confirmed_is_never_said_without_two_readings() -> None:
    for master in CuffMaster:
        room = infusing(master)
        events = go(room, 1400, reading(1400, 210, 125)) + go(room, 2000)
        said = [event.confirmed for event in events if isinstance(event, AlarmChanged) and event.rule.startswith("BP")]
        assert True not in said
        assert False in said


def test_critical_is_heard_at_once_and_high_after_two_minutes() -> None:
    room = infusing()
    go(room, 1400, reading(1400, 205, 100))
    assert sounding(room) == ["BP-CRIT"]
    assert highs(go(room, 1530)) == [(1520.0, "BP-CRIT", False)]


# --- low pressures


def test_low_waits_for_nothing_and_is_high_five_below_or_with_a_slow_heart() -> None:
    assert edges(go(infusing(), 1400, reading(1400, 89, 60)), "BP-LOW") == ["BP-LOW raised medium"]
    assert edges(go(infusing(), 1400, reading(1400, 84, 60)), "BP-LOW") == ["BP-LOW raised high"]
    slow = go(infusing(), 1400, pulse(1399, 48), reading(1400, 89, 60))
    assert edges(slow, "BP-LOW") == ["BP-LOW raised high"]


@pytest.mark.hazard("H24")
def test_a_relative_fall_is_never_high() -> None:
    room = infusing(resting=(152, 150, 151, 150))
    events = go(room, 1400, reading(1400, 104, 70)) + go(room, 1490, reading(1490, 103, 69)) + go(room, 1900)
    assert edges(events, "BP-LOW") == ["BP-LOW raised medium"]


@pytest.mark.parametrize("baseline", range(85, 170, 5))
def test_the_clear_value_of_a_low_pressure_never_raises(baseline: int) -> None:
    room = infusing(resting=(baseline,) * 4)
    bank = room.engine.pressures
    row = bank.row_names().index("BP-LOW")
    limits, clears = bank.limit[row, :, 0], bank.clear[row, :, 0]
    assert all(clear > limit for limit, clear in zip(limits, clears, strict=True) if limit == limit)  # noqa: PLR0124


# --- one sound


def test_a_surge_has_one_sounding_condition_at_any_time() -> None:
    room = infusing(resting=(120, 120, 121, 119))
    raised: set[str] = set()
    for at, systolic in ((1400, 146), (1480, 158), (1560, 172), (1640, 190), (1720, 206), (1800, 205)):
        raised |= {event.split()[0] for event in edges(go(room, at, reading(at, systolic, systolic * 0.6)), *UP)}
        assert len(sounding(room)) <= 1, at
    assert raised == set(UP)
    assert sounding(room) == ["BP-CRIT"]
    critical = room.board.find("1", "BP-CRIT")
    assert critical is not None
    assert {record.rule for record in room.board.behind(critical)} >= {"BP-MOD", "BP-SEV"}


def test_a_good_fall_after_a_surge_is_no_alarm() -> None:
    room = infusing(resting=(140, 141, 142, 143))
    for at, systolic in ((1400, 155), (1500, 166), (1600, 178)):
        go(room, at, reading(at, systolic, 88))
    events = go(room, 1700, reading(1700, 138, 80)) + go(room, 1790, reading(1790, 137, 80))
    assert not [event for event in alarms(events) if event[2].startswith("BP") and event[3] == "raised"]


def test_a_jump_down_is_raised_by_its_repeat() -> None:
    room = infusing()
    first = go(room, 1400, reading(1400, 97, 70))
    assert edges(first, "BP-JUMP") == ["BP-JUMP pending medium"]
    assert edges(go(room, 1490, reading(1490, 96, 70)), "BP-JUMP") == ["BP-JUMP raised medium"]
    assert edges(go(room, 1600, reading(1600, 99, 70)), "BP-JUMP") == ["BP-JUMP cleared medium"]


def test_a_pressure_that_stays_up_after_the_end_persists() -> None:
    room = infusing(resting=(120, 121, 120, 119))
    for at in (1400, 1500, 1600):
        go(room, at, reading(at, 164, 95))
    go(room, 1700, order(1700, record_infusion(InfusionAct.END, place_id="1", session_id=1)))
    assert edges(go(room, 2550, reading(2550, 163, 95)), "BP-PERSIST") == []
    assert edges(go(room, 2650, reading(2650, 162, 95)), "BP-PERSIST") == []
    assert edges(go(room, 2750, reading(2750, 163, 95)), "BP-PERSIST") == ["BP-PERSIST raised medium"]
    assert edges(go(room, 2850, reading(2850, 150, 90)), "BP-PERSIST") == ["BP-PERSIST cleared medium"]


# --- the cuff fails


def test_failures_count_to_low_and_medium_and_a_reading_ends_them() -> None:
    room = infusing()
    events = go(room, 1400, failed(1400)) + go(room, 1500, failed(1500)) + go(room, 1600, failed(1600))
    events += go(room, 1700, reading(1700, 131, 75))
    assert edges(events, "T-NIBPFAIL") == [
        "T-NIBPFAIL raised low",
        "T-NIBPFAIL escalated medium",
        "T-NIBPFAIL cleared medium",
    ]


def test_a_device_that_repeats_its_failure_fails_once() -> None:
    room = infusing()
    repeated = [failed(1400)] + [
        CuffReading(**{**_fields(failed(1400)), "tick": tick})  # type: ignore[arg-type]
        for tick in range(14010, 14500, 10)
    ]
    assert edges(go(room, 1450, *repeated), "T-NIBPFAIL") == []


@pytest.mark.parametrize("how", ["slow", "low"])
def test_one_failure_in_a_faint_is_high_in_the_same_tick(how: str) -> None:
    room = infusing()
    if how == "low":
        go(room, 1400, reading(1400, 99, 70))
    else:
        for second in range(1390, 1401):
            go(room, second, pulse(second, 42))
    events = go(room, 1401, failed(1401))
    assert (1401.0, "1", "T-NIBPFAIL", "raised") in alarms(events)
    assert edges(events, "T-NIBPFAIL") == ["T-NIBPFAIL raised high"]


# --- what is owed


def test_a_start_without_readings_is_told_and_ends_with_one() -> None:
    room = make_room(plan=cuff_plan(CuffMaster.BEDSIDE))
    step(room, 1, admit(1), entry(1, GOOD_ARMS))
    events = step(room, 400, start(400))
    assert edges(events, "T-NOBASE", "P-NOBP") == ["T-NOBASE raised low", "P-NOBP raised medium"]
    assert edges(step(room, 460, reading(460, 130)), "T-NOBASE", "P-NOBP") == ["P-NOBP cleared medium"]


def test_the_mandatory_readings_at_forty_minutes_and_at_the_end() -> None:
    room = infusing()
    events = go(room, 3600, reading(3500, 131, 75)) + go(room, 3890)
    assert alarms(events, "P-40") == [(1300 + 2400 + 180, "1", "P-40", "raised")]
    assert alarms(go(room, 3900, reading(3900, 131, 75)), "P-40") == [(3900.0, "1", "P-40", "cleared")]
    ended = go(room, 4200, order(4200, record_infusion(InfusionAct.END, place_id="1", session_id=1))) + go(room, 4400)
    assert alarms(ended, "P-40") == [(4380.0, "1", "P-40", "raised")]


def test_a_pressure_by_hand_goes_the_same_way_and_is_marked() -> None:
    room = infusing(CuffMaster.NURSE)
    events = go(room, 1400, entry(1400, ValuesEntered(systolic=186, diastolic=96)))
    assert edges(events, "BP-SEV") == ["BP-SEV raised medium"]
    (found,) = [event for event in events if isinstance(event, ReadingJudged)]
    assert found.entered
    assert found.device_id == ""
    assert room.sessions[1].cuff.inflations == [1700, 4700, 7700, 10700]  # a hand's own cuff is no inflation of ours


@pytest.mark.parametrize(
    ("resting", "expected"),
    [((150, 130, 128, 131), 130), ((150, 130), 140), ((140,), None), ((150, 131, 129), 130)],
    ids=str,
)
def test_the_baseline_is_the_median_without_the_first(resting: tuple[float, ...], expected: float | None) -> None:
    room = infusing(resting=resting)
    baseline = room.sessions[1].baseline
    assert baseline is not None
    assert baseline.systolic == expected


def test_a_baseline_is_at_most_an_hour_old_and_wants_more_where_it_is_wide_or_short() -> None:
    room = make_room(plan=cuff_plan(CuffMaster.BEDSIDE))
    step(room, 1, admit(1))
    step(room, 100, reading(100, 120))
    assert room.sessions[1].baseline_wants(room.tick) == "NO BASELINE - fixed limits"
    step(room, 400, reading(400, 122))
    assert room.sessions[1].baseline_wants(room.tick) == "short baseline"
    step(room, 1000, reading(700, 124), reading(1000, 141))
    assert room.sessions[1].baseline_wants(room.tick) == "baseline readings 19 mmHg apart: take one more"
    assert room.sessions[1].baseline_wants(10_000 + 36_001) == "NO BASELINE - fixed limits"


def test_a_cuff_that_says_nothing_of_its_beginning_is_counted() -> None:
    room = infusing()
    before = len(room.sessions[1].cuff.inflations)
    go(room, 1500, cuff(1400, CuffStatus.OLD), reading(1500, 131, 75))
    assert len(room.sessions[1].cuff.inflations) == before + 1
