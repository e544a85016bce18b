"""The table of stages: the README shows it as it is, every stage is reached and left, doses know no infusion."""

from pathlib import Path

import pytest

from monitor.domain.admission import Route
from monitor.domain.entries import InfusionAct
from monitor.domain.stages import (
    DOSE_TABLE,
    INFUSION_TABLE,
    PHASE_OF,
    Stage,
    StayAct,
    Table,
    acts_in,
    diagram,
    table_of,
    why_not,
)
from monitor.domain.vocabulary import Phase

README = Path(__file__).resolve().parents[2] / "monitor" / "room" / "README.md"
ENDS = {stage for stage, phase in PHASE_OF.items() if phase is Phase.DISCHARGED}


@pytest.mark.parametrize("table", [INFUSION_TABLE, DOSE_TABLE])
def test_the_readme_shows_the_table(table: Table) -> None:
    assert diagram(table) in README.read_text(encoding="utf-8")


@pytest.mark.parametrize("route", list(Route))
def test_every_stage_of_a_route_is_reached_and_left(route: Route) -> None:
    table = table_of(route)
    reached = {Stage.ARRIVAL, *table.values()}
    left = {stage for stage, _ in table}
    assert reached - left == ENDS
    assert left <= reached


@pytest.mark.parametrize("route", [Route.INTRAMUSCULAR, Route.SUBCUTANEOUS, Route.NASAL])
def test_doses_know_no_infusion(route: Route) -> None:
    offered = {act for stage in Stage for act in acts_in(stage, route)}
    assert offered & set(InfusionAct) == {InfusionAct.DOSE_GIVEN}
    texts = [why_not(stage, act, route) for stage in (Stage.BASELINE, Stage.RECOVERY) for act in InfusionAct]
    assert not any("infusion" in text for text in texts)


@pytest.mark.parametrize("stage", list(Stage))
def test_a_refusal_names_the_stage_or_the_next_step(stage: Stage) -> None:
    for act in (*InfusionAct, *StayAct):
        text = why_not(stage, act, Route.INTRAVENOUS)
        assert text.endswith(".")
        assert stage.value in text or "Record the end" in text or "with a recorded start and end" in text
