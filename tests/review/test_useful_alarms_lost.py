"""Alarms that a reviewer marked as useful: none that other limits may lose is hidden, each by its own number (H57)."""

from dataclasses import replace

import numpy as np
import pytest

from monitor.alarms.limit_bank import CHANNELS
from monitor.alarms.pressure_rules import PressureRule
from monitor.alarms.rules import Profile
from monitor.domain.vocabulary import Priority
from monitor.port.review_port import WhatIfResult
from monitor.port.review_views import ReviewMark
from monitor.review.episodes import Episode
from monitor.review.proposal import proposal_text
from monitor.review.stored_session import MISSING, StoredSession, UsefulAlarm
from monitor.review.what_if import Outcome, RuleOutcome, compare
from monitor.review.what_if_view import result_of
from monitor.storage.review_lists import MarkedSpan
from monitor.storage.signing import Mark

RULE = "BP-SEV"
SHIPPED = Profile(name="shipped")


def severe(name: str, priority: Priority, confirmed: Priority | None, limit: float = 180.0) -> Profile:
    rules = tuple(
        replace(one, priority=priority, confirmed_priority=confirmed, limit=limit, clear=limit - 8)
        if isinstance(one, PressureRule) and one.rule == RULE
        else one
        for one in SHIPPED.rules
    )
    return Profile(name=name, rules=rules)


AT_ONCE = severe("high at once", Priority.HIGH, None)
ON_REPEAT = severe("high on repeat", Priority.MEDIUM, Priority.HIGH)


def useful(alarm_id: int, first_tick: int, last_tick: int) -> UsefulAlarm:
    return UsefulAlarm(
        session_id=1,
        alarm_id=alarm_id,
        rule=RULE,
        first_tick=first_tick,
        last_tick=last_tick,
        priority=Priority.HIGH,
    )


def one_surge(systolic: float = 185.0) -> StoredSession:
    """Return a stay with one severe pressure that nobody repeated within the time, marked as useful."""
    return StoredSession(
        session_id=1,
        values=np.full((len(CHANNELS), 3600), MISSING, dtype=np.uint8),
        reading_s=np.array([300, 900, 1500]),
        readings=np.array([[120.0, systolic, 122.0], [70.0, 80.0, 72.0], [86.0, np.nan, 88.0]]),
        useful=(useful(7, 9_000, 15_000),),
        recorded={RULE: 1},
    )


def of(outcome: Outcome) -> RuleOutcome:
    return next(one for one in outcome.rules if one.rule == RULE)


@pytest.mark.hazard("H57")
def test_a_useful_alarm_kept_on_a_repeat_that_nobody_took_is_not_sure() -> None:
    outcome = compare([one_surge()], old=AT_ONCE, new=ON_REPEAT)
    rule = of(outcome)
    assert (rule.lost, rule.gained, rule.undetermined) == ((), (), 1)
    assert [alarm.alarm_id for alarm in outcome.useful_lost] == [7]
    result = seen(outcome, MarkedSpan(7, RULE, Priority.HIGH, 900_000, 1_500_000, Mark.USEFUL))
    assert [(one.raised_utc_ms, one.mark, one.undetermined) for one in result.lost] == [
        (900_000, ReviewMark.USEFUL, True)
    ]


def test_a_repeat_that_both_limits_asked_for_leaves_an_alarm_as_sure_as_it_was() -> None:
    closer = severe("closer", Priority.MEDIUM, Priority.HIGH, limit=178.0)
    outcome = compare([one_surge()], old=ON_REPEAT, new=closer)
    assert (of(outcome).undetermined, outcome.useful_lost) == (0, ())


def test_a_repeat_asked_for_at_another_time_is_another_repeat() -> None:
    early = replace(one_surge(), reading_s=np.array([300, 600, 900]))
    rising = replace(early, readings=np.array([[120.0, 172.0, 185.0], [70.0, 80.0, 80.0], [86.0, np.nan, np.nan]]))
    closer = severe("closer", Priority.MEDIUM, Priority.HIGH, limit=170.0)
    outcome = compare([rising], old=ON_REPEAT, new=closer)
    assert of(outcome).undetermined == 1
    assert [alarm.alarm_id for alarm in outcome.useful_lost] == [7]


def test_a_proposal_names_what_is_undetermined_even_where_nothing_is_lost_or_gained() -> None:
    outcome = compare([one_surge()], old=AT_ONCE, new=ON_REPEAT)
    text = proposal_text(outcome, {}, named={7})
    assert "BP-SEV: 0 lost, 0 gained, 1 gained or kept but undetermined" in text


def seen(outcome: Outcome, *spans: MarkedSpan) -> WhatIfResult:
    return result_of(
        outcome,
        (),
        admitted_utc_ms=lambda _session_id: 0,
        label=lambda _session_id: "P",
        marked=lambda _session_id: spans,
        priority_of=lambda _rule: Priority.HIGH,
        real=True,
    )


def lost_once(*alarms: UsefulAlarm) -> Outcome:
    """Return an outcome of one session that lost one alarm of the rule, from 600 s to 700 s, and these useful ones."""
    nothing = compare([one_surge()], old=SHIPPED, new=SHIPPED)
    episode = Episode(
        session_id=1,
        rule=RULE,
        first_tick=6_000,
        last_tick=7_000,
        parameter="systolic",
        peak=190.0,
        unrepeated=False,
    )
    return replace(nothing, rules=(replace(of(nothing), lost=(episode,)),), useful_lost=alarms)


@pytest.mark.hazard("H57")
def test_a_second_useful_alarm_of_the_same_rule_and_session_is_shown_too() -> None:
    outcome = lost_once(useful(10, 6_000, 7_000), useful(20, 18_000, 19_000))
    result = seen(
        outcome,
        MarkedSpan(10, RULE, Priority.HIGH, 600_000, 700_000, Mark.USEFUL),
        MarkedSpan(20, RULE, Priority.HIGH, 1_800_000, 1_900_000, Mark.USEFUL),
    )
    assert [(one.raised_utc_ms, one.peak, one.mark) for one in result.lost] == [
        (600_000, 190.0, ReviewMark.USEFUL),
        (1_800_000, None, ReviewMark.USEFUL),
    ]


@pytest.mark.hazard("H57")
def test_an_artefact_in_the_same_stretch_does_not_hide_the_useful_one() -> None:
    outcome = lost_once(useful(10, 6_500, 7_000))
    result = seen(
        outcome,
        MarkedSpan(9, RULE, Priority.HIGH, 600_000, 640_000, Mark.ARTEFACT),
        MarkedSpan(10, RULE, Priority.HIGH, 650_000, 700_000, Mark.USEFUL),
    )
    assert [(one.raised_utc_ms, one.mark) for one in result.lost] == [(600_000, ReviewMark.USEFUL)]
