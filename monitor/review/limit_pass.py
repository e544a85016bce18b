"""Continuous rules over many sessions: each lane jumps from one violating value to the next and steps only in between.

Before its first violating value a rule remembers nothing, and nothing again once its alarm is over; so between those
there is nothing to judge. The minutes' lowest and highest values say where to look for the next.
"""

from collections.abc import Sequence

import numpy as np

from monitor.alarms.arrays import NEVER, Floats, Mask, Ticks
from monitor.alarms.gate import RATE
from monitor.alarms.limit_bank import CHANNELS
from monitor.alarms.rate_history import WINDOW_S, medians_of
from monitor.alarms.rules import Channel, FallRule, LimitRule, Profile
from monitor.domain.time import TICKS_PER_SECOND
from monitor.review.changes import Batch
from monitor.review.lane_banks import LaneBank, LaneFallBank, Lanes, LaneSignals
from monitor.review.phases import Phase
from monitor.review.session_limits import SessionLimits, session_limits
from monitor.review.sheet import Sheet
from monitor.review.stored_session import MISSING, Bytes

_MEDIANS_AT_ONCE = 8192


def judge_limits(sheet: Sheet, profile: Profile, rules: Sequence[LimitRule]) -> list[Batch]:
    """Changes of continuous rules over all sessions of the sheet; each of `rules` is one of the profile's."""
    if not rules:
        return []
    limits = session_limits(sheet, profile)
    numbers = {rule.rule: number for number, rule in enumerate(profile.rules)}
    found = []
    for rule in rules:
        if rule.enabled:
            lane_pass = _LanePass(sheet, profile, rule, limits[rule.rule], numbers[rule.rule])
            found.append(Batch(lane_pass.run().rows()))
    return found


def _violating(sheet: Sheet, rule: LimitRule, limits: SessionLimits) -> Ticks:
    """Seconds on the sheet at which the rule could begin, ascending."""
    channel, sign = CHANNELS.index(rule.channel), 1.0 if rule.op[0] == ">" else -1.0
    bounds = limits.loosest(sign)
    if isinstance(rule, FallRule):
        bounds = np.full(len(sheet.sessions), np.inf if rule.limit is None else rule.limit)
    found = []
    for second, codes, session in sheet.codes_beyond(channel, sign, bounds):
        if isinstance(rule, FallRule):
            limit = _fall_limits(sheet, rule, second, session, codes)
        else:
            frozen = second - sheet.start[session] >= sheet.baseline_s[session]
            limit = limits.limits_at(sheet.closer.at(second), frozen, session)
        beyond = (codes - limit) * sign
        found.append(second[(beyond > 0) | ((beyond == 0) & rule.op.endswith("="))])
    return np.concatenate(found) if found else np.empty(0, dtype=np.int64)


def _fall_limits(sheet: Sheet, rule: FallRule, second: Ticks, session: Ticks, codes: Bytes) -> Floats:
    """What a rate of this second must lie below to have fallen, as the bank finds it where nothing stands.

    NaN where the rate cannot have: no median is higher than the highest rate of its minutes.
    """
    limit = np.full(second.size, np.nan)
    highest = sheet.highest_before(RATE, second, session, WINDOW_S)
    possible = np.flatnonzero(codes <= highest * (1 - rule.fall_percent / 100))
    for at in range(0, possible.size, _MEDIANS_AT_ONCE):
        some = possible[at : at + _MEDIANS_AT_ONCE]
        medians = medians_of(sheet.before(RATE, second[some], sheet.start[session[some]], WINDOW_S - 1))
        fallen = medians * (1 - rule.fall_percent / 100)
        ceiling = np.inf if rule.limit is None else rule.limit
        limit[some] = np.where(np.isnan(fallen), np.nan, np.fmin(np.nextafter(fallen, np.inf), ceiling))
    return limit


class _LanePass:
    """One rule. A lane is a session with a violating value; the bank's ticks go on whatever the lanes do."""

    def __init__(self, sheet: Sheet, profile: Profile, rule: LimitRule, limits: SessionLimits, number: int) -> None:
        self._sheet, self._rule, self._limits = sheet, rule, limits
        self._baseline = _baselines(sheet, rule.channel)
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
            by_probe=np.ones(session.size, dtype=bool),
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
        self._until = np.zeros(session.size, dtype=np.int64)  # on the sheet: from then on other limits are in force

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
        turned = lanes.cursor >= self._until
        if turned.any():
            self._set_limits(turned)
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
        if self._channel == RATE and self._sheet.by_ecg is not None:
            np.copyto(lanes.by_probe, ~self._sheet.by_ecg[lanes.cursor], where=known)
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
            self._until = self._until[running]

    def _rebase(self, chosen: Mask, tick: int) -> None:
        """Tie lanes that have jumped to the bank's ticks; what came before is too long ago to be fresh."""
        lanes = self._lanes
        lanes.base[chosen] = (lanes.cursor[chosen] - lanes.first[chosen]) * TICKS_PER_SECOND - tick
        self._bank.last_tick[:, chosen] = -NEVER
        self._bank.last_value[:, chosen] = np.nan

    def _set_limits(self, chosen: Mask) -> None:
        """Judge lanes by the limits that are in force at their second, and note until when those are."""
        bank, cursor = self._bank, self._lanes.cursor[chosen]
        session, first = self._lanes.session[chosen], self._lanes.first[chosen]
        frozen = cursor - first >= self._sheet.baseline_s[session]
        closer = self._sheet.closer.at(cursor)
        if not isinstance(self._rule, FallRule):
            bank.limit[0, chosen] = self._limits.limits_at(closer, frozen, session)
        bank.clear[0, chosen] = self._limits.clears_at(closer, frozen, session)
        bank.baseline[self._channel, chosen] = np.where(frozen, self._baseline[session], np.nan)
        begins = np.where(frozen, NEVER, first + self._sheet.baseline_s[session])
        self._until[chosen] = np.minimum(begins, self._sheet.closer.next_after(cursor))


def _baselines(sheet: Sheet, channel: Channel) -> Floats:
    """Of each session; NaN where the channel has none."""
    name = {Channel.RATE: "rate", Channel.SPO2: "spo2"}.get(channel)
    known = [None if name is None else getattr(session.baseline, name) for session in sheet.sessions]
    return np.array([np.nan if value is None else value for value in known], dtype=np.float64)
