"""The demo's room: what the simulators may offer, and a past that goes through the room like the present."""

import gzip
import json
import sys
import threading
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest
from app_samples import EPOCH, journal_at

from drivers.clock import MANUAL_START, ManualClock
from drivers.observations import Provenance
from monitor.app.demo_room import demo_blueprint
from monitor.app.past import PastError, go_live, past_ticks, play_past
from monitor.app.simulator_process import Offer, SimulatorError, SimulatorProcess
from monitor.domain.inputs import ClockStepped
from monitor.domain.time import ticks
from monitor.domain.vocabulary import Phase

DEVICE = {"device": "SIM-m", "kind": "mqtt_native", "link": "mqtt://vitals/v1/sim/SIM-m", "place": "1"}
BROKER = {"broker": "mqtt://127.0.0.1:1883", "username": "u", "password": "p"}
PLACE = {
    "place": "1",
    "kind": "chair",
    "label": "A.M. 59",
    "course": "infusion 3 of 6",
    "phase": "infusion",
    "admitted_min": 10,
    "infusion_start_min": 4,
    "infusion_end_min": None,
    "planned_infusion_min": 40,
}


def offer_of(*lines: Mapping[str, object]) -> Offer:
    offer = Offer()
    for line in lines:
        assert not offer.take(json.dumps(line))
    assert offer.take('{"ready": true}')
    return offer


def written_past(path: Path, *, saturations: dict[int, int], pressures: dict[int, tuple[int, int, int]]) -> Path:
    """A past in the native schema; keys are seconds before now."""
    lines: list[tuple[int, str, dict[str, object]]] = []
    for ago_s, value in saturations.items():
        body: dict[str, object] = {"code": 150456, "value": value, "unit": "%"}
        lines.append((-ago_s, "spo2", body))
    for ago_s, (systolic, diastolic, mean) in pressures.items():
        body = {"sys": systolic, "dia": diastolic, "mean": mean, "pr": 70, "unit": "mm[Hg]", "cuff_state": "done"}
        lines.append((-ago_s, "nibp", body))
    lines.sort(key=lambda line: line[0])
    with gzip.open(path, "wt", encoding="utf-8") as file:
        for seq, (t_s, kind, body) in enumerate(lines):
            moment = (MANUAL_START.utc + timedelta(seconds=t_s)).isoformat()
            payload = {"seq": seq, "t_meas": moment, "t_recv": moment, "valid": True, "quality": "good", **body}
            topic = f"vitals/v1/sim/SIM-m/{kind}"
            file.write(json.dumps({"t_s": t_s, "device": "SIM-m", "topic": topic, "payload": payload}) + "\n")
    return path


def test_a_link_that_could_be_real_is_refused() -> None:
    for link in ("serial:///dev/ttyUSB0?baud=9600", "tcp://10.1.2.3:4001"):
        line: dict[str, object] = {**DEVICE, "kind": "masimo_ascii1", "link": link}
        with pytest.raises(SimulatorError, match="could be a real device"):
            demo_blueprint(offer_of(line, PLACE), speed=1.0)
    far: dict[str, object] = {**BROKER, "broker": "mqtt://broker.clinic.example:1883"}
    with pytest.raises(SimulatorError, match=r"broker\.clinic\.example"):
        demo_blueprint(offer_of(DEVICE, far, PLACE), speed=1.0)


def test_everything_in_a_demo_is_simulated_and_no_silence_is_shorter_than_a_real_second() -> None:
    blueprint = demo_blueprint(offer_of(DEVICE, BROKER, PLACE), speed=20.0)
    assert blueprint.plan.provenance is Provenance.SIMULATED
    assert {spec.provenance for spec in blueprint.specs} == {Provenance.SIMULATED}
    assert blueprint.plan.shortest_silence_s == 20.0
    assert demo_blueprint(offer_of(DEVICE, BROKER, PLACE), speed=0.5).plan.shortest_silence_s == 1.0


@pytest.mark.parametrize("line", ["rubbish", "[]", '{"device": "x"}', '{"place": "1", "kind": "sofa"}'])
def test_a_line_that_was_not_agreed_upon_is_an_error(line: str) -> None:
    with pytest.raises(SimulatorError, match="unexpected"):
        Offer().take(line)


def test_the_past_leaves_phases_timers_readings_and_values(tmp_path: Path) -> None:
    past = written_past(
        tmp_path / "past.gz",
        saturations=dict.fromkeys(range(590), 97),
        pressures={540: (118, 70, 86), 420: (122, 74, 90), 60: (140, 80, 100)},
    )
    offer = offer_of(DEVICE, BROKER, PLACE, {"history": str(past)})
    blueprint = demo_blueprint(offer, speed=1.0)
    journal = journal_at(tmp_path / "demo.db")
    clock = ManualClock()
    room = play_past(blueprint, offer, journal, anchor=clock.now(), clock=clock)
    recovery = journal.recover()
    journal.close()
    (session,) = room.sessions.values()
    length = past_ticks(offer)
    assert room.now.tick == length
    assert (session.label, session.phase) == ("A.M. 59", Phase.INFUSION)
    assert length - session.admitted_tick == ticks(600)
    assert session.start_tick == length - ticks(240)
    assert [reading.systolic for reading in session.trend.readings] == [118, 122, 140]
    assert session.baseline is not None
    assert session.baseline.systolic == 120
    assert recovery.checkpoint == room.checkpoint()
    assert recovery.last_tick == length
    prompt = go_live(room, MANUAL_START.earlier(-1.0))
    assert (prompt.timeline.instant(MANUAL_START.earlier(-1.0)).tick, prompt.first_inputs) == (length + 1, ())
    late = go_live(room, MANUAL_START.earlier(-60.0))
    assert late.first_inputs == (ClockStepped(tick=length + 1, utc_ms=EPOCH.utc_ms + 60_000),)


def test_a_past_that_the_room_refuses_is_an_error(tmp_path: Path) -> None:
    early: dict[str, object] = {**PLACE, "planned_infusion_min": 0}
    offer = offer_of(DEVICE, BROKER, early)
    journal = journal_at(tmp_path / "demo.db")
    clock = ManualClock()
    with pytest.raises(PastError, match="planned infusion"):
        play_past(demo_blueprint(offer, speed=1.0), offer, journal, anchor=clock.now(), clock=clock)
    journal.close()


def test_a_line_of_the_past_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "past.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.write('{"t_s": -5, "device": "SIM-m"}\n')
    offer = offer_of(DEVICE, BROKER, PLACE, {"history": str(path)})
    journal = journal_at(tmp_path / "demo.db")
    clock = ManualClock()
    with pytest.raises(PastError, match="cannot be read"):
        play_past(demo_blueprint(offer, speed=1.0), offer, journal, anchor=clock.now(), clock=clock)
    journal.close()


@pytest.mark.skipif(sys.platform == "win32", reason="a program of POSIX")
def test_a_child_that_ends_at_once_is_told_with_its_status(monkeypatch: pytest.MonkeyPatch) -> None:
    ended = threading.Event()
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with (
        SimulatorProcess(["demo"], on_end=ended.set) as simulators,
        pytest.raises(SimulatorError, match="ended at once with status 1"),
    ):
        simulators.wait_until_ready(timeout_s=30)
    assert ended.wait(30)
    assert simulators.ended


@pytest.mark.skipif(sys.platform == "win32", reason="a script for a POSIX shell")
def test_a_child_that_never_gets_ready_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    silent = tmp_path / "silent"
    silent.write_text("#!/bin/sh\nexec cat\n", encoding="ascii")
    silent.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(silent))
    with (
        SimulatorProcess([], on_end=lambda: None) as simulators,
        pytest.raises(SimulatorError, match="not ready within"),
    ):
        simulators.wait_until_ready(timeout_s=0.05)
    assert simulators.ended
