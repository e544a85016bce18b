"""Each shipped scenario is a test of what a room must show: which rule, at which place, within which minutes.

Where nothing happens nothing may be shown. Lived through on a virtual clock, with the drivers' decoders and the engine.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from scenario_days import SCENARIOS, Lived, live

from monitor.domain.events import PhaseChanged
from monitor.domain.vocabulary import Phase, Priority

TECHNICAL = ("T-LINK", "T-SPO2", "T-STALE", "T-NIBPFAIL")
WITHOUT_CUFF = ("T-NOBASE",)  # stands where nobody measured a pressure before the drug
Live = Callable[[str, float], Lived]


@pytest.fixture(name="lived")
def _lived(tmp_path: Path) -> Live:
    def lived(name: str, minutes: float) -> Lived:
        result = live(name, tmp_path, minutes=minutes)
        assert (result.refused, result.missed) == ([], []), "script and room part here"
        return result

    return lived


def assert_raised(lived: Lived, rule: str, place: str, within: tuple[float, float]) -> None:
    """Hold that the rule spoke at the place within those minutes."""
    moments = [each.at_min for each in lived.raised(rule, place)]
    assert any(within[0] <= moment <= within[1] for moment in moments), f"{rule} at {place}: {moments}"


def physiological(lived: Lived, place: str = "") -> set[str]:
    """Give the rules about the patient that spoke aloud."""
    found = [each for each in lived.raised(place=place) if each.priority >= Priority.MEDIUM]
    return {each.rule for each in found if not each.rule.startswith("T-")}


def test_every_shipped_scenario_has_a_test_here() -> None:
    text = Path(__file__).read_text(encoding="utf-8")
    others = {"small-room", "one-of-every-kind"}  # for the links: tested with real ones
    shipped = {file.stem for file in SCENARIOS.glob("*.toml")}
    assert {name for name in shipped - others if f'"{name}"' not in text} == set()


def test_surge(lived: Live) -> None:
    room = lived("surge", 8.0)
    assert_raised(room, "BP-SEV", "1", (2.5, 5.5))
    severe = room.raised("BP-SEV", "1")
    assert severe[-1].priority is Priority.HIGH, "the second reading confirms"
    assert severe[-1].at_min <= 7.0
    assert physiological(room, "2") == set()
    assert not [each for each in room.raised() if each.at_min < 2.5 and each.priority >= Priority.MEDIUM]


def test_desaturation(lived: Live) -> None:
    room = lived("desaturation", 5.0)
    assert_raised(room, "O2-LO", "1", (1.3, 2.5))
    assert_raised(room, "T-SPO2", "2", (3.1, 3.5))
    assert physiological(room, "2") == set(), "a probe that is off is no low saturation"


def test_faint_in_recovery(lived: Live) -> None:
    room = lived("faint-in-recovery", 7.0)
    assert_raised(room, "BP-LOW", "bay-1", (2.5, 5.0))
    slow = room.raised("HR-LO", "bay-1") + room.raised("HR-XLO", "bay-1")
    assert any(2.5 <= each.at_min <= 4.5 for each in slow)
    assert physiological(room, "1") == set()


def test_cable_chaos(lived: Live) -> None:
    room = lived("cable-chaos", 15.0)
    assert_raised(room, "T-LINK", "1", (1.0, 1.25))  # the cable is out, and the port says so
    assert_raised(room, "T-LINK", "2", (2.6, 3.0))  # silent on an open link
    assert_raised(room, "T-LINK", "3", (4.0, 4.5))
    assert_raised(room, "T-LINK", "1", (5.6, 6.0))  # rubbish is no data
    assert_raised(room, "T-SPO2", "3", (8.1, 8.5))
    assert_raised(room, "T-LINK", "1", (10.0, 10.3))  # restarted
    assert_raised(room, "T-STALE", "2", (8.0, 12.0))  # a kinked hose gives no pressure
    assert {each.rule for each in room.raised()} <= set(TECHNICAL)
    for minute, place in ((4, "2"), (5, "1"), (7, "3"), (8, "1")):  # each is over when its fault is mended
        assert "T-LINK" not in [each.rule for each in room.pictures[minute].alarms if each.place_id == place]
    standing = {each.rule for each in room.pictures[13].alarms if each.place_id == "1"}
    assert standing <= set(WITHOUT_CUFF), "a wrong clock changes no number"
    assert next(each for each in room.pictures[13].places if each.place_id == "1").spo2.value is not None


def test_broker_restart(lived: Live) -> None:
    room = lived("broker-restart", 7.0)
    for place in ("1", "2"):
        assert_raised(room, "T-LINK", place, (2.0, 2.4))
        assert_raised(room, "T-LINK", place, (5.0, 5.4))
        standing = {each.rule for each in room.pictures[4].alarms if each.place_id == place}
        assert standing <= set(WITHOUT_CUFF), "back before the second time"
    assert room.raised(place="3") == []
    assert physiological(room) == set()


def test_everything(lived: Live) -> None:
    room = lived("everything", 15.1)
    assert_raised(room, "O2-LO", "2", (0.5, 1.9))
    assert_raised(room, "T-SPO2", "3", (1.0, 1.5))
    assert_raised(room, "BP-SEV", "1", (0.5, 4.0))
    assert_raised(room, "T-LINK", "6", (5.0, 5.4))
    assert any(8.0 <= each.at_min <= 9.5 for each in room.raised("HR-HI", "5") + room.raised("HR-XHI", "5"))
    assert_raised(room, "BP-LOW", "bay-2", (12.5, 14.9))
    assert "O2-XLO" not in physiological(room, "6"), "COPD alone is no emergency"
    phases = [(event.place_id, event.phase) for event in room.events if isinstance(event, PhaseChanged)]
    assert ("3", Phase.INFUSION) in phases
    assert ("4", Phase.INFUSION) in phases
    moved = next(each for each in room.pictures[15].places if each.place_id == "bay-1")
    assert moved.session is not None
    assert moved.session.label == "T.K. 84"


def test_calm_day(lived: Live) -> None:
    room = lived("calm-day", 56.0)
    assert physiological(room) == set()
    assert not room.raised("T-LINK")
    phases = [event.phase for event in room.events if isinstance(event, PhaseChanged)]
    assert phases.count(Phase.INFUSION) == 2
    assert Phase.RECOVERY in phases
    assert all(place.session is None for place in room.pictures[1].places)


def test_busy_day(lived: Live) -> None:
    room = lived("busy-day", 45.0)
    sitting = {place.place_id for place in room.pictures[45].places if place.session is not None}
    assert len(sitting) >= 2
    assert {each.place for each in room.raised()} <= sitting
    assert not [each for each in room.raised() if each.priority is Priority.HIGH and each.rule in TECHNICAL]


def test_same_seed_same_bytes_and_events_and_another_seed_another_day(tmp_path: Path) -> None:
    days = []
    for number, seed in enumerate((34, 34, 35)):
        folder = tmp_path / str(number)
        folder.mkdir()
        days.append(live("cable-chaos", folder, minutes=1.5, seed=seed))
    first, again, other = days
    assert first.digest == again.digest
    assert first.events == again.events
    assert other.digest != first.digest
