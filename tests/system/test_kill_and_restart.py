"""A station killed in the middle of an infusion comes back as it was: chairs, phases, timers, alarms, samples."""

import random
from functools import partial
from pathlib import Path

import pytest
from system_tools import HeadlessStation, Line, Simulators, place_in, stored, write_room

from monitor.domain.vocabulary import Priority

KILLS = 5
# "A killed process loses at most one second of samples", and in the second before that one a device that speaks once a
# second, and a station that then has nothing to store, may have said nothing.
LOST_AT_MOST_TICKS = 20
SCENARIO = """
schema = 1
name = "Two chairs"
seed = 3

[[places]]
id = "1"
kind = "chair"

[[places]]
id = "2"
kind = "chair"

[[patients]]
place = "1"
label = "low saturation"
phase = "baseline"
admitted_min = 0
recording = { file = "low.csv" }

[[patients]]
place = "2"
label = "calm"
phase = "baseline"
admitted_min = 0
recording = { file = "calm.csv" }

[[devices]]
id = "SIM-masimo-1"
kind = "masimo_ascii1"
link = "pty"
place = "1"

[[devices]]
id = "SIM-masimo-2"
kind = "masimo_ascii1"
link = "tcp"
place = "2"
"""


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    """A patient at 83 % for ten minutes, and one in whom nothing happens."""
    for name, saturation in (("low", 83), ("calm", 98)):
        rows = "\n".join(f"{second},70,{saturation}" for second in range(600))
        (tmp_path / f"{name}.csv").write_text(f"t_s,pr_bpm,spo2_pct\n{rows}\n", encoding="utf-8")
    path = tmp_path / "scenario.toml"
    path.write_text(SCENARIO, encoding="utf-8")
    return path


def alarms_of(picture: Line) -> set[tuple[int, str, str, int]]:
    return {(each["alarm_id"], each["place_id"], each["rule"], each["raised"]["tick"]) for each in picture["alarms"]}


def begin_infusions(station: HeadlessStation) -> None:
    for place_id, label in (("1", "A.M. 59"), ("2", "B.K. 61")):
        station.say({"type": "admit", "place_id": place_id, "label": label, "planned_infusion_s": 2400.0})
    station.until(lambda seen: all(place["session"] for place in seen["places"]), what="both admitted")
    for place in station.snapshot()["places"]:
        session_id = place["session"]["session_id"]
        started = {"type": "infusion", "act": "start"}
        station.say({"type": "record", "place_id": place["place_id"], "session_id": session_id, "entry": started})
    station.until(
        lambda seen: all(place["session"]["phase"] == "infusion" for place in seen["places"]), what="both infusing"
    )


def assert_same_room(before: Line, after: Line) -> None:
    """The same patients, phases and alarms, and every clock further by the time that has passed since."""
    passed_s = (after["at"]["utc_ms"] - before["at"]["utc_ms"]) / 1000
    for place_id in ("1", "2"):
        then, now = (place_in(picture, place_id)["session"] for picture in (before, after))
        for key in ("session_id", "label", "phase", "admitted_utc_ms", "planned_infusion_s"):
            assert then[key] == now[key]
        assert now["since_infusion_start_s"] - then["since_infusion_start_s"] == pytest.approx(passed_s, abs=0.2)
    assert alarms_of(before) <= alarms_of(after)


def _has_stepped_to(wanted: int, seen: Line) -> bool:
    return bool(seen["tick_count"] >= wanted)


@pytest.mark.system
@pytest.mark.hazard("H38")
def test_five_kills_in_an_infusion(tmp_path: Path, scenario: Path, rng: random.Random) -> None:
    data_dir = tmp_path / "data"
    with Simulators(scenario) as simulators:
        room = write_room(tmp_path, simulators.devices, ["1", "2"])
        with HeadlessStation(room, data_dir) as station:
            begin_infusions(station)
            station.until(lambda seen: any(each["rule"] == "O2-XLO" for each in seen["alarms"]), what="O2-XLO")
            station.say({"type": "pause_audio", "place_id": "1"})
            before = station.until(lambda seen: place_in(seen, "1")["audio_paused_by"], what="a pause")
            station.kill()
        for _ in range(KILLS - 1):
            last_tick = stored(data_dir, "SELECT max(tick) FROM input_batches", tmp_path)[0][0]
            assert last_tick >= before["at"]["tick"] - LOST_AT_MOST_TICKS
            with HeadlessStation(room, data_dir) as station:
                assert_same_room(before, station.first)
                assert station.first["audio"]["sounding"] == Priority.HIGH
                wanted = station.first["tick_count"] + rng.randrange(1, 25)
                before = station.until(partial(_has_stepped_to, wanted), what="some steps")
                station.kill()
        with HeadlessStation(room, data_dir) as station:
            assert_same_room(before, station.first)
            assert "restarted" in station.first["banner"].lower()
            station.until(lambda seen: place_in(seen, "1")["spo2"]["value"] == 83, what="values are back")
            assert station.close() == 0
        seqs = [row[0] for row in stored(data_dir, "SELECT seq FROM events ORDER BY seq", tmp_path)]
        assert seqs == list(range(1, len(seqs) + 1))


@pytest.mark.system
def test_a_clean_end_keeps_everything(tmp_path: Path, scenario: Path) -> None:
    data_dir = tmp_path / "data"
    with Simulators(scenario) as simulators:
        room = write_room(tmp_path, simulators.devices, ["1", "2"])
        with HeadlessStation(room, data_dir) as station:
            begin_infusions(station)
            before = station.snapshot()
            assert station.close() == 0
        with HeadlessStation(room, data_dir) as station:
            assert_same_room(before, station.first)
            assert station.close() == 0
