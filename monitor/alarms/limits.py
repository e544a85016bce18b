"""Where a continuous rule's limit lies for one patient: fixed, after the baseline, after another rule, with oxygen."""

from collections.abc import Mapping, Sequence
from math import inf, isnan

from monitor.alarms.rules import Channel, LimitRule

NOT_JUDGED = float("nan")


def resolve_limits(
    rules: Sequence[LimitRule],
    baselines: Mapping[Channel, float | None],
    *,
    on_oxygen: bool = False,
    stricter: Mapping[str, float] | None = None,
) -> list[float]:
    """Limits of all rules for one patient, NaN where a rule is not judged.

    Args:
        rules: those that follow another rule may stand before it.
        baselines: None or missing where there is none.
        on_oxygen: oxygen is given.
        stricter: by rule, a limit that holds where it is closer than the rule's own; NaN for none.
    """
    by_name = {rule.rule: rule for rule in rules}

    def limit_of(rule: LimitRule) -> float:
        leader = by_name.get(rule.follows or "")
        if leader is None or rule.follow_offset is None:
            limit = resolve_limit(rule, baselines.get(rule.channel))
        else:
            limit = _not_beyond(rule, limit_of(leader) + rule.follow_offset)
        if on_oxygen and rule.oxygen_limit is not None:
            limit = _closer(rule, limit, rule.oxygen_limit)
        return _closer(rule, limit, (stricter or {}).get(rule.rule, NOT_JUDGED))

    return [limit_of(rule) for rule in rules]


def resolve_limit(rule: LimitRule, baseline: float | None) -> float:
    """Limit of `rule` by itself for a patient with this baseline, in the channel's unit; NaN: not judged."""
    if baseline is None or (rule.baseline_ratio is None and rule.baseline_offset is None):
        return NOT_JUDGED if rule.limit is None else float(rule.limit)
    if rule.baseline_ratio is not None:
        return _between(rule, rule.baseline_ratio * baseline)
    return _not_beyond(rule, baseline + (rule.baseline_offset or 0.0))


def _not_beyond(rule: LimitRule, limit: float) -> float:
    """What follows the patient by an offset, but violated no more easily than the rule's own limit."""
    limit = _between(rule, limit)
    if rule.limit is None or isnan(limit):
        return limit
    return max(limit, rule.limit) if rule.op[0] == ">" else min(limit, rule.limit)


def _between(rule: LimitRule, limit: float) -> float:
    if isnan(limit):
        return limit
    low = -inf if rule.baseline_low is None else rule.baseline_low
    high = inf if rule.baseline_high is None else rule.baseline_high
    return min(max(limit, low), high)


def _closer(rule: LimitRule, limit: float, other: float) -> float:
    """The one of two limits that is violated first; NaN gives way."""
    if isnan(other) or isnan(limit):
        return limit if isnan(other) else other
    return min(limit, other) if rule.op[0] == ">" else max(limit, other)


def resolve_clear(rule: LimitRule, limit: float) -> float:
    """Value at which an alarm raised at `limit` ends, derived from that limit."""
    if rule.clear is not None and rule.limit is not None and rule.baseline_ratio is None:
        return limit + (rule.clear - rule.limit)  # where the limit has moved, its clear value moves along
    inward = -1.0 if rule.op[0] == ">" else 1.0
    return limit + inward * rule.clear_margin


def moves(rule: LimitRule) -> bool:
    """Whether the limit of `rule` follows the patient."""
    return rule.baseline_ratio is not None or rule.baseline_offset is not None or rule.follows is not None
