"""The tables about the outside as they were read, each by itself, on their way to settings."""

from dataclasses import dataclass
from typing import Any

from monitor.settings.outside_models import EscalationSettings, Hl7Settings, OutsideSettings, PublishSettings
from monitor.settings.section import Section, required

OUTSIDE_TABLES = ("escalation", "publish", "hl7")


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideParts:
    """None: the file has no such table."""

    escalation: tuple[Section[EscalationSettings], ...] = ()
    publish: Section[PublishSettings] | None = None
    hl7: Section[Hl7Settings] | None = None

    def sections(self) -> tuple[Section[Any], ...]:
        """Every table that is there."""
        return tuple(section for section in (*self.escalation, self.publish, self.hl7) if section is not None)

    def settings(self) -> OutsideSettings:
        """Of tables in which no problem was found."""
        return OutsideSettings(
            escalation=tuple(required(section) for section in self.escalation),
            publish=None if self.publish is None else required(self.publish),
            hl7=None if self.hl7 is None else required(self.hl7),
        )
