"""The stored results of the alarm-quality benchmark, the table made of them, and the arithmetic behind."""

from collections import Counter

import numpy as np
import pytest

from benchmarks.alarm_quality.intervals import Resampled
from benchmarks.alarm_quality.living import Form, Lived
from benchmarks.alarm_quality.results import BEGIN, END, README, read_results, tables
from benchmarks.alarm_quality.rule_sets import GATES_S, OURS, gate_curve, rule_sets
from benchmarks.alarm_quality.scoring import Score, score
from benchmarks.alarm_quality.stays import SimulatedStays
from benchmarks.alarm_quality.tellings import Told
from benchmarks.alarm_quality.truths import Family, Rest, SessionTruths
from benchmarks.alarm_quality.work import fall_units
from monitor.alarms.rules import FallRule, LimitRule


def test_the_table_of_the_readme_is_that_of_the_stored_results() -> None:
    text = README.read_text(encoding="utf-8")
    inside = text.partition(BEGIN)[2].partition(END)[0].strip()
    assert inside == tables(read_results())


@pytest.mark.hazard("H12")
def test_the_figures_of_both_cuff_forms_are_published() -> None:
    results = read_results()
    for form in ("station", "bedside"):
        for figure in ("severe_sensitivity", "severe_ppv", "severe_delay"):
            found = results.get("sessions", OURS, form, figure)
            assert found is not None
            assert found.sessions >= 100
    assert results.first_seed >= results.tuning_seed + 10_000  # held out


@pytest.mark.hazard("H26")
def test_hardly_an_alarm_of_ours_comes_back_within_a_minute() -> None:
    found = read_results().get("sessions", OURS, "station", "chatter")
    assert found is not None
    assert found.value <= 0.01


def test_every_rule_set_is_told_apart() -> None:
    names = [each.name for each in rule_sets()]
    assert len(names) == len(set(names))
    assert len({repr(each) for each in rule_sets()}) == len(names)


def truth(*, systolic: float = 120.0, events: dict[Family, list[tuple[int, int]]] | None = None) -> SessionTruths:
    seconds = 4000
    return SessionTruths(
        session=1,
        first_s=0,
        systolic=np.full(seconds, systolic),
        diastolic=np.full(seconds, 75.0),
        mean=np.full(seconds, 90.0),
        pulse=np.full(seconds, 70.0),
        spo2=np.full(seconds, 97.0),
        rest=Rest(systolic=120, diastolic=75, pulse=70, spo2=97),
        events=events or {},
    )


def alarm(rule: str, raised_s: float, over_s: float, *, high_s: float | None = None) -> Told:
    tick = round((raised_s + 1) * 10)
    return Told(
        place_id="1",
        rule=rule,
        physiological=True,
        raised_tick=tick,
        upwards=True,
        heard_tick=tick,
        over_tick=round((over_s + 1) * 10),
        high_tick=None if high_s is None else round((high_s + 1) * 10),
    )


def counted(told: list[Told], known: SessionTruths) -> Counter[str]:
    return score(Lived(session=1, told=told), known, 4000).counts


@pytest.mark.parametrize(("raised_s", "found"), [(900, 1), (1500, 1), (1080, 1), (1781, 0), (200, 0)])
def test_an_event_is_found_by_an_alarm_that_stands_at_its_time(raised_s: int, found: int) -> None:
    known = truth(systolic=165.0, events={Family.MODERATE: [(1000, 1300)]})
    counts = counted([alarm("BP-MOD", raised_s, raised_s + 60)], known)
    assert (counts["moderate.events"], counts["moderate.found"]) == (1, found)


def test_a_severe_event_is_found_only_by_a_high_alarm() -> None:
    known = truth(systolic=185.0, events={Family.SEVERE: [(1000, 1400)]})
    assert counted([alarm("BP-SEV", 1050, 1500)], known)["severe.found"] == 0
    counts = counted([alarm("BP-SEV", 1050, 1500, high_s=1100)], known)
    assert (counts["severe.found"], counts["severe.alarms"], counts["severe.true"]) == (1, 1, 1)


def test_an_alarm_without_a_reason_is_false() -> None:
    counts = counted([alarm("BP-MOD", 1000, 1200), alarm("O2-LO", 2000, 2100)], truth())
    assert (counts["heard"], counts["heard_false"], counts["O2-LO.false"]) == (2, 2, 1)


def test_an_interval_knows_no_certainty_where_every_event_was_found() -> None:
    scores = [Score(session=n, counts=Counter({"found": 1, "events": 1})) for n in range(20)]
    made = Resampled(20).ratio(
        scores, lambda each: each.counts["found"], lambda each: each.counts["events"], share=True
    )
    assert (made.value, made.high) == (1.0, 1.0)
    assert made.low == pytest.approx(0.8389, abs=1e-3)  # Wilson's for 20 of 20


def test_an_interval_of_a_share_covers_it_as_the_binomial_does() -> None:
    scores = [Score(session=n, counts=Counter({"yes": n % 4 == 0, "all": 1})) for n in range(400)]
    made = Resampled(400).ratio(scores, lambda each: each.counts["yes"], lambda each: each.counts["all"], share=True)
    assert made.value == 0.25
    assert made.low == pytest.approx(0.25 - 0.0424, abs=0.01)
    assert made.high == pytest.approx(0.25 + 0.0424, abs=0.01)


def test_the_gates_curve_changes_nothing_but_how_long_high_may_wait() -> None:
    ours = {rule.rule: rule for rule in rule_sets()[0].profile.rules}
    assert [each.words for each in gate_curve()] == ["10 s", "20 s", "30 s", "60 s"]
    for each, most_s in zip(gate_curve(), GATES_S, strict=True):
        changed = {rule.rule: rule for rule in each.profile.rules if rule != ours[rule.rule]}
        assert changed
        assert set(changed) <= {"O2-XLO", "HR-XLO", "HR-XHI", "VVS"}
        for rule in changed.values():
            assert isinstance(rule, LimitRule)
            if isinstance(rule, FallRule):
                assert max(rule.graver_gate_max_s or 0.0, rule.graver_plunge_max_s or 0.0) == most_s
            else:
                assert rule.longest_gate_s == most_s


def test_the_falls_of_the_curve_are_sessions_in_which_the_saturation_falls_below_85() -> None:
    (unit,) = fall_units(5_000_000, 2, ((OURS, Form.STATION),))
    stays = SimulatedStays(unit.seeds)
    assert len(set(unit.seeds)) == 2
    assert all(float(known.spo2.min()) < 85.0 for known in stays.truths)


def test_a_quantile_of_delays_is_that_of_all_sessions_together() -> None:
    scores = [Score(session=n, delays_s={"low": [float(n)]}) for n in range(101)]
    made = Resampled(101).quantile(scores, lambda each: each.delays_s.get("low", ()), 0.9)
    assert (made.value, made.of) == (90.0, 101)
    assert made.low < 90.0 < made.high
    assert Resampled(101).quantile(scores, lambda each: each.delays_s.get("low", ())).value == 50.0


def test_what_finds_a_deep_fall_is_told_apart_from_what_is_heard_of_it() -> None:
    known = truth(events={Family.DEEP_HYPOXIA: [(1000, 1060)]})
    heard, grave = alarm("O2-LO", 1015, 1100), alarm("O2-XLO", 1050, 1100, high_s=1050)
    counts = counted([heard], known)
    assert (counts["deep_hypoxia.found"], counts["deep_heard.found"], counts["deep_heard.events"]) == (0, 1, 1)
    found = score(Lived(session=1, told=[heard, grave]), known, 4000)
    assert (found.delays_s["deep_hypoxia"], found.delays_s["deep_heard"]) == ([50.0], [15.0])
