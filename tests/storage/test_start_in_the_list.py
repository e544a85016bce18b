"""The list of sessions knows start and end of the drug as recorded now: a pause moves neither, a correction both."""

from pathlib import Path

import pytest
from stays import NURSE, act, at, stay
from worlds import EPOCH, order, step

from drivers.observations import Provenance
from monitor.domain.admission import Plan, Route
from monitor.domain.commands import VoidEntry
from monitor.domain.entries import InfusionAct
from monitor.domain.events import Event, PatientAdmitted
from monitor.domain.inputs import CommandGiven
from monitor.domain.people import UNATTRIBUTED
from monitor.storage import Batch, Journal, Records

Times = tuple[int | None, int | None]


def listed(tmp_path: Path, *acts: CommandGiven, route: Route = Route.INTRAVENOUS, voids_last: bool = False) -> Times:
    """Start and end in the list after these acts, the last of which was set aside or not."""
    room = stay(plan=Plan(route=route, duration_s=2400.0 if route.is_infusion else 0.0))
    admitted = PatientAdmitted(
        seq=1, at=EPOCH.at_tick(100), place_id="1", session_id=1, label="A.M. 59", actor=UNATTRIBUTED
    )
    events: list[Event] = [admitted]
    for command in acts:
        events += step(room, command.tick / 10, command)
    if voids_last:
        seq = room.sessions[1].book.entries[-1].seq
        void = VoidEntry(place_id="1", session_id=1, entry_seq=seq, reason="wrong chair", actor=NURSE)
        events += step(room, 3000, order(3000, void))
    store = tmp_path / "room.sqlite3"
    journal = Journal.open(store, room_name="Room", provenance=Provenance.SIMULATED, epoch=EPOCH, profile_digest="d1")
    journal.write([Batch(tick=room.tick, utc_ms=room.now.utc_ms, inputs=(), events=tuple(events))])
    journal.close()
    session = Records(store).session(1)
    assert session is not None
    return session.infusion_start_utc_ms, session.infusion_end_utc_ms


@pytest.mark.hazard("H18")
def test_a_pause_moves_neither(tmp_path: Path) -> None:
    acts = [(100, InfusionAct.START), (700, InfusionAct.PAUSE), (900, InfusionAct.RESUME), (2500, InfusionAct.END)]
    assert listed(tmp_path, *(act(second, what) for second, what in acts)) == (at(100), at(2500))


@pytest.mark.hazard("H18")
def test_a_start_set_aside_leaves_none(tmp_path: Path) -> None:
    assert listed(tmp_path, act(100, InfusionAct.START), voids_last=True) == (None, None)


@pytest.mark.hazard("H18")
def test_an_end_set_aside_leaves_the_start_alone(tmp_path: Path) -> None:
    found = listed(tmp_path, act(100, InfusionAct.START), act(1200, InfusionAct.END), voids_last=True)
    assert found == (at(100), None)


@pytest.mark.hazard("H43")
def test_doses_have_a_first_and_a_last(tmp_path: Path) -> None:
    doses = [act(second, InfusionAct.DOSE_GIVEN, amount_mg=28.0) for second in (100, 400, 700)]
    assert listed(tmp_path, *doses, route=Route.NASAL) == (at(100), at(700))
