"""A reviewer's questions answered from real records: lists, one session, a period, statistics; real sessions only."""

import csv
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from review_samples import PHYSICIAN
from storage_days import NONE, PLACES, open_day, write_day
from worlds import EPOCH, NURSE, order

from drivers.observations import Provenance
from monitor.alarms.rules import Profile
from monitor.app.review_answers import ReviewAnswers
from monitor.app.review_facts import RoomFacts, facts_of
from monitor.domain.commands import Acknowledge, PauseAudio, TakeResponsibility
from monitor.domain.inputs import ClockStepped, Input
from monitor.domain.plan import Place
from monitor.domain.vocabulary import PlaceKind
from monitor.port.review_port import Change, Refused, StatisticsView, WhatIfRequest, WhatIfResult
from monitor.port.review_views import ReviewMark, SessionPage, SessionQuery, SessionView
from monitor.review.account_reader import AccountReader
from monitor.review.sessions import session_rows
from monitor.storage import Records, SessionFilter
from monitor.storage.signing import LOCKED

LOOSE = (Change(rule="BP-MOD", key="enabled", value=0.0),)


def no_progress(_done: int, _total: int) -> None:
    """Nobody watches."""


def record_at(path: Path, provenance: Provenance = Provenance.REAL, besides: Mapping[int, Input] = NONE) -> Path:
    journal = open_day(path, provenance=provenance)
    journal.bind_devices(PLACES)
    write_day(journal, besides=besides)
    while journal.tidy():
        pass
    journal.close()
    return path


def facts(path: Path) -> RoomFacts:
    places = [Place(place_id="1", kind=PlaceKind.CHAIR), Place(place_id="bay1", kind=PlaceKind.BAY)]
    return facts_of(path, Profile(name="test"), places=places, devices={})


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> ReviewAnswers:
    return ReviewAnswers(facts(record_at(tmp_path_factory.mktemp("real") / "room.db")))


@pytest.fixture(scope="module")
def simulated(tmp_path_factory: pytest.TempPathFactory) -> ReviewAnswers:
    path = record_at(tmp_path_factory.mktemp("simulated") / "room.db", Provenance.SIMULATED)
    return ReviewAnswers(facts(path))


def view_of(answers: ReviewAnswers) -> SessionView:
    view = answers.session(1, progress=no_progress)
    assert isinstance(view, SessionView)
    return view


def test_the_list_is_searched_and_filtered(real: ReviewAnswers) -> None:
    def found(**query: object) -> list[str]:
        page = real.sessions(replace(SessionQuery(), **query), progress=no_progress)  # type: ignore[arg-type]  # by name
        assert isinstance(page, SessionPage)
        return [row.label for row in page.rows]

    assert found() == ["A.M. 59"]
    assert found(text="a.m.") == ["A.M. 59"]
    assert found(text="nobody") == []
    assert found(unsigned=True) == ["A.M. 59"]
    assert found(from_utc_ms=2_000_000_000_000) == []


def test_one_session_with_axes_values_alarms_and_places(real: ReviewAnswers) -> None:
    view = view_of(real)
    assert view.row.place == "Bay 1"
    assert view.from_infusion
    assert (view.start_t_s, view.end_t_s) == (-290.0, 500.0)
    assert view.baseline_systolic == 128
    assert max(one.systolic for one in view.pressures) == 176
    low = np.nanmin(view.trend.spo2)
    assert low == 84
    at = float(view.trend.spo2_t_s[int(np.nanargmin(view.trend.spo2))])
    assert 100 <= at < 200
    assert {"O2-LO", "BP-MOD"} <= {one.rule for one in view.alarms}
    raised = next(one for one in view.alarms if one.rule == "O2-LO")
    assert (raised.value, raised.limit, raised.peak) == ("84", "< 90 %", "84")
    assert [span.words for span in view.spans] == ["infusion", "recovery · Bay 1 from 7 min"]


def test_a_session_that_is_not_there_is_refused_in_words(real: ReviewAnswers) -> None:
    assert real.session(77, progress=no_progress) == Refused("There is no session 77.")
    assert real.course(77, progress=no_progress) == Refused("There is no session 77.")
    request = WhatIfRequest(changes=LOOSE, session_id=77)
    assert real.what_if(request, progress=no_progress) == Refused("There is no session 77.")


def test_a_period_is_judged_with_progress_and_says_which_marked_alarm_is_lost(real: ReviewAnswers) -> None:
    alarm = next(one for one in view_of(real).alarms if one.rule == "BP-MOD")
    assert real.mark(alarm.alarm_id, ReviewMark.USEFUL, PHYSICIAN.name, progress=no_progress) is None
    seen: list[tuple[int, int]] = []
    made = real.what_if(WhatIfRequest(changes=LOOSE), progress=lambda done, total: seen.append((done, total)))
    assert isinstance(made, WhatIfResult)
    assert seen[-1] == (1, 1)
    assert made.sessions == 1
    assert (made.lost[0].rule, made.lost[0].alarm_id) == ("BP-MOD", alarm.alarm_id)
    assert (made.lost[0].mark, made.lost[0].peak, made.lost[0].label) == (ReviewMark.USEFUL, 176.0, "A.M. 59")
    assert abs(made.lost[0].raised_utc_ms - alarm.raised_utc_ms) <= 1_000
    of_session = real.what_if(WhatIfRequest(changes=LOOSE, session_id=1), progress=no_progress)
    assert isinstance(of_session, WhatIfResult)
    assert of_session.lost == made.lost
    assert of_session.real


@pytest.mark.hazard("H59")
def test_what_is_not_real_is_in_no_period_no_statistics_and_no_course(simulated: ReviewAnswers) -> None:
    page = simulated.sessions(SessionQuery(), progress=no_progress)
    assert isinstance(page, SessionPage)
    assert [row.provenance for row in page.rows] == [Provenance.SIMULATED]
    made = simulated.what_if(WhatIfRequest(changes=LOOSE), progress=no_progress)
    assert isinstance(made, WhatIfResult)
    assert (made.sessions, made.lost) == (0, ())
    figures = simulated.statistics(None, None, 0, progress=no_progress)
    assert isinstance(figures, StatisticsView)
    assert (figures.sessions, figures.alarms, figures.rises) == (0, 0, ())
    alone = simulated.what_if(WhatIfRequest(changes=LOOSE, session_id=1), progress=no_progress)
    assert isinstance(alone, WhatIfResult)
    assert not alone.real
    course = simulated.course(1, progress=no_progress)
    assert isinstance(course, tuple)
    assert [row.session_id for row in course] == [1]


def test_statistics_count_by_rule_place_device_and_hour(real: ReviewAnswers, tmp_path: Path) -> None:
    figures = real.statistics(None, None, 90, progress=no_progress)
    assert isinstance(figures, StatisticsView)
    alarms = view_of(real).alarms
    assert figures.alarms == len(alarms)
    assert {row.name: row.count for row in figures.by_rule} == {
        rule: sum(one.rule == rule for one in alarms) for rule in {one.rule for one in alarms}
    }
    assert {row.name for row in figures.by_place} <= {"Chair 1", "Bay 1"}
    assert {row.name for row in figures.by_device} <= {"d1", "dbay1"}
    hour = (alarms[0].raised_utc_ms // 60_000 + 90) // 60 % 24
    assert f"{hour:02d}" in {row.name for row in figures.by_hour}
    assert figures.session_hours == pytest.approx(790 / 3600)
    path = tmp_path / "burden.csv"
    assert real.save_statistics(figures, path, progress=no_progress) is None
    with path.open(encoding="utf-8", newline="") as file:
        whole, *rows = csv.DictReader(file)
    assert (whole["by"], whole["count"], whole["sessions"]) == ("whole", str(len(alarms)), "1")
    assert [row["count"] for row in rows if (row["by"], row["name"]) == ("rule", "O2-LO")] == ["1"]
    again = real.save_statistics(figures, path, progress=no_progress)
    assert again == Refused(f"{path}: is there already, and is never replaced")


@pytest.mark.hazard("H56")
@pytest.mark.parametrize("place_id", ["1", None])
def test_a_pause_of_the_sound_is_counted_as_the_account_says_it(tmp_path: Path, place_id: str | None) -> None:
    pause = order(470, PauseAudio(place_id=place_id, actor=NURSE))
    going = order(460, TakeResponsibility(place_id="1", actor=NURSE))
    path = record_at(tmp_path / "room.db", besides={460: going, 470: pause})
    account = AccountReader(path).account(1)
    assert account is not None
    after_s = [alarm.sound_silenced.after_s for alarm in account.alarms if alarm.sound_silenced is not None]
    assert after_s
    assert any(alarm.person_going is not None for alarm in account.alarms)
    figures = ReviewAnswers(facts(path)).statistics(None, None, 0, progress=no_progress)
    assert isinstance(figures, StatisticsView)
    assert figures.silence_median_s == pytest.approx(float(np.median(after_s)))
    assert figures.silence_p90_s == pytest.approx(float(np.percentile(after_s, 90)))


@pytest.mark.hazard("H56")
@pytest.mark.parametrize("step_s", [-7200, 0, 7200])
def test_a_wall_clock_that_is_set_moves_no_span_of_time(tmp_path: Path, step_s: int) -> None:
    """The first acknowledgement counts, by ticks, as the account says it; so does the length of the stay."""
    seen = Acknowledge(place_id="1", alarm_ids=tuple(range(1, 9)), actor=NURSE)
    set_clock = ClockStepped(tick=4650, utc_ms=EPOCH.at_tick(4650).utc_ms + 1000 * step_s)
    path = record_at(tmp_path / "room.db", besides={465: set_clock, 470: order(470, seen), 480: order(480, seen)})
    account = AccountReader(path).account(1)
    assert account is not None
    after_s = [alarm.sound_silenced.after_s for alarm in account.alarms if alarm.sound_silenced is not None]
    assert after_s
    assert all(0 < one < 400 for one in after_s)
    answers = ReviewAnswers(facts(path))
    figures = answers.statistics(None, None, 0, progress=no_progress)
    assert isinstance(figures, StatisticsView)
    assert figures.silence_median_s == pytest.approx(float(np.median(after_s)))
    assert figures.session_hours == pytest.approx(790 / 3600)
    assert account.total_minutes == pytest.approx(790 / 60)
    (row,) = session_rows(Records(path), SessionFilter())
    assert row.minutes == pytest.approx(790 / 60)


@pytest.mark.hazard("H55")
def test_a_signed_session_takes_no_mark_and_no_second_signature(tmp_path: Path) -> None:
    answers = ReviewAnswers(facts(record_at(tmp_path / "room.db")))
    assert view_of(answers).may_be_signed == ""
    assert answers.sign(1, PHYSICIAN.name, "seen", progress=no_progress) is None
    assert answers.sign(1, PHYSICIAN.name, "again", progress=no_progress) == Refused(LOCKED)
    alarm = view_of(answers).alarms[0]
    marked = answers.mark(alarm.alarm_id, ReviewMark.ARTEFACT, PHYSICIAN.name, progress=no_progress)
    assert marked == Refused(LOCKED)
    assert answers.add(1, "RK", "the escort called", progress=no_progress) is None
    view = view_of(answers)
    assert [one.holds for one in view.signatures] == [True]
    assert [one.text for one in view.addenda] == ["the escort called"]
    assert view.row.signed_by == PHYSICIAN.name
