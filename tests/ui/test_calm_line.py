"""What the one calm sentence of a tile says of the cuff and of the estimate."""

from dataclasses import replace
from datetime import UTC

import pytest
from test_presenter_places import tile_of
from ui_builders import alarm, chair

from monitor.domain.vocabulary import Priority
from monitor.port.snapshot import ForecastView, TaskView
from monitor.ui.presenter.chair_view import chair_detail


def test_the_calm_line_asks_for_a_pressure_before_all_else() -> None:
    task = TaskView(why="to confirm 184/96", since_s=20.0, due_in_s=40.0)
    assert tile_of(replace(chair(), task=task)).line.calm[0] == "TAKE PRESSURE IN 0:40 · to confirm 184/96"
    overdue = replace(task, due_in_s=-5.0)
    assert tile_of(replace(chair(), task=overdue)).line.calm[1] == "TAKE PRESSURE NOW"


def test_the_calm_line_tells_of_the_arm_and_of_an_estimate() -> None:
    infusing = chair()
    assert tile_of(replace(infusing, cuff_line="40 inflations: look at the arm")).line.calm[0].startswith("40 infl")
    forecast = ForecastView(low=128, high=151, at_min=40, text="estimate 128–151 at 40 min")
    assert tile_of(replace(infusing, device_line="", forecast=forecast)).line.calm[0] == "estimate 128–151 at 40 min"


@pytest.mark.hazard("H51")
def test_where_the_drug_has_stopped_the_tile_and_the_chair_view_say_when_half_its_effect_is_gone() -> None:
    paused = replace(chair(), half_gone_in_min=5.4)
    text = "estimate: half of the drug effect gone in 6 min"
    assert tile_of(paused).line.calm[0] == text
    detail = chair_detail(paused, UTC)
    assert detail is not None
    assert (detail.sections[-1].heading, detail.sections[-1].lines) == ("Estimate, not measured", (text,))
    assert not any(text in section.lines for section in detail.sections[:-1]), "among what was measured"
    alarming = chair_detail(replace(paused, alarms=(alarm(1, "1", Priority.MEDIUM, "BP ↑ 165/90 ≥ 160"),)), UTC)
    assert alarming is not None
    assert not any(text in section.lines for section in alarming.sections)  # nothing calms beside an alarm


@pytest.mark.hazard("H15")
def test_closer_limits_stand_in_the_heading_at_every_width_and_their_reason_in_the_calm_line() -> None:
    place = replace(chair(), closer=True, profile_line="limits Closer: hypertension")
    tile = tile_of(place)
    assert all(words.endswith("closer limits") for words in tile.heading.status)
    assert tile.line.calm == ("limits Closer: hypertension", "limits Closer")
    assert not any("closer" in words for words in tile_of(chair()).heading.status)
