"""Whether a profile and the closer one for patients at risk can be laid over each other."""

from collections.abc import Iterator, Sequence

from monitor.alarms.closer import kinds_of_branches
from monitor.alarms.pressure_rules import PressureRule
from monitor.alarms.rules import Profile, Rule
from monitor.settings.problems import Problem


def closer_problems(rules: Sequence[Rule], closer: Profile, *, name: str, file: str) -> Iterator[Problem]:
    """What does not fit. That a number of the closer profile is not closer is no mistake: the stricter one counts."""
    own = {rule.rule: rule for rule in rules if isinstance(rule, PressureRule)}
    for rule in closer.rules:
        if isinstance(rule, PressureRule) and kinds_of_branches(rule) != kinds_of_branches(own[rule.rule]):
            yield Problem(
                file=file,
                key=f"rules.{rule.rule}",
                expected=f"has other branches than in {name}: expected the same, each with a limit of its own",
            )
