"""A scripted day of twelve patients from arrival to discharge, on a file and on a real PostgreSQL server.

What the record must hold in the end is written down here by hand, from the script alone: stages with their times,
doses, alarms, who answered for whom, and a chain of digests without a gap.
"""

from collections import defaultdict
from collections.abc import Iterator

import pytest
from clinic_day import ClinicDay, open_journal
from clinic_patients import MORNING, NOON, PHYSICIAN, utc_ms
from clinic_record import ALARMS, DELIVERED_MG, DRUG, PLACES, REFUSALS, STAGES, Kept, delivered_mg, read_back
from postgres_server import made_schema, running_server

from monitor.domain.entries import BackOnMonitor, DrugGiven, OffMonitor, ScoreNoted, ValuesEntered
from monitor.domain.events import (
    AlarmChanged,
    CommandRefused,
    EntryRecorded,
    Event,
    GateOverridden,
    OwnerChanged,
    PatientMoved,
    PhaseChanged,
    ReadingJudged,
    SignedIn,
    SignedOut,
)
from monitor.domain.vocabulary import AlarmChangeKind, AlarmKind, Priority
from monitor.storage import AlarmFilter, Records, SessionFilter, Store
from monitor.storage.verify import verify

pytestmark = pytest.mark.system


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with running_server() as address:
        yield address


@pytest.fixture(scope="module", params=["file", "server"])
def kept(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Kept:
    store: Store = tmp_path_factory.mktemp("clinic") / "day.sqlite3"
    if request.param == "server":
        store = made_schema(request.getfixturevalue("server"), "clinic_day")
    day = ClinicDay(open_journal(store))
    day.run()
    assert day.waiting == [], "everything of the script was done"
    assert day.room.sessions == {}
    return read_back(store, day)


def minute_of(event: Event) -> float:
    return round(event.at.tick / 600, 2)


def test_nothing_that_was_said_is_missing_and_the_chain_has_no_gap(kept: Kept) -> None:
    assert kept.events == kept.said
    assert [event.seq for event in kept.events] == list(range(1, len(kept.events) + 1))
    assert verify(kept.store).findings == ()
    refused = [(minute_of(event), event.reason) for event in kept.events if isinstance(event, CommandRefused)]
    assert refused == REFUSALS


def test_every_patient_went_the_way_of_the_script_with_its_times(kept: Kept) -> None:
    assert sorted(kept.label_of.values()) == sorted(STAGES)
    for label, stages in STAGES.items():
        found = [
            (event.stage.value if event.stage else "", event.effective_utc_ms)
            for event in kept.of(label, PhaseChanged)
            if isinstance(event, PhaseChanged)
        ]
        assert found == [(stage, utc_ms(minute)) for stage, minute in stages], label


def test_the_list_of_sessions_knows_start_end_and_place(kept: Kept) -> None:
    sessions = {session.label: session for session in Records(kept.store).sessions(SessionFilter())}
    assert set(sessions) == set(STAGES)
    for label, (first, last) in DRUG.items():
        session = sessions[label]
        times = (session.infusion_start_utc_ms, session.infusion_end_utc_ms)
        assert times == tuple(None if minute is None else utc_ms(minute) for minute in (first, last)), label
        assert session.discharged_utc_ms == utc_ms(STAGES[label][-1][1])
        assert session.packed
        assert session.place_id == PLACES.get(label, [session.place_id])[-1]
    for label, places in PLACES.items():
        moves = [event for event in kept.of(label, PatientMoved) if isinstance(event, PatientMoved)]
        assert [event.to_place_id for event in moves] == places[1:], label


def test_doses_follow_from_what_was_entered(kept: Kept) -> None:
    for label in STAGES:
        expected = pytest.approx(DELIVERED_MG[label]) if label in DELIVERED_MG else None
        assert delivered_mg(kept, label) == expected, label


def test_alarms_about_patients_are_those_of_the_script_and_all_have_an_end(kept: Kept) -> None:
    found: dict[str, set[tuple[str, Priority]]] = defaultdict(set)
    kinds = (AlarmKind.PHYSIOLOGICAL,)
    for alarm in Records(kept.store).alarms(AlarmFilter(least_priority=Priority.MEDIUM), limit=500):
        if alarm.kind in kinds:
            found[kept.label_of[alarm.session_id]].add((alarm.rule, alarm.priority))
    assert dict(found) == ALARMS
    open_alarms = [alarm for alarm in Records(kept.store).alarms(AlarmFilter(), limit=500) if not alarm.cleared_utc_ms]
    assert open_alarms == []
    answered = [
        event.actor
        for event in kept.of("P02", AlarmChanged)
        if isinstance(event, AlarmChanged) and event.change is AlarmChangeKind.ACKNOWLEDGED and event.rule == "BP-SEV"
    ]
    assert answered
    assert set(answered) == {MORNING}


def test_the_gate_was_overridden_once_by_name_and_reason(kept: Kept) -> None:
    (event,) = [event for event in kept.events if isinstance(event, GateOverridden)]
    assert (kept.label_of[event.session_id], event.open_checks) == ("P03", ("escort_here",))
    assert (event.actor, event.reason) == (PHYSICIAN, "escort waits at the desk")


def test_the_shift_changed_by_name(kept: Kept) -> None:
    stations = [(type(event), event.actor) for event in kept.events if isinstance(event, SignedIn | SignedOut)]
    assert (SignedIn, MORNING) in stations
    assert (SignedOut, MORNING) in stations
    assert (SignedIn, NOON) in stations
    owners = defaultdict(list)
    for event in kept.events:
        if isinstance(event, OwnerChanged):
            owners[kept.label_of[event.session_id]].append(event.owner)
    assert dict(owners) == {label: [None, NOON] for label in ("P09", "P10", "P11", "P12")}


def test_what_people_noted_and_measured_by_hand_is_kept_as_entered(kept: Kept) -> None:
    def entries(label: str, *kinds: type) -> list[object]:
        found = [event.entry for event in kept.of(label, EntryRecorded) if isinstance(event, EntryRecorded)]
        return [entry for entry in found if isinstance(entry, kinds)]

    assert [drug.name for drug in entries("P10", DrugGiven) if isinstance(drug, DrugGiven)] == ["midazolam"]
    assert [type(entry) for entry in entries("P09", OffMonitor, BackOnMonitor)] == [OffMonitor, BackOnMonitor]
    assert len(entries("P09", ValuesEntered)) == 1
    assert [note.value for note in entries("P10", ScoreNoted) if isinstance(note, ScoreNoted)] == [3, 5]
    judged = [event for event in kept.of("P09", ReadingJudged) if isinstance(event, ReadingJudged) and event.entered]
    assert [(event.systolic, event.diastolic) for event in judged] == [(126.0, 78.0)]
    record = Records(kept.store).open_session(next(key or 0 for key, label in kept.label_of.items() if label == "P09"))
    assert record is not None
    assert len(record.readings) >= 20
    assert len(record.samples.tick) >= 2 * 6 * (112 - 6), "two values in ten seconds, but for the time off the monitor"
