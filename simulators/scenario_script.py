"""The script of a scenario: what is done to devices and patients at which minute, and what the nurse does. Data only.

The simulators carry out the former. The nurse's deeds are only handed on: they are carried out on the monitor's side,
for a nurse works at the station, and simulators and monitor meet on the wire alone.
"""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, Final, Self

from pydantic import Field, model_validator

from simulators.deeds import UNDONE_BY, BrokerDeed, DeviceDeed, PlaceDeed
from simulators.scenario_patients import PatientPlan, Phase, PumpDeed, RunMinutes, Strict

_ADMITTED_AFTER_MIN: Final = 0.5
_PLAN_NEEDS: Final = "exactly one of device, place and broker says to whom it happens"


class Happening(Strict):
    """Something done to a device, to whoever sits at a place, or to the broker, at a minute of the run."""

    at_min: RunMinutes
    do: DeviceDeed | PlaceDeed | BrokerDeed
    device: str | None = None
    place: str | None = None
    broker: bool = False
    for_min: Annotated[float, Field(gt=0.0)] | None = None  # after which it is undone; None: never

    @model_validator(mode="after")
    def _check(self) -> Self:
        if [self.device is None, self.place is None, not self.broker].count(False) != 1:
            raise ValueError(_PLAN_NEEDS)
        for deeds, named in ((DeviceDeed, self.device), (PlaceDeed, self.place), (BrokerDeed, self.broker or None)):
            if named is not None and self.do not in list(deeds):
                raise ValueError(f"do: expected one of {', '.join(deeds)}, not {self.do}")
        if self.for_min is not None and self.do not in UNDONE_BY:
            raise ValueError(f"for_min: {self.do} is over by itself, nothing undoes it")
        return self

    def orders(self) -> Iterator[tuple[float, dict[str, str]]]:
        """Give the moments in seconds of the run and the orders that carry it out."""
        if self.device is None:
            yield (
                60.0 * self.at_min,
                {"broker": self.do} if self.broker else {"place": self.place or "", "do": self.do},
            )
            return
        yield 60.0 * self.at_min, {"device": self.device, "do": self.do}
        if self.for_min is not None:
            yield 60.0 * (self.at_min + self.for_min), {"device": self.device, "do": UNDONE_BY[DeviceDeed(self.do)]}


class NurseDo(StrEnum):
    ADMIT = "admit"
    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    END = "end"
    MOVE = "move"
    DISCHARGE = "discharge"
    ACKNOWLEDGE = "acknowledge"  # whatever alarms at the place
    PAUSE_AUDIO = "pause_audio"
    NOTE = "note"


_NEEDS: Final = MappingProxyType({NurseDo.ADMIT: "label", NurseDo.MOVE: "place in to", NurseDo.NOTE: "text"})


class NurseDeed(Strict):
    """One thing that the nurse does at the station, at a minute of the run."""

    at_min: RunMinutes
    place: str
    do: NurseDo
    label: str = ""  # of "admit", as are the next two
    course: str = ""
    planned_infusion_min: float = 40.0
    to: str = ""  # of "move"
    text: str = ""  # of "note"

    @model_validator(mode="after")
    def _check(self) -> Self:
        needed = {NurseDo.ADMIT: self.label, NurseDo.MOVE: self.to, NurseDo.NOTE: self.text}
        if not needed.get(self.do, "-"):
            raise ValueError(f"{self.do} needs a {_NEEDS[self.do]}")
        return self


class NursePlan(Strict):
    """A nurse who follows the patients' plans, answers alarms, and does what else the script says."""

    follows_plans: bool = True
    answers_after_s: tuple[float, float] | None = None  # shortest and longest; None: alarms are left to who watches
    deeds: tuple[NurseDeed, ...] = ()

    def script(self, patients: Iterable[PatientPlan]) -> tuple[NurseDeed, ...]:
        """Give all that the nurse does, in order of time."""
        planned = [deed for patient in patients for deed in _deeds_for(patient)] if self.follows_plans else []
        return tuple(sorted([*planned, *self.deeds], key=lambda deed: deed.at_min))


def _deeds_for(patient: PatientPlan) -> Iterator[NurseDeed]:
    chair = patient.place
    if patient.phase is Phase.EXPECTED:
        yield NurseDeed(
            at_min=patient.seated_min + _ADMITTED_AFTER_MIN,
            place=chair,
            do=NurseDo.ADMIT,
            label=patient.label,
            course=patient.course,
            planned_infusion_min=patient.planned_infusion_min,
        )
    if patient.starts_min is not None:
        yield NurseDeed(at_min=patient.starts_min, place=chair, do=NurseDo.START)
    for change in patient.pump:
        if change.do in {PumpDeed.PAUSE, PumpDeed.RESUME}:
            yield NurseDeed(at_min=change.at_min, place=chair, do=NurseDo(change.do))
    end_s = patient.pump_history().end_s
    is_left_paused = patient.ends_min is None and [change.do for change in patient.pump][-1:] == [PumpDeed.PAUSE]
    if end_s is not None and end_s >= 0.0 and patient.phase is not Phase.RECOVERY and not is_left_paused:
        yield NurseDeed(at_min=end_s / 60.0, place=chair, do=NurseDo.END)
    if patient.moves_min is not None:
        yield NurseDeed(at_min=patient.moves_min, place=chair, do=NurseDo.MOVE, to=patient.bay or "")
    if patient.leaves_min is not None:
        yield NurseDeed(at_min=patient.leaves_min, place=patient.bay or chair, do=NurseDo.DISCHARGE)
