"""A recorded desaturation through simulator, pseudo-terminal, driver and room: the alarm comes when its delay says."""

from pathlib import Path

import pytest
from running_rooms import admit, blueprint_of, clock_options, place_of, raised, recorded, running_room, shared_clock
from system_tools import Simulators, wait_for

from drivers.observations import Parameter
from monitor.domain.inputs import Sample
from monitor.domain.time import TICKS_PER_SECOND, ticks
from monitor.port.snapshot import AlarmView

SPEED = 4.0
START_S = 330
FIRST_BELOW_90_S = 371  # sensor 5 of 100001 reads 90 at 370 s and 89 from 371 s on
DELAY_S = 10
SCENARIO = """
schema = 1
name = "A recorded patient"
seed = 1

[[places]]
id = "1"
kind = "chair"

[[patients]]
place = "1"
label = "recorded"
phase = "baseline"
admitted_min = 0
recording = {{ file = "{file}", start_s = {start_s}, spo2_column = "SpO2 5", pulse_column = "Pulse 5" }}

[[devices]]
id = "SIM-masimo-1"
kind = "masimo_ascii1"
link = "pty"
place = "1"
"""


@pytest.mark.system
def test_low_saturation_alarms_in_the_second_that_its_delay_prescribes(tmp_path: Path, reference: Path) -> None:
    recording = reference / "recordings" / "uw_induced_hypoxemia" / "100001.csv.gz"
    scenario = tmp_path / "scenario.toml"
    scenario.write_text(SCENARIO.format(file=recording, start_s=START_S), encoding="utf-8")
    clock = shared_clock(SPEED)
    with Simulators(scenario, *clock_options(clock)) as simulators:
        assert simulators.devices[0]["link"].startswith("serial:///")
        blueprint = blueprint_of(simulators.devices, ["1"], shortest_silence_s=SPEED)
        with running_room(blueprint, tmp_path / "room.db", clock) as running:
            admit(running, "1")
            view = wait_for(lambda: _alarm(place_of(running, "1").alarms), what="O2-LO on the screen")
        assert simulators.close() == 0
    assert view.priority.word == "medium"
    inputs, changes = recorded(tmp_path / "room.db", blueprint)
    samples = [item for item in inputs if isinstance(item, Sample) and item.parameter is Parameter.SPO2]
    first_low = next(item for item in samples if item.value is not None and item.value < 90)
    assert first_low.value == 89
    alarm = raised(changes, "O2-LO", "1")
    assert alarm.due.tick - first_low.tick == ticks(DELAY_S)
    epoch_after_anchor_s = (alarm.due.utc_ms - clock.anchor.utc_ns / 1e6) / 1000 - alarm.due.tick / TICKS_PER_SECOND
    arrived_s = epoch_after_anchor_s + first_low.tick / TICKS_PER_SECOND
    assert FIRST_BELOW_90_S - START_S <= arrived_s < FIRST_BELOW_90_S - START_S + 1
    assert all(item.value is None or item.value >= 90 for item in samples if item.tick < first_low.tick)


def _alarm(alarms: tuple[AlarmView, ...]) -> AlarmView | None:
    return next((alarm for alarm in alarms if alarm.rule == "O2-LO"), None)
