"""What other limits would have said: gained, lost with their peaks, undetermined, and the words that go along."""

from dataclasses import replace

import numpy as np
import pytest
from stored_sessions import stored_session

from monitor.alarms.limit_bank import CHANNELS
from monitor.alarms.pressure_rules import PressureRule
from monitor.alarms.rules import Channel, LimitRule, Profile
from monitor.review.batch import judge_again, judge_tile
from monitor.review.readings import readings_of
from monitor.review.sheet import Sheet
from monitor.review.stored_session import MISSING, StoredSession
from monitor.review.touched import touched
from monitor.review.what_if import CAUTION, Outcome, RuleOutcome, compare

SHIPPED = Profile(name="shipped")


def calm(*, session_id: int = 1, treated: bool = False) -> StoredSession:
    codes = np.full((len(CHANNELS), 3600), MISSING, dtype=np.uint8)
    codes[CHANNELS.index(Channel.SPO2)] = 97
    codes[CHANNELS.index(Channel.RATE)] = 70
    return StoredSession(
        session_id=session_id,
        values=codes,
        reading_s=np.array([300, 900, 1500]),
        readings=np.array([[120.0, 121.0, 122.0], [70.0, 71.0, 72.0], [86.0, 87.0, 88.0]]),
        treated=treated,
    )


def with_dip(session_id: int, lowest: int, seconds: int = 40) -> StoredSession:
    session = calm(session_id=session_id)
    codes = session.values.copy()
    codes[CHANNELS.index(Channel.SPO2), 990:1000] = MISSING  # nobody saw it fall: no plunge
    codes[CHANNELS.index(Channel.SPO2), 1000 : 1000 + seconds] = lowest
    codes[CHANNELS.index(Channel.SPO2), 1020] = lowest - 2
    empty = np.empty((0, 0), np.uint8)
    return replace(session, values=codes, lowest=empty, highest=empty)


def with_reading(session_id: int, systolic: float) -> StoredSession:
    session = calm(session_id=session_id)
    readings = session.readings.copy()
    readings[:, 1] = [systolic, 80, np.nan]
    return replace(session, readings=readings)


def limit(rule: str, value: float) -> Profile:
    rules = tuple(
        replace(one, limit=value, clear=None, clear_margin=1)
        if isinstance(one, LimitRule) and one.rule == rule
        else one
        for one in SHIPPED.rules
    )
    return Profile(name=f"{rule} {value:g}", rules=rules)


def severe_from(systolic: float) -> Profile:
    rules = tuple(
        replace(one, limit=systolic, clear=systolic - 8)
        if isinstance(one, PressureRule) and one.rule == "BP-SEV"
        else one
        for one in SHIPPED.rules
    )
    return Profile(name=f"severe from {systolic:g}", rules=rules)


def of(outcome: Outcome, rule: str) -> RuleOutcome:
    (found,) = [one for one in outcome.rules if one.rule == rule]
    return found


def test_the_same_limits_change_nothing() -> None:
    sessions = [stored_session(number, minutes=30, calm=0.8) for number in range(8)]
    outcome = compare(sessions, old=SHIPPED, new=SHIPPED)
    assert sum(one.old_count for one in outcome.rules) > 5
    for one in outcome.rules:
        assert (one.lost, one.gained, one.undetermined) == ((), (), 0)
        assert one.old_count == one.new_count


def test_a_lost_alarm_stands_with_its_peak() -> None:
    outcome = compare([with_dip(1, 88), with_dip(2, 84), calm(session_id=3)], old=SHIPPED, new=limit("O2-LO", 87))
    lost = of(outcome, "O2-LO").lost
    assert [(one.session_id, one.peak, one.first_tick) for one in lost] == [(1, 86.0, 10_100)]
    assert of(outcome, "O2-LO").gained == ()
    assert (of(outcome, "O2-LO").old_count, of(outcome, "O2-LO").new_count) == (2, 1)


def test_a_gained_alarm_is_counted_per_session_hour() -> None:
    outcome = compare([with_dip(1, 91), calm(session_id=2)], old=SHIPPED, new=limit("O2-LO", 92))
    one = of(outcome, "O2-LO")
    assert [episode.peak for episode in one.gained] == [89.0]
    assert outcome.session_hours == pytest.approx(2.0)
    assert one.old_per_hour == 0.0
    assert one.new_per_hour == pytest.approx(0.5)
    assert one.difference_low <= 0.5 <= one.difference_high


def test_a_repeat_that_nobody_took_leaves_it_undetermined() -> None:
    outcome = compare([with_reading(1, 172)], old=SHIPPED, new=severe_from(170))
    one = of(outcome, "BP-SEV")
    assert [episode.peak for episode in one.gained] == [172.0]
    assert one.undetermined == 1


def test_a_confirmed_reading_leaves_nothing_undetermined() -> None:
    session = with_reading(1, 172)
    repeated = replace(
        session,
        reading_s=np.array([300, 900, 960]),
        readings=np.array([[120.0, 172.0, 174.0], [70.0, 80.0, 80.0], [np.nan] * 3]),
    )
    one = of(compare([repeated], old=SHIPPED, new=severe_from(170)), "BP-SEV")
    assert (len(one.gained), one.undetermined) == (1, 0)
    assert one.gained[0].peak == 174.0


def test_the_caution_and_the_treated_stand_on_every_result() -> None:
    outcome = compare([calm(treated=True), calm(session_id=2)], old=SHIPPED, new=SHIPPED)
    assert outcome.caution == CAUTION
    assert outcome.caution.startswith("Readings as taken under the old rules")
    assert (outcome.sessions, outcome.sessions_treated) == (2, 1)


def changed(rule: str, **numbers: object) -> Profile:
    rules = tuple(replace(one, **numbers) if one.rule == rule else one for one in SHIPPED.rules)  # type: ignore[arg-type]  # the test names keys of the rule it changes
    return Profile(name=f"other {rule}", rules=rules)


@pytest.mark.parametrize(
    "new",
    [
        changed("O2-LO", limit=93),
        changed("HR-LO", delay_s=3),
        changed("VVS", fall_percent=15),
        changed("BP-MOD", limit=150, clear=145),
        changed("BP-LOW", enabled=False),
        changed("DBL", enabled=False),
        changed("T-SPO2", low_after_s=5),
        replace(SHIPPED, gate=replace(SHIPPED.gate, rate_jump=20)),
    ],
    ids=lambda profile: profile.name,
)
def test_what_is_judged_again_is_what_all_rules_together_give(new: Profile) -> None:
    sessions = [stored_session(number, minutes=12, calm=0.6) for number in range(6)]
    sheet = Sheet(sessions)
    readings, other = readings_of(sheet), touched(SHIPPED, new)
    before, whole = judge_tile(sheet, SHIPPED, readings), judge_tile(sheet, new, readings)
    again = judge_again(sheet, new, other, readings, before)
    assert other
    for number in range(len(sessions)):
        after = whole.edges(number)
        assert again.edges(number) == [edge for edge in after if edge.rule in other]
        same = [edge for edge in before.edges(number) if edge.rule not in other]
        assert same == [edge for edge in after if edge.rule not in other]


def test_of_no_session_nothing_can_be_said() -> None:
    outcome = compare([], old=SHIPPED, new=SHIPPED)
    assert outcome.sessions == 0
    assert all(one.difference_high == np.inf for one in outcome.rules)
