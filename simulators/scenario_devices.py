"""Devices of a scenario: kind, link, beside whom, with which cuff cycle and how bad a cable: data only."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from simulators.kinds import DeviceKind, LinkKind, links_of
from simulators.scenario_patients import LONGEST_PAST_MIN, Share, Strict

DEVICE_ID_PREFIX = "SIM"  # nobody may take a simulated device for a real one, not even in a log


class FaultPlan(Strict):
    """Shares of the messages on a serial or TCP line that suffer each fault; see `simulators.faults`."""

    split: Share = 0.0
    drop: Share = 0.0
    corrupt: Share = 0.0
    duplicate: Share = 0.0
    longest_delay_s: Annotated[float, Field(ge=0.0, le=60.0)] = 0.0


class CyclePlan(Strict):
    """At `from_min`, counted from the start of the run, the cuff's cycle is set at the bedside."""

    from_min: Annotated[float, Field(ge=-LONGEST_PAST_MIN)]
    interval_min: Annotated[float, Field(ge=1.0, le=120.0)]


class DevicePlan(Strict):
    id: Annotated[str, Field(pattern=r"^SIM[A-Za-z0-9._-]{0,61}$")]
    kind: DeviceKind
    link: LinkKind
    place: str
    oximeter: bool = True  # whether the box has an oximeter in use
    # empty: waits for START; left out where patients come and go: set by the nurse for each of them
    cuff_programme: tuple[CyclePlan, ...] = (CyclePlan(from_min=0.0, interval_min=5.0),)
    cuff_failure_share: Share = 0.02
    cuff_artefact_share: Share = 0.0
    faults: FaultPlan = FaultPlan()

    @property
    def has_own_programme(self) -> bool:
        """Whether the scenario says how the cuff is set."""
        return "cuff_programme" in self.model_fields_set

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.link not in links_of(self.kind):
            raise ValueError(f"a device of kind {self.kind} is offered over {' or '.join(links_of(self.kind))}")
        if self.kind is DeviceKind.PM6750 and self.has_own_programme and self.cuff_programme:
            raise ValueError("the cuff of a pm6750 has no cycle of its own: cuff_programme is left out, or empty")
        starts = [change.from_min for change in self.cuff_programme]
        if starts != sorted(set(starts)):
            raise ValueError("the changes of cuff_programme must follow each other in time")
        return self
