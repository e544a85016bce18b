"""Advisory rules on the course of pressure as data: LOW, seen, never heard."""

from dataclasses import dataclass
from typing import ClassVar

from monitor.domain.vocabulary import AlarmKind, Priority


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastRule:
    """The estimated peak of a running infusion reaches a limit with some probability. Seen, never heard."""

    rule: str
    probability: float  # at which it is raised
    clear_probability: float  # below which it ends
    limit: float  # systolic, mmHg
    rise_percent: float  # over the baseline; the lower of both limits counts
    after_s: float  # from the start of the infusion: before that the estimate is its own prior
    enabled: bool = True
    kind: AlarmKind = AlarmKind.PHYSIOLOGICAL
    priority: ClassVar[Priority] = Priority.LOW
    audible: ClassVar[bool] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CusumRule:
    """The systolic pressure has moved away from the baseline, by small steps as well. Seen, never heard."""

    rule: str
    threshold: float  # of the cumulative sum, in standard deviations
    slack: float
    least_sd: float  # of one reading, mmHg
    enabled: bool = True
    kind: AlarmKind = AlarmKind.PHYSIOLOGICAL
    priority: ClassVar[Priority] = Priority.LOW
    audible: ClassVar[bool] = False


AdviceRule = ForecastRule | CusumRule
