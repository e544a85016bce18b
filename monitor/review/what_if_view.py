"""A what-if comparison as the review window shows it: each lost alarm with its patient, its peak and its mark (H57)."""

from collections.abc import Callable, Mapping
from math import isfinite

from monitor.alarms.pressure_branches import COMPONENTS
from monitor.domain.vocabulary import Priority
from monitor.port.figures import figure
from monitor.port.review_port import Change, EpisodeRow, RuleRow, WhatIfResult
from monitor.port.review_views import ReviewMark
from monitor.port.rule_words import words_of
from monitor.review.entry_rows import MS_PER_TICK
from monitor.review.episodes import Episode
from monitor.review.stored_session import UsefulAlarm
from monitor.review.what_if import Outcome, RuleOutcome
from monitor.storage.review_lists import MarkedSpan
from monitor.storage.signing import Mark

SECOND_MS = 1000
UNITS: Mapping[str, str] = {"spo2": " %", **dict.fromkeys(COMPONENTS, "")}


def result_of(
    outcome: Outcome,
    changes: tuple[Change, ...],
    *,
    admitted_utc_ms: Callable[[int], int],
    label: Callable[[int], str],
    marked: Callable[[int], tuple[MarkedSpan, ...]],
    priority_of: Callable[[str], Priority],
    real: bool,
) -> WhatIfResult:
    """Put names, times and marks to an outcome; the functions look up what is known of a session."""

    def lived_as(episode: Episode) -> MarkedSpan | None:
        began = admitted_utc_ms(episode.session_id) + episode.first_tick * MS_PER_TICK
        ended = admitted_utc_ms(episode.session_id) + episode.last_tick * MS_PER_TICK
        return _lived(marked(episode.session_id), episode.rule, began, ended)

    def row(episode: Episode, lived: MarkedSpan | None, *, gained: bool) -> EpisodeRow:
        return EpisodeRow(
            session_id=episode.session_id,
            label=label(episode.session_id),
            rule=episode.rule,
            words=words_of(episode.rule),
            priority=priority_of(episode.rule) if lived is None else lived.priority,
            raised_utc_ms=admitted_utc_ms(episode.session_id) + episode.first_tick * MS_PER_TICK,
            peak=episode.peak,
            peak_words="" if episode.peak is None else f"{figure(episode.peak)}{UNITS.get(episode.parameter, '')}",
            mark=None if lived is None or lived.mark is None else ReviewMark(lived.mark.value),
            alarm_id=None if lived is None else lived.alarm_id,
            undetermined=gained and episode.unrepeated,
            milder=episode.milder,
        )

    found = [(episode, lived_as(episode)) for rule in outcome.rules for episode in rule.lost]
    lost = [row(episode, lived, gained=False) for episode, lived in found]
    named = {lived.alarm_id for _, lived in found if lived is not None}
    lost += [
        _useful_row(alarm, admitted_utc_ms(alarm.session_id), label(alarm.session_id), priority_of(alarm.rule))
        for alarm in outcome.useful_lost
        if alarm.alarm_id not in named
    ]
    gained = [row(episode, None, gained=True) for rule in outcome.rules for episode in rule.gained]
    return WhatIfResult(
        old_profile=outcome.old_profile,
        sessions=outcome.sessions,
        sessions_treated=outcome.sessions_treated,
        session_hours=outcome.session_hours,
        lost=tuple(sorted(lost, key=_by_weight)),
        gained=tuple(sorted(gained, key=lambda one: one.raised_utc_ms)),
        undetermined=sum(rule.undetermined for rule in outcome.rules),
        not_judged=(
            *(f"{one.rule} cannot be judged afterwards; it spoke {one.recorded} times" for one in outcome.not_judged),
            *(f"not judged: {programme}" for programme in outcome.programmes_not_judged),
        ),
        rules=tuple(_rule(rule) for rule in outcome.rules),
        old_per_hour=sum(rule.old_per_hour for rule in outcome.rules),
        new_per_hour=sum(rule.new_per_hour for rule in outcome.rules),
        caution=outcome.caution,
        changes=changes,
        real=real,
    )


def _useful_row(alarm: UsefulAlarm, admitted_utc_ms: int, label: str, priority: Priority) -> EpisodeRow:
    """An alarm marked as useful of which nobody is sure that it would still come."""
    return EpisodeRow(
        session_id=alarm.session_id,
        label=label,
        rule=alarm.rule,
        words=words_of(alarm.rule),
        priority=priority,
        raised_utc_ms=admitted_utc_ms + alarm.first_tick * MS_PER_TICK,
        peak=None,
        peak_words="",
        mark=ReviewMark.USEFUL,
        alarm_id=alarm.alarm_id,
        undetermined=True,
    )


def _by_weight(one: EpisodeRow) -> tuple[bool, int, int]:
    """Useful ones first, then the gravest."""
    return one.mark is not ReviewMark.USEFUL, -one.priority, one.raised_utc_ms


def _lived(spans: tuple[MarkedSpan, ...], rule: str, began: int, ended: int) -> MarkedSpan | None:
    """The alarm of the record that this episode was: of its rule, at its time, a useful one first."""
    overlapping = [
        span
        for span in spans
        if span.rule == rule
        and span.raised_utc_ms <= ended + SECOND_MS
        and (span.cleared_utc_ms is None or span.cleared_utc_ms >= began - SECOND_MS)
    ]
    return min(
        overlapping,
        key=lambda span: (span.mark is not Mark.USEFUL, span.mark is None, span.raised_utc_ms),
        default=None,
    )


def _rule(rule: RuleOutcome) -> RuleRow:
    return RuleRow(
        rule=rule.rule,
        lost=len(rule.lost),
        gained=len(rule.gained),
        undetermined=rule.undetermined,
        old_count=rule.old_count,
        new_count=rule.new_count,
        old_per_hour=rule.old_per_hour,
        new_per_hour=rule.new_per_hour,
        low=rule.difference_low if isfinite(rule.difference_low) else None,
        high=rule.difference_high if isfinite(rule.difference_high) else None,
    )
