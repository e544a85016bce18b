"""One condition of a column as the engine tells it to others."""

from dataclasses import dataclass

from monitor.domain.vocabulary import AlarmKind, AlarmState, Priority


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One condition that is active, acknowledged or latched."""

    rule: str
    kind: AlarmKind
    state: AlarmState
    priority: Priority
    audible: bool
    parameter: str
    op: str
    value: float | None
    limit: float | None
    shown: str = ""
