"""Continuous rules over many sessions: each lane jumps from one violating value to the next and steps only in between.

Before its first violating value a rule remembers nothing, and nothing again once its alarm is over; so between those
there is nothing to judge. The minutes' lowest and highest values say where to look for the next.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from monitor.alarms.arrays import NEVER, Floats, Mask, Ticks
from monitor.alarms.baseline import NO_BASELINE, Baseline
from monitor.alarms.gate import RATE
from monitor.alarms.limit_bank import CHANNELS
from monitor.alarms.limits import resolve_clear, resolve_limits
from monitor.alarms.rate_history import WINDOW_S, medians_of
from monitor.alarms.rules import Channel, FallRule, LimitRule, Profile
from monitor.domain.time import TICKS_PER_SECOND
from monitor.review.changes import Batch
from monitor.review.lane_banks import LaneBank, LaneFallBank, Lanes, LaneSignals
from monitor.review.phases import Phase
from monitor.review.sheet import Sheet
from monitor.review.stored_session import MISSING

_MEDIANS_AT_ONCE = 8192


@dataclass(frozen=True, slots=True, eq=False)
class SessionLimits:
    """Limits of one rule: before the baseline is frozen, and from then on for each session."""

    fixed: float
    own: Floats

    def loosest(self, sign: float) -> Floats:
        """What has to be reached for either to be violated; NaN where neither is judged."""
        found: Floats = np.fmin(self.own, self.fixed) if sign > 0 else np.fmax(self.own, self.fixed)
        return found


def judge_limits(sheet: Sheet, profile: Profile, rules: Sequence[LimitRule]) -> list[Batch]:
    """Changes of continuous rules over all sessions of the sheet; each of `rules` is one of the profile's."""
    limits = [rule for rule in profile.rules if isinstance(rule, LimitRule) and not isinstance(rule, FallRule)]
    falls = [rule for rule in profile.rules if isinstance(rule, FallRule)]
    resolved = _resolved(sheet, limits) | _resolved(sheet, falls)
    numbers = {rule.rule: number for number, rule in enumerate(profile.rules)}
    found = []
    for rule in rules:
        if rule.enabled:
            lane_pass = _LanePass(sheet, profile, rule, resolved[rule.rule], numbers[rule.rule])
            found.append(Batch(lane_pass.run().rows()))
    return found


def _resolved(sheet: Sheet, rules: Sequence[LimitRule]) -> dict[str, SessionLimits]:
    """Limits of rules of one bank by name; sessions with the same baseline share them."""
    by_baseline: dict[Baseline, list[float]] = {}
    for session in sheet.sessions:
        if session.baseline not in by_baseline:
            by_baseline[session.baseline] = _limits_with(rules, session.baseline)
    fixed = _limits_with(rules, NO_BASELINE)
    own = np.array([by_baseline[session.baseline] for session in sheet.sessions]).reshape(-1, len(rules))
    return {rule.rule: SessionLimits(fixed[row], own[:, row].copy()) for row, rule in enumerate(rules)}


def _limits_with(rules: Sequence[LimitRule], baseline: Baseline) -> list[float]:
    return resolve_limits(rules, {Channel.RATE: baseline.rate, Channel.SPO2: baseline.spo2})


def _violating(sheet: Sheet, rule: LimitRule, limits: SessionLimits) -> Ticks:
    """Seconds on the sheet at which the rule could begin, ascending."""
    channel, sign = CHANNELS.index(rule.channel), 1.0 if rule.op[0] == ">" else -1.0
    bounds = limits.loosest(sign)
    if isinstance(rule, FallRule):
        bounds = np.full(len(sheet.sessions), np.inf if rule.limit is None else rule.limit)
    found = []
    for second, codes, session in sheet.codes_beyond(channel, sign, bounds):
        if isinstance(rule, FallRule):
            limit = _fall_limits(sheet, rule, second, sheet.start[session])
        else:
            frozen = second - sheet.start[session] >= sheet.baseline_s[session]
            limit = np.where(frozen, limits.own[session], limits.fixed)
        beyond = (codes - limit) * sign
        found.append(second[(beyond > 0) | ((beyond == 0) & rule.op.endswith("="))])
    return np.concatenate(found) if found else np.empty(0, dtype=np.int64)


def _fall_limits(sheet: Sheet, rule: FallRule, second: Ticks, first: Ticks) -> Floats:
    """What a rate of this second must lie below to have fallen, as the bank finds it where nothing stands."""
    medians = [
        medians_of(sheet.before(RATE, second[some], first[some], WINDOW_S - 1))
        for some in (slice(at, at + _MEDIANS_AT_ONCE) for at in range(0, second.size, _MEDIANS_AT_ONCE))
    ]
    fallen = np.concatenate(medians or [np.empty(0)]) * (1 - rule.fall_percent / 100)
    limit: Floats = np.fmin(np.nextafter(fallen, np.inf), np.inf if rule.limit is None else rule.limit)
    return np.where(np.isnan(fallen), np.nan, limit)


class _LanePass:
    """One rule. A lane is a session with a violating value; the bank's ticks go on whatever the lanes do."""

    def __init__(self, sheet: Sheet, profile: Profile, rule: LimitRule, limits: SessionLimits, number: int) -> None:
        self._sheet, self._rule, self._limits = sheet, rule, limits
        self._channel = CHANNELS.index(rule.channel)
        self._violating = np.append(_violating(sheet, rule, limits), NEVER)  # beyond the end of every session
        begin = np.searchsorted(self._violating, sheet.start)
        has_any = begin < np.searchsorted(self._violating, sheet.end)
        session = np.flatnonzero(has_any)
        self._lanes = Lanes(
            session=session,
            first=sheet.start[session],
            end=sheet.end[session],
            cursor=self._violating[begin[session]],
            base=np.zeros(session.size, dtype=np.int64),
            doubtful=np.zeros(session.size, dtype=bool),
        )
        self._signals = LaneSignals(sheet, self._lanes, profile.gate, self._channel)
        self._bank: LaneBank
        if isinstance(rule, FallRule):
            self._bank = LaneFallBank(rule, self._lanes, number, self._signals)
            self._phases = Phase.FALL_TIMER, Phase.FALL_SAMPLE
        else:
            self._bank = LaneBank(rule, self._lanes, number)
            self._phases = Phase.LIMIT_TIMER, Phase.LIMIT_SAMPLE
        self._bank.poor_until = self._signals.poor_until
        self._follows = np.zeros(session.size, dtype=bool)  # judged by the limits of the baseline
        self._set_limits(np.ones(session.size, dtype=bool), own=False)

    def run(self) -> LaneBank:
        """Step until every lane has come to its end; the bank has written down what happened."""
        tick = 0
        self._rebase(np.ones(self._bank.columns, dtype=bool), tick)
        while self._bank.columns:
            self._step(tick)
            tick += TICKS_PER_SECOND
            self._jump(tick)
        return self._bank

    def _step(self, tick: int) -> None:
        """One second of every lane."""
        bank, lanes = self._bank, self._lanes
        bank.phase, self._signals.taken = self._phases[0], False
        everywhere = np.ones(bank.columns, dtype=bool)
        while (due := bank.next_due()) <= tick:
            bank.fire(due, everywhere)
        frozen = ~self._follows & (lanes.cursor - lanes.first >= self._sheet.baseline_s[lanes.session])
        if frozen.any():
            self._set_limits(frozen, own=True)
        codes = self._sheet.values[self._channel, lanes.cursor]
        known = codes != MISSING
        values = np.full((len(CHANNELS), bank.columns), np.nan)
        usable, solid = np.zeros(values.shape, dtype=bool), np.zeros(values.shape, dtype=bool)
        values[self._channel], usable[self._channel] = codes, known
        doubtful = self._sheet.doubtful
        if doubtful is None:
            solid[self._channel] = known
        else:
            doubt = doubtful[self._channel, lanes.cursor]
            np.copyto(lanes.doubtful, doubt, where=known)
            solid[self._channel] = known & ~doubt
        bank.phase, self._signals.taken = self._phases[1], not isinstance(self._rule, FallRule)
        bank.apply(tick, values, usable=usable, solid=solid)
        lanes.cursor += 1

    def _jump(self, tick: int) -> None:
        """Lanes in which nothing is going on go on at their next violating value; those without one are done."""
        lanes, idle = self._lanes, self._bank.idle()
        where = np.searchsorted(self._violating, lanes.cursor[idle])
        following = np.minimum(self._violating[where], lanes.end[idle])
        jumps = np.zeros(idle.size, dtype=bool)
        jumps[idle] = following != lanes.cursor[idle]
        lanes.cursor[idle] = following
        running = lanes.cursor < lanes.end
        if jumps.any():
            self._rebase(jumps, tick)
        if not running.all():
            self._bank.keep(running)
            lanes.keep(running)
            self._follows = self._follows[running]

    def _rebase(self, chosen: Mask, tick: int) -> None:
        """Tie lanes that have jumped to the bank's ticks; what came before is too long ago to be fresh."""
        lanes = self._lanes
        lanes.base[chosen] = (lanes.cursor[chosen] - lanes.first[chosen]) * TICKS_PER_SECOND - tick
        self._bank.last_tick[:, chosen] = -NEVER
        self._bank.last_value[:, chosen] = np.nan

    def _set_limits(self, chosen: Mask, *, own: bool) -> None:
        """Judge lanes by the limits of their baseline, or by the fixed ones."""
        bank, sessions = self._bank, self._lanes.session[chosen]
        limit = self._limits.own[sessions] if own else np.full(sessions.size, self._limits.fixed)
        if not isinstance(self._rule, FallRule):
            bank.limit[0, chosen] = limit
        bank.clear[0, chosen] = [resolve_clear(self._rule, float(value)) for value in limit]
        if own:
            bank.baseline[self._channel, chosen] = [
                self._baseline_of(self._sheet.sessions[session].baseline) for session in sessions
            ]
            self._follows |= chosen

    def _baseline_of(self, baseline: Baseline) -> float:
        known = {Channel.RATE: baseline.rate, Channel.SPO2: baseline.spo2}.get(self._rule.channel)
        return np.nan if known is None else known
