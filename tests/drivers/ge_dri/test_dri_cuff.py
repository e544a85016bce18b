"""Which cuff reading is new: each is told once, with its age, and nothing that is held is told again."""

from collections.abc import Iterable
from dataclasses import replace

import pytest
from dri_samples import STARTED_S, at, shown
from hypothesis import given
from hypothesis import strategies as st

from drivers.ge_s5_dri.cuff import CuffTracker
from drivers.ge_s5_dri.messages import Aux, Displayed, NibpBit
from drivers.observations import BloodPressure, CuffStatus, Provenance, Quality, Stamp

AUTO, OLD = NibpBit.AUTO, NibpBit.AUTO | NibpBit.OLD
BUSY = NibpBit.AUTO | NibpBit.MEASURING
BUSY_OLD = BUSY | NibpBit.OLD
FIRST, SECOND, THIRD = (120, 76, 92), (131, 80, 99), (118, 75, 90)


def tracker(*, opened: Stamp | None = None) -> CuffTracker:
    return CuffTracker("b40-1", provenance=Provenance.SIMULATED, opened=opened)


def told(cuff: CuffTracker, records: Iterable[Displayed | Aux], *, start_s: float = 0.0) -> list[BloodPressure]:
    """Feed records; displayed ones arrive at their own time, an Aux with the one before it."""
    readings, now = [], at(start_s)
    for record in records:
        if isinstance(record, Aux):
            readings += cuff.aux(record, now)
        else:
            now = at(record.time_s - STARTED_S)
            readings += cuff.displayed(record, now)
    return readings


def brief(readings: list[BloodPressure]) -> list[tuple[CuffStatus, float | None, float | None]]:
    return [(reading.status, reading.systolic, reading.age_s) for reading in readings]


# A real S/5, db00 of the recording at its seconds 581 to 670, seen every second: what its bits did
RECORDED_CYCLE = [
    shown(580, FIRST, OLD),
    shown(581, FIRST, BUSY_OLD),
    shown(608, FIRST, BUSY_OLD),
    shown(609, SECOND, BUSY),
    shown(610, SECOND, BUSY),
    shown(611, SECOND, AUTO),
    shown(669, SECOND, AUTO),
    shown(670, SECOND, OLD),
]


def test_a_recorded_cycle_gives_one_reading_with_its_age_when_measuring_falls() -> None:
    cuff = tracker()
    _first, *rest = told(cuff, RECORDED_CYCLE)
    assert brief(rest) == [(CuffStatus.MEASURING, None, None), (CuffStatus.DONE, 131.0, 2.0)]
    done = rest[1]
    assert (done.diastolic, done.mean, done.pulse, done.quality) == (80.0, 99.0, 71.0, Quality.VALID)
    assert done.measured_at == at(609)


def test_seen_every_five_seconds_the_same_cycle_gives_the_same_reading() -> None:
    seen = [shown(580, FIRST, OLD), *(shown(t_s, FIRST, BUSY_OLD) for t_s in range(585, 610, 5)), shown(612, SECOND)]
    *_rest, done = told(tracker(), seen)
    assert brief([done]) == [(CuffStatus.DONE, 131.0, 0.0)]


def test_a_measurement_between_two_records_is_found_by_its_numbers() -> None:
    readings = told(tracker(), [shown(0, FIRST), shown(5, SECOND), shown(10, SECOND)])
    assert brief(readings[1:]) == [(CuffStatus.DONE, 131.0, 0.0)]


def test_equal_numbers_are_a_new_reading_where_the_mark_of_age_went_out() -> None:
    readings = told(tracker(), [shown(0, FIRST, OLD), shown(5, FIRST, BUSY_OLD), shown(40, FIRST, AUTO)])
    assert brief(readings[1:]) == [(CuffStatus.MEASURING, None, None), (CuffStatus.DONE, 120.0, 0.0)]


@pytest.mark.hazard("H03")
def test_the_numbers_that_every_record_repeats_are_told_once() -> None:
    cuff = tracker()
    told(cuff, RECORDED_CYCLE)
    repeated = [shown(t_s, SECOND, OLD) for t_s in range(675, 1300, 5)]
    assert told(cuff, repeated) == []
    dropped_out_and_back = [shown(1300, None, AUTO), shown(1305, None, AUTO), shown(1310, SECOND, OLD)]
    assert told(cuff, dropped_out_and_back) == []


def test_a_measurement_that_ends_without_a_reading_has_failed() -> None:
    kept = told(tracker(), [shown(0, FIRST, OLD), shown(5, FIRST, BUSY_OLD), shown(40, FIRST, OLD)])
    assert brief(kept[1:]) == [(CuffStatus.MEASURING, None, None), (CuffStatus.FAILED, None, None)]
    assert kept[-1].why == "ended without a new reading"
    gone = told(tracker(), [shown(0, FIRST, OLD), shown(5, None, BUSY), shown(40, None, AUTO)])
    assert brief(gone[1:]) == [(CuffStatus.MEASURING, None, None), (CuffStatus.FAILED, None, None)]
    assert "systolic: the monitor gives no value" in (gone[-1].why or "")


def test_a_cuff_module_that_is_pulled_while_measuring_has_failed_and_says_so() -> None:
    pulled = replace(shown(10), nibp=replace(shown(10).nibp, status=0))
    readings = told(tracker(), [shown(0, FIRST, OLD), shown(5, FIRST, BUSY_OLD), pulled])
    assert readings[-1].status is CuffStatus.FAILED
    assert readings[-1].why == "the monitor has no cuff module"


def test_a_reading_lacks_no_part_and_an_over_range_one_says_which() -> None:
    over = replace(shown(40, FIRST), systolic=-32763)
    readings = told(tracker(), [shown(0, FIRST, OLD), shown(5, FIRST, BUSY_OLD), over])
    assert (readings[-1].status, readings[-1].systolic, readings[-1].diastolic) == (CuffStatus.FAILED, None, None)
    assert readings[-1].why == "systolic: over the range of the monitor"


@pytest.mark.parametrize("numbers", [(90, 95, 92), (120, 80, 130), (120, 92, 92), (60, -10, 20)])
def test_an_impossible_order_is_refused(numbers: tuple[int, int, int]) -> None:
    readings = told(tracker(), [shown(0, FIRST), shown(5, numbers)])
    assert (readings[-1].status, readings[-1].systolic) == (CuffStatus.FAILED, None)
    assert "impossible numbers" in (readings[-1].why or "")


def test_a_severe_reading_is_kept_with_doubt() -> None:
    readings = told(tracker(), [shown(0, FIRST), shown(5, (285, 150, 195))])
    assert (readings[-1].status, readings[-1].systolic) == (CuffStatus.DONE, 285.0)
    assert readings[-1].quality is Quality.QUESTIONABLE


def test_a_pulse_that_the_cuff_did_not_count_is_none() -> None:
    readings = told(tracker(), [shown(0, FIRST), replace(shown(5, SECOND), nibp_pulse=-32767)])
    assert readings[-1].pulse is None


# --- what is found when the link is opened


@pytest.mark.hazard("H03")
@pytest.mark.parametrize("bits", [AUTO, OLD])
def test_a_reading_found_at_opening_has_no_numbers_until_its_time_is_known(bits: NibpBit) -> None:
    cuff = tracker(opened=at(0))
    assert brief(told(cuff, [shown(2, FIRST, bits), shown(7, FIRST, bits)])) == [(CuffStatus.OLD, None, None)]
    (placed,) = told(cuff, [Aux(STARTED_S - 31)], start_s=8)
    assert brief([placed]) == [(CuffStatus.OLD, 120.0, 38.0)]
    assert placed.measured_at < at(0)
    assert told(cuff, [Aux(STARTED_S - 31), shown(12, FIRST, OLD), Aux(STARTED_S - 31)]) == []


def test_a_time_that_is_known_before_gives_the_old_reading_at_once() -> None:
    cuff = tracker(opened=at(0))
    readings = told(cuff, [Aux(STARTED_S - 300), shown(2, FIRST, OLD)])
    assert brief(readings) == [(CuffStatus.OLD, 120.0, 302.0)]


@pytest.mark.parametrize("measured_s", [STARTED_S + 3600, STARTED_S - 90_000])
def test_a_time_that_cannot_be_places_nothing(measured_s: int) -> None:
    cuff = tracker(opened=at(0))
    assert brief(told(cuff, [shown(2, FIRST), Aux(measured_s), Aux(None)])) == [(CuffStatus.OLD, None, None)]


def test_opened_during_a_measurement_its_result_is_told_as_new() -> None:
    cuff = tracker(opened=at(0))
    readings = told(cuff, [shown(2, FIRST, BUSY_OLD), shown(7, SECOND, BUSY), shown(12, SECOND, AUTO)])
    assert brief(readings) == [(CuffStatus.MEASURING, None, None), (CuffStatus.DONE, 131.0, 5.0)]


def test_opened_during_a_measurement_that_changes_nothing_the_numbers_are_old() -> None:
    cuff = tracker(opened=at(0))
    readings = told(cuff, [shown(2, FIRST, BUSY), shown(7, FIRST, AUTO)])
    assert brief(readings) == [(CuffStatus.MEASURING, None, None), (CuffStatus.OLD, None, None)]


def test_a_monitor_that_never_measured_says_so_once() -> None:
    cuff = tracker(opened=at(0))
    readings = told(cuff, [shown(2, None), shown(7, None), shown(12, FIRST)])
    assert brief(readings) == [(CuffStatus.OLD, None, None), (CuffStatus.DONE, 120.0, 0.0)]
    assert "no reading yet" in (readings[0].why or "")


def test_in_a_capture_the_first_reading_belongs_to_the_recording() -> None:
    assert brief(told(tracker(), [shown(0, FIRST, AUTO)])) == [(CuffStatus.DONE, 120.0, None)]
    assert brief(told(tracker(), [shown(0, FIRST, OLD)])) == [(CuffStatus.OLD, 120.0, None)]


@pytest.mark.hazard("H03")
def test_a_reading_missed_in_a_long_silence_is_not_taken_for_a_fresh_one() -> None:
    cuff = tracker(opened=at(0))
    told(cuff, [shown(2, FIRST), Aux(STARTED_S - 10)])
    assert brief(told(cuff, [shown(600, SECOND, OLD)])) == [(CuffStatus.OLD, None, None)]
    assert told(cuff, [Aux(STARTED_S - 10)], start_s=601) == []  # that is still the time of the reading before
    assert brief(told(cuff, [Aux(STARTED_S + 400)], start_s=602)) == [(CuffStatus.DONE, 131.0, 200.0)]


# --- the auxiliary record


def test_a_second_reading_of_equal_numbers_within_a_minute_is_told_by_its_time() -> None:
    cuff = tracker(opened=at(0))
    told(cuff, [shown(2, FIRST, OLD), shown(7, SECOND, AUTO)])
    within_a_minute: list[Displayed | Aux] = [
        shown(22, SECOND, BUSY),
        shown(52, SECOND, AUTO),
        Aux(STARTED_S + 50),
        Aux(STARTED_S + 50),
    ]
    assert brief(told(cuff, within_a_minute)) == [
        (CuffStatus.MEASURING, None, None),
        (CuffStatus.FAILED, None, None),
        (CuffStatus.DONE, 131.0, 2.0),
    ]


@pytest.mark.hazard("H03")
def test_the_time_of_a_reading_that_was_told_already_tells_nothing_new() -> None:
    cuff = tracker(opened=at(0))
    told(cuff, [shown(2, FIRST, OLD), Aux(STARTED_S - 300), shown(7, SECOND, AUTO)])
    assert told(cuff, [Aux(STARTED_S - 300), shown(12, SECOND), Aux(STARTED_S + 6), shown(17, SECOND)]) == []


def test_a_time_that_comes_before_its_numbers_waits_for_them() -> None:
    cuff = tracker(opened=at(0))
    told(cuff, [shown(2, FIRST, OLD), shown(7, SECOND, AUTO)])
    assert told(cuff, [shown(12, SECOND), Aux(STARTED_S + 14)]) == []
    assert brief(told(cuff, [shown(17, THIRD)])) == [(CuffStatus.DONE, 118.0, 0.0)]
    assert told(cuff, [Aux(STARTED_S + 14)], start_s=18) == []


def test_while_measuring_a_time_is_only_remembered() -> None:
    cuff = tracker(opened=at(0))
    assert brief(told(cuff, [Aux(STARTED_S), shown(2, FIRST, BUSY_OLD), Aux(STARTED_S - 60)])) == [
        (CuffStatus.MEASURING, None, None)
    ]


@pytest.mark.hazard("H03")
@pytest.mark.parametrize("step_s", [3600, -3600])
def test_a_clock_that_is_set_at_the_bedside_makes_no_reading_new(step_s: int) -> None:
    cuff = tracker(opened=at(0))
    told(cuff, [shown(2, FIRST, OLD), shown(7, SECOND, AUTO), Aux(STARTED_S + 6)])
    after = shown(12, SECOND, AUTO, clock_s=STARTED_S + step_s)
    assert cuff.displayed(after, at(12)) == []
    assert cuff.aux(Aux(STARTED_S + 6 + step_s), at(13)) == []


@given(
    steps=st.lists(
        st.tuples(
            st.sampled_from([FIRST, SECOND, None]),
            st.sampled_from([AUTO, OLD, BUSY, BUSY_OLD, NibpBit(0)]),
            st.none() | st.integers(-400, 400),
        ),
        max_size=40,
    ),
    live=st.booleans(),
)
def test_whatever_comes_numbers_are_never_told_while_measuring_nor_without_a_change(
    *, steps: list[tuple[tuple[int, int, int] | None, NibpBit, int | None]], live: bool
) -> None:
    cuff = tracker(opened=at(0) if live else None)
    for index, (numbers, bits, aux_s) in enumerate(steps):
        t_s = 5 * index
        readings = cuff.displayed(shown(t_s, numbers, bits), at(t_s))
        again = cuff.displayed(shown(t_s, numbers, bits), at(t_s))
        assert [reading for reading in again if reading.systolic is not None] == []
        if NibpBit.MEASURING in bits:
            assert [reading for reading in readings if reading.systolic is not None] == []
        if aux_s is not None:
            cuff.aux(Aux(STARTED_S + t_s + aux_s), at(t_s))
            assert cuff.aux(Aux(STARTED_S + t_s + aux_s), at(t_s)) == []
