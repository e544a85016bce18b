"""The stages of a stay and the one table of what leads from which to which. Everything that asks "may I?" asks it here.

A phase is what the alarm rules know; a stage is finer. Infusions run from start to end with pauses between; a drug that
is injected or sprayed is given in doses, and no word of an infusion belongs to it.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from monitor.domain.admission import Route
from monitor.domain.entries import InfusionAct
from monitor.domain.vocabulary import Phase


class Stage(StrEnum):
    ARRIVAL = "arrival"  # checks of the clinic are open
    BASELINE = "baseline"
    INFUSION = "infusion"
    PAUSED = "paused"
    RECOVERY = "recovery"
    DISCHARGED = "discharged"
    CANCELLED = "cancelled"  # left before any drug
    HOSPITAL = "hospital"
    AGAINST_ADVICE = "against advice"


class StayAct(StrEnum):
    """What moves a stay on besides the drug."""

    CHECKED = "checks answered"
    DISCHARGE = "discharge"
    CANCEL = "cancel"
    HOSPITAL = "sent to hospital"
    AGAINST_ADVICE = "leaves against advice"


Act = InfusionAct | StayAct
Table = Mapping[tuple[Stage, Act], Stage]

_BEFORE = (Stage.ARRIVAL, Stage.BASELINE)
_AFTER_DRUG = (Stage.INFUSION, Stage.PAUSED, Stage.RECOVERY)
_EXITS: dict[tuple[Stage, Act], Stage] = {
    (Stage.ARRIVAL, StayAct.CHECKED): Stage.BASELINE,
    **{(stage, StayAct.CANCEL): Stage.CANCELLED for stage in _BEFORE},
    (Stage.RECOVERY, StayAct.DISCHARGE): Stage.DISCHARGED,
    **{(stage, StayAct.HOSPITAL): Stage.HOSPITAL for stage in (*_BEFORE, *_AFTER_DRUG)},
    **{(stage, StayAct.AGAINST_ADVICE): Stage.AGAINST_ADVICE for stage in _AFTER_DRUG},
}
INFUSION_TABLE: Table = MappingProxyType(
    {
        (Stage.BASELINE, InfusionAct.START): Stage.INFUSION,
        (Stage.INFUSION, InfusionAct.PAUSE): Stage.PAUSED,
        (Stage.PAUSED, InfusionAct.RESUME): Stage.INFUSION,
        (Stage.INFUSION, InfusionAct.RATE): Stage.INFUSION,
        (Stage.INFUSION, InfusionAct.BOLUS): Stage.INFUSION,
        (Stage.INFUSION, InfusionAct.END): Stage.RECOVERY,
        (Stage.PAUSED, InfusionAct.END): Stage.RECOVERY,
        **_EXITS,
    }
)
DOSE_TABLE: Table = MappingProxyType(
    {
        (Stage.BASELINE, InfusionAct.DOSE_GIVEN): Stage.RECOVERY,
        (Stage.RECOVERY, InfusionAct.DOSE_GIVEN): Stage.RECOVERY,
        **{key: to for key, to in _EXITS.items() if key[0] not in (Stage.INFUSION, Stage.PAUSED)},
    }
)
PHASE_OF: Mapping[Stage, Phase] = MappingProxyType(
    {
        Stage.ARRIVAL: Phase.BASELINE,
        Stage.BASELINE: Phase.BASELINE,
        Stage.INFUSION: Phase.INFUSION,
        Stage.PAUSED: Phase.INFUSION,
        Stage.RECOVERY: Phase.RECOVERY,
        Stage.DISCHARGED: Phase.DISCHARGED,
        Stage.CANCELLED: Phase.DISCHARGED,
        Stage.HOSPITAL: Phase.DISCHARGED,
        Stage.AGAINST_ADVICE: Phase.DISCHARGED,
    }
)
"""What the rules hear of a stage; a paused infusion is judged like a running one."""


def table_of(route: Route) -> Table:
    """The table of a route."""
    return INFUSION_TABLE if route.is_infusion else DOSE_TABLE


def acts_in(stage: Stage, route: Route) -> tuple[Act, ...]:
    """What may be recorded in this stage: what a screen offers."""
    return tuple(act for known, act in table_of(route) if known is stage)


def why_not(stage: Stage, act: Act, route: Route) -> str:
    """Say why `act` is not possible now."""
    if isinstance(act, InfusionAct) and route.is_infusion is (act is InfusionAct.DOSE_GIVEN):
        given = "in doses, without start, pause or end" if not route.is_infusion else "with a recorded start and end"
        return f"A drug given by the {route.value} route is recorded {given}."
    if act is StayAct.DISCHARGE:
        return "Record the end of the infusion first." if stage in (Stage.INFUSION, Stage.PAUSED) else _nothing(stage)
    word = act.value if isinstance(act, StayAct) else ACT_WORDS[act]
    return f"In the stage {stage.value} nobody can record: {word}."


def _nothing(stage: Stage) -> str:
    return f"In the stage {stage.value} there is nobody to discharge; no drug was given: cancel the session instead."


ACT_WORDS: Mapping[InfusionAct, str] = MappingProxyType(
    {
        InfusionAct.START: "start of the infusion",
        InfusionAct.PAUSE: "pause of the infusion",
        InfusionAct.RESUME: "infusion resumed",
        InfusionAct.RATE: "new rate of the infusion",
        InfusionAct.BOLUS: "bolus",
        InfusionAct.DOSE_GIVEN: "dose given",
        InfusionAct.END: "end of the infusion",
    }
)


def diagram(table: Table) -> str:
    """The table as a Mermaid state diagram, for the README."""
    edges = [f"    {_name(stage)} --> {_name(to)}: {act.value.replace('_', ' ')}" for (stage, act), to in table.items()]
    ends = dict.fromkeys(to for to in table.values() if PHASE_OF[to] is Phase.DISCHARGED)
    return "\n".join(
        [
            "stateDiagram-v2",
            f"    [*] --> {_name(Stage.ARRIVAL)}",
            *edges,
            *(f"    {_name(end)} --> [*]" for end in ends),
        ]
    )


def _name(stage: Stage) -> str:
    return stage.value.replace(" ", "_")
