"""What people changed about one patient's alarms: rules suspended for a while, and limits of the patient's own."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspensionView:
    """A rule that makes no sound at this place for a while."""

    rule: str
    ends_in_s: float
    reason: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnLimitView:
    """A limit of the patient's own."""

    rule: str
    limit: float
    former: float | None
    set_utc_ms: int
    reason: str
    by: str
