"""Which parts of a stored session a rule can have something to say about: the rest need not be judged."""

from collections.abc import Iterable, Sequence

import numpy as np

from monitor.alarms.arrays import Mask
from monitor.alarms.baseline import NO_BASELINE, Baseline
from monitor.alarms.limit_bank import CHANNELS
from monitor.alarms.limits import resolve_limits
from monitor.alarms.pressure_branches import COMPONENTS, Branch, branches_of
from monitor.alarms.pressure_rules import PressureRule
from monitor.alarms.rate_history import WINDOW_S
from monitor.alarms.rules import Channel, FallRule, LimitRule
from monitor.review.stored_session import MISSING, SECONDS_PER_MINUTE, StoredSession

LEAD_S = WINDOW_S  # judged along before a violation: what rules remember of the values before it
APART_S = 30  # stretches closer than this are one
Bounds = tuple[float, float]  # a value at or below the first, or at or above the second, may violate a rule


class LimitScreen:
    """The loosest limits of all continuous rules, with the baseline and without it."""

    def __init__(self, rules: Sequence[LimitRule]) -> None:
        self._rules = rules
        self._fixed = self._loosest_with(NO_BASELINE)

    def windows(self, session: StoredSession) -> list[tuple[int, int]]:
        """First second and the one after the last of each stretch with values beyond a limit, with its lead.

        The minutes' extremes say where to look; only there are the seconds read.
        """
        following = self._fixed if session.baseline == NO_BASELINE else self._loosest_with(session.baseline)
        bounds = [
            (max(below, other), min(above, another))
            for (below, above), (other, another) in zip(self._fixed, following, strict=True)
        ]
        minutes = np.flatnonzero(busy_minutes(session, bounds))
        if not minutes.size:
            return []
        seconds = (minutes[:, None] * SECONDS_PER_MINUTE + np.arange(SECONDS_PER_MINUTE)).ravel()
        seconds = seconds[seconds < session.seconds]
        beyond = np.zeros(seconds.size, dtype=bool)
        for row, (below, above) in enumerate(bounds):
            values = session.values[row, seconds]
            beyond |= ((values <= below) | (values >= above)) & (values != MISSING)
        violating = seconds[beyond]
        breaks = np.flatnonzero(np.diff(violating) > APART_S + LEAD_S)
        firsts = violating[np.concatenate([[0], breaks + 1])]
        lasts = violating[np.concatenate([breaks, [violating.size - 1]])]
        return [(max(0, first - LEAD_S), last + 1) for first, last in zip(firsts.tolist(), lasts.tolist(), strict=True)]

    def _loosest_with(self, baseline: Baseline) -> list[Bounds]:
        """Bounds of each channel for this baseline. A fall without a ceiling may begin at any value."""
        limits = resolve_limits(self._rules, {Channel.RATE: baseline.rate, Channel.SPO2: baseline.spo2})
        met: dict[Channel, list[tuple[str, float]]] = {channel: [] for channel in CHANNELS}
        for rule, limit in zip(self._rules, limits, strict=True):
            open_fall = isinstance(rule, FallRule) and rule.limit is None
            met[rule.channel].append((rule.op, np.inf if open_fall else limit))
        return [_loosest(met[channel]) for channel in CHANNELS]


def busy_minutes(session: StoredSession, bounds: Sequence[Bounds]) -> Mask:
    """Minutes with a value at or beyond the bounds of its channel."""
    busy: Mask = np.zeros(session.lowest.shape[1], dtype=bool)
    for row, (below, above) in enumerate(bounds):
        lowest, highest = session.lowest[row], session.highest[row]
        busy |= ((lowest <= below) & (lowest != MISSING)) | ((highest >= above) & (highest != 0))
    return busy


class PressureScreen:
    """The loosest limits of all pressure rules, with the baseline and without it."""

    def __init__(self, rules: Sequence[PressureRule]) -> None:
        branches = [(rule.op, branch) for rule in rules for branch in branches_of(rule)]
        parts = range(len(COMPONENTS))
        self._of = [[item for item in branches if item[1].component == part] for part in parts]
        self._fixed = [_resolved(self._of[part], None) for part in parts]

    def may_alarm(self, session: StoredSession) -> bool:
        """Whether any reading reaches a limit of any rule."""
        baseline = session.baseline
        own = (baseline.systolic, baseline.diastolic, baseline.mean)
        for part, values in enumerate(session.readings):
            known = values[~np.isnan(values)]
            if not known.size:
                continue
            lowest, highest = float(known.min()), float(known.max())
            for below, above in (self._fixed[part], _resolved(self._of[part], own[part])):
                if lowest <= below or highest >= above:
                    return True
        return False


def _resolved(branches: Sequence[tuple[str, Branch]], baseline: float | None) -> Bounds:
    return _loosest((op, branch.resolve(baseline)[0]) for op, branch in branches)


def _loosest(limits: Iterable[tuple[str, float]]) -> Bounds:
    """The limit that is met first from above, and the one from below; NaN is no limit."""
    below, above = -np.inf, np.inf
    for op, limit in limits:
        if op.startswith("<") and limit > below:
            below = limit
        elif op.startswith(">") and limit < above:
            above = limit
    return below, above
