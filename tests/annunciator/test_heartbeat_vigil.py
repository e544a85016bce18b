"""A station that stands still is found, one that starts slowly or was only out of our sight is not blamed."""

import pytest

from monitor.annunciator.vigil import Vigil


def vigil() -> Vigil:
    return Vigil(patience_s=2.0, grace_s=15.0, now_s=0.0)


def failures(watch: Vigil, *, begin_s: float, end_s: float, step_s: float = 0.2) -> list[tuple[float, str]]:
    count = round((end_s - begin_s) / step_s)
    found = [(begin_s + index * step_s, watch.failure(begin_s + index * step_s)) for index in range(count + 1)]
    return [(round(at_s, 1), words) for at_s, words in found if words]


@pytest.mark.parametrize(
    ("ticks_stop", "words"), [(True, "the alarm engine stands still"), (False, "the display stands still")]
)
def test_each_counter_is_missed_after_two_seconds(ticks_stop: bool, words: str) -> None:  # noqa: FBT001 - a case
    watch = vigil()
    watch.beat(1, 1, 0.0)
    for tenth in range(1, 60):
        now_s = tenth / 10
        watch.beat(1 if ticks_stop else tenth + 1, tenth + 1 if ticks_stop else 1, now_s)
        assert watch.failure(now_s) == (words if now_s > 2.0 else "")


def test_no_heartbeat_at_all_is_missed() -> None:
    watch = vigil()
    watch.beat(5, 5, 0.0)
    assert failures(watch, begin_s=0.1, end_s=4.0)[0][0] == pytest.approx(2.1)


def test_a_station_without_a_screen_has_no_pictures_to_miss() -> None:
    watch = vigil()
    for second in range(20):
        watch.beat(second + 1, None, second * 0.5)
        assert watch.failure(second * 0.5) == ""
    assert watch.begun


def test_a_start_may_take_its_time_but_not_for_ever() -> None:
    watch = vigil()
    for second in range(75):
        now_s = second * 0.2
        watch.beat(second + 1, 0, now_s)
        assert watch.failure(now_s) == ""
    assert not watch.begun, "no picture yet"
    for second in range(75, 90):
        watch.beat(second + 1, 0, second * 0.2)
    assert [words for _, words in failures(watch, begin_s=15.4, end_s=16.0)] == ["the display stands still"] * 4


def test_a_start_without_any_word_is_missed() -> None:
    assert failures(vigil(), begin_s=0.2, end_s=16.0)[0][0] == pytest.approx(15.2)


def test_who_was_stopped_does_not_blame_the_other_side() -> None:
    watch = vigil()
    watch.beat(1, 1, 0.0)
    assert watch.failure(0.2) == ""
    assert watch.failure(100.0) == "", "we ourselves did not look for 99.8 s"
    assert failures(watch, begin_s=100.2, end_s=103.0)[0][0] == pytest.approx(101.8, abs=0.3)


def test_a_station_that_goes_on_is_well_again() -> None:
    watch = vigil()
    watch.beat(1, 1, 0.0)
    assert failures(watch, begin_s=0.2, end_s=3.0)
    watch.beat(2, 2, 3.1)
    assert watch.failure(3.2) == ""
