"""Whether the numbers of a profile's rules agree: an alarm can end, MEDIUM comes before HIGH, and is heard."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import assert_never

from monitor.alarms.limits import moves, resolve_limits
from monitor.alarms.pressure_rules import CuffFailRule, JumpRule, OwedRule, PersistRule, PressureRule
from monitor.alarms.rules import Channel, CusumRule, FallRule, ForecastRule, LimitRule, NoDataRule, Rule
from monitor.alarms.staged_rules import StagedRule
from monitor.domain.vocabulary import Priority
from monitor.settings.problems import Problem

# (milder, graver): the milder one must speak first.
NESTED = (
    ("O2-LO", "O2-XLO"),
    ("HR-HI", "HR-XHI"),
    ("HR-LO", "HR-XLO"),
    ("RR-LO", "RR-XLO"),
    ("BP-SEV", "BP-CRIT"),
    ("BP-MOD", "BP-SEV"),
    ("BP-EARLY", "BP-MOD"),
)
LONGEST_UNHEARD_S = 30.0  # that a poor signal may keep a very low saturation or rate from being heard at all
_BASELINES = {Channel.RATE: range(30, 131), Channel.SPO2: range(80, 101)}  # every resting value of a patient
_NESTED_FIELDS = (
    "limit",
    "diastolic_limit",
    "baseline_ratio",
    "baseline_low",
    "baseline_high",
    "rise_percent",
    "rise_diastolic_percent",
)
# (limit, the value at which its alarm ends)
_PRESSURE_PAIRS = (
    ("limit", "clear"),
    ("diastolic_limit", "diastolic_clear"),
    ("mean_limit", "mean_clear"),
    ("rise_percent", "rise_clear_percent"),
    ("rise_mmhg", "rise_clear_mmhg"),
    ("rise_diastolic_percent", "rise_diastolic_clear_percent"),
    ("rise_mean_percent", "rise_mean_clear_percent"),
)
_RISES = ("rise_percent", "rise_mmhg", "rise_diastolic_percent", "rise_mean_percent")


def rule_problems(rules: Sequence[Rule], *, file: str) -> Iterator[Problem]:
    """Everything that does not agree. A rule that is switched off is not looked at."""
    enabled = {rule.rule: rule for rule in rules if rule.enabled}
    for rule in enabled.values():
        for field, expected in _faults(rule):
            yield Problem(file=file, key=f"rules.{rule.rule}.{field}", value=_value(rule, field), expected=expected)
    yield from _waits_unheard(enabled, file=file)
    for milder, graver in NESTED:
        if milder in enabled and graver in enabled:
            found = list(_not_nested(enabled[milder], enabled[graver], file=file))
            yield from found or _not_nested_for_all(rules, enabled[milder], enabled[graver], file=file)


def _waits_unheard(enabled: Mapping[str, Rule], *, file: str) -> Iterator[Problem]:
    """HIGH may wait long for a good signal only where MEDIUM is heard meanwhile."""
    for milder, graver in NESTED:
        medium, high = enabled.get(milder), enabled.get(graver)
        if not isinstance(high, LimitRule) or high.longest_gate_s <= LONGEST_UNHEARD_S:
            continue
        longest = "gate_max_s" if high.gate_max_s == high.longest_gate_s else "plunge_max_s"
        bounds = [medium.deep_gate_max_s or medium.gate_max_s or 0.0] if isinstance(medium, LimitRule) else []
        if not bounds or bounds[0] > LONGEST_UNHEARD_S:
            expected = (
                f"expected at most {LONGEST_UNHEARD_S:g}, or {milder} on and heard within {LONGEST_UNHEARD_S:g} s"
            )
            key = f"rules.{graver}.{longest}"
            yield Problem(file=file, key=key, value=f"{high.longest_gate_s:g}", expected=expected)


def _value(rule: Rule, field: str) -> str:
    value = getattr(rule, field)
    return f"{value:g}" if isinstance(value, (int, float)) and not isinstance(value, bool) else ""


def _faults(rule: Rule) -> Iterator[tuple[str, str]]:
    match rule:
        case LimitRule():
            yield from _limit_faults(rule)
            yield from _unheard(rule)
        case PressureRule():
            yield from _pressure_faults(rule)
            yield from _unheard(rule)
        case JumpRule():
            yield from _jump_faults(rule)
            yield from _unheard(rule)
        case PersistRule():
            yield from _unheard(rule)
        case NoDataRule():
            yield from _no_data_faults(rule)
        case StagedRule():
            yield from _staged_faults(rule)
            yield from _unheard(rule)
        case CuffFailRule():
            if rule.medium_after <= rule.low_after:
                yield "medium_after", f"expected more than low_after, which is {rule.low_after:g}"
        case OwedRule() | CusumRule():
            return  # their numbers are free of one another
        case ForecastRule():
            if rule.clear_probability >= rule.probability:
                yield "clear_probability", f"expected less than probability, which is {rule.probability:g}"
        case _:
            assert_never(rule)


def _unheard(rule: LimitRule | PressureRule | JumpRule | PersistRule | StagedRule) -> Iterator[tuple[str, str]]:
    gravest = max(rule.priority, getattr(rule, "confirmed_priority", None) or rule.priority)
    gravest = max(gravest, getattr(rule, "graver", None) or gravest)
    if not rule.audible and gravest >= Priority.MEDIUM:
        yield "audible", f"expected true: a {gravest.word} alarm must be heard"


def _limit_faults(rule: LimitRule) -> Iterator[tuple[str, str]]:
    if rule.limit is None and not moves(rule):
        yield "limit", "is missing: expected a limit, baseline_ratio, or enabled = false"
    if rule.baseline_ratio is not None and rule.clear is not None:
        yield "clear", 'is never used where baseline_ratio moves the limit: expected clear = "none" and clear_margin'
    elif rule.clear is not None and rule.limit is not None:
        if not _ends_outside(rule.op, rule.limit, rule.clear):
            yield "clear", _clear_expected(rule.op, "limit", rule.limit)
    elif rule.op in {"<=", ">="} and rule.clear_margin <= 0:
        yield "clear_margin", f"expected more than 0: with {rule.op} a value on the limit would raise and end it"
    low, high = rule.baseline_low, rule.baseline_high
    if low is not None and high is not None and low > high:
        yield "baseline_low", f"expected at most baseline_high, which is {high:g}"
    if rule.gate_max_s is not None and rule.gate_max_s < rule.delay_s:
        yield "gate_max_s", f"expected at least delay_s, which is {rule.delay_s:g}"
    if rule.plunge_max_s is not None and rule.plunge_max_s < rule.longest_gate_s:
        yield "plunge_max_s", f"expected at least gate_max_s, which is {rule.longest_gate_s:g}"
    if isinstance(rule, FallRule) and rule.graver_limit is not None and rule.graver_limit >= (rule.limit or 0):
        yield "graver_limit", f"expected less than limit, which is {rule.limit or 0:g}"


def _pressure_faults(rule: PressureRule) -> Iterator[tuple[str, str]]:
    pairs = [(limit, clear) for limit, clear in _PRESSURE_PAIRS if getattr(rule, limit) is not None]
    if not pairs:
        yield "limit", "is missing: expected at least one limit or rise, or enabled = false"
    for limit_name, clear_name in _PRESSURE_PAIRS:
        limit, clear = getattr(rule, limit_name), getattr(rule, clear_name)
        if limit is None and clear is not None:
            yield clear_name, f'belongs to {limit_name}, which is none: expected "none" here too'
        elif limit is not None and clear is None:
            if limit_name in _RISES:
                yield clear_name, f"is missing: expected the rise at which an alarm by {limit_name} ends"
        elif limit is not None and not _ends_outside(rule.op, limit, clear):
            yield clear_name, _clear_expected(rule.op, limit_name, limit)
    for part, limit_name in (("low", "limit"), ("low_mean", "mean_limit")):
        yield from _low_baseline_faults(rule, part, limit_name)
    yield from _gravity_faults(rule)


def _low_baseline_faults(rule: PressureRule, part: str, limit_name: str) -> Iterator[tuple[str, str]]:
    ratio_name, floor_name = f"{part}_baseline_ratio", f"{part}_baseline_floor"
    ratio, floor, limit = (getattr(rule, name) for name in (ratio_name, floor_name, limit_name))
    if (ratio is None) != (floor is None):
        missing = ratio_name if ratio is None else floor_name
        yield missing, f"is missing: {ratio_name} and {floor_name} belong together"
    if ratio is not None and (rule.op[0] != "<" or limit is None):
        yield ratio_name, f'moves a lower limit: expected op "<" and {limit_name}'
    elif floor is not None and limit is not None and floor > limit:
        yield floor_name, f"expected at most {limit_name}, which is {limit:g}"


def _gravity_faults(rule: PressureRule) -> Iterator[tuple[str, str]]:
    for name in ("high_beyond", "high_rate_below"):
        if getattr(rule, name) is not None and rule.confirmed_priority is None:
            yield name, "belongs to confirmed_priority, which is none"
    if rule.fall_percent is not None and rule.op[0] != "<":
        yield "fall_percent", 'is a fall: expected op "<"'
    if rule.fall_percent is not None and rule.fall_clear_mmhg <= 0:
        yield "fall_clear_mmhg", "expected more than 0: a value on the limit would raise and end it"


def _jump_faults(rule: JumpRule) -> Iterator[tuple[str, str]]:
    if rule.settled_mmhg >= rule.change_mmhg:
        yield "settled_mmhg", f"expected less than change_mmhg, which is {rule.change_mmhg:g}"
    if rule.down_below >= rule.up_to:
        yield "down_below", f"expected less than up_to, which is {rule.up_to:g}"


def _no_data_faults(rule: NoDataRule) -> Iterator[tuple[str, str]]:
    if rule.medium_after_s <= rule.low_after_s:
        yield "medium_after_s", f"expected more than low_after_s, which is {rule.low_after_s:g}"
    if rule.known_break_after_s is not None and rule.known_break_after_s > rule.low_after_s:
        yield "known_break_after_s", f"expected at most low_after_s, which is {rule.low_after_s:g}"


def _staged_faults(rule: StagedRule) -> Iterator[tuple[str, str]]:
    if rule.graver_after_s is not None and rule.graver_after_s <= rule.after_s:
        yield "graver_after_s", f"expected more than after_s, which is {rule.after_s:g}"
    if rule.graver is not None and rule.graver <= rule.priority:
        yield "graver", f"expected graver than priority, which is {rule.priority.word}"
    if rule.limit is not None and rule.graver_limit is not None and rule.graver_limit >= rule.limit:
        yield "graver_limit", f"expected less than limit, which is {rule.limit:g}"


def _ends_outside(op: str, limit: float, clear: float) -> bool:
    """Whether a value at `clear` no longer violates `limit`."""
    match op:
        case "<":
            return clear >= limit
        case "<=":
            return clear > limit
        case ">":
            return clear <= limit
        case _:
            return clear < limit


def _clear_expected(op: str, limit_name: str, limit: float) -> str:
    side = {"<": "at least", "<=": "more than", ">": "at most", ">=": "less than"}[op]
    return f"expected {side} {limit_name}, which is {limit:g}: an alarm must end where the limit is kept again"


def _not_nested(milder: Rule, graver: Rule, *, file: str) -> Iterator[Problem]:
    """The milder limit must be reached first; equal ones leave no warning before the grave alarm."""
    if not isinstance(milder, LimitRule | PressureRule) or not isinstance(graver, LimitRule | PressureRule):
        return
    rising = milder.op[0] == ">"
    for field in _NESTED_FIELDS:
        mild, grave = getattr(milder, field, None), getattr(graver, field, None)
        if mild is None or grave is None:
            continue
        if mild >= grave if rising else mild <= grave:
            side = "less" if rising else "more"
            yield Problem(
                file=file,
                key=f"rules.{milder.rule}.{field}",
                value=f"{mild:g}",
                expected=f"expected {side} than that of {graver.rule}, which is {grave:g}",
            )


def _not_nested_for_all(rules: Sequence[Rule], milder: Rule, graver: Rule, *, file: str) -> Iterator[Problem]:
    """For every baseline, with and without oxygen, the milder limit is reached first: what follows may cross."""
    if not (isinstance(milder, LimitRule) and isinstance(graver, LimitRule)):
        return
    judged = [rule for rule in rules if isinstance(rule, LimitRule)]
    places = judged.index(milder), judged.index(graver)
    rising = milder.op[0] == ">"
    for on_oxygen, baseline in product((False, True), (None, *_BASELINES.get(milder.channel, ()))):
        limits = resolve_limits(judged, {milder.channel: baseline}, on_oxygen=on_oxygen)
        mild, grave = limits[places[0]], limits[places[1]]
        if mild >= grave if rising else mild <= grave:
            words = "no baseline" if baseline is None else f"a baseline of {baseline}"
            where = f"{words} and oxygen" if on_oxygen else words
            yield Problem(
                file=file,
                key=f"rules.{milder.rule}.limit",
                value=f"{mild:g}",
                expected=f"with {where} it must be reached before that of {graver.rule}, which is {grave:g}",
            )
            return
