"""A scripted day of twelve patients from arrival to discharge, on a file and on a real PostgreSQL server.

What the record must hold in the end is written down here by hand, from the script alone: stages with their times,
doses, alarms, who answered for whom, and a chain of digests without a gap.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from clinic_day import DAY_MIN, ClinicDay, open_journal
from clinic_patients import MORNING, NOON, PHYSICIAN, utc_ms, visits
from postgres_server import made_schema, running_server

from monitor.domain.dosing import fold
from monitor.domain.entries import BackOnMonitor, DrugGiven, InfusionActRecorded, OffMonitor, ScoreNoted, ValuesEntered
from monitor.domain.events import (
    AlarmChanged,
    CommandRefused,
    EntryRecorded,
    Event,
    GateOverridden,
    OwnerChanged,
    PatientAdmitted,
    PatientMoved,
    PhaseChanged,
    ReadingJudged,
    SignedIn,
    SignedOut,
)
from monitor.domain.vocabulary import AlarmChangeKind, AlarmKind, Priority
from monitor.storage import AlarmFilter, EventFilter, History, Records, SessionFilter, Store
from monitor.storage.verify import verify

pytestmark = pytest.mark.system
STAGES = {  # minute of the day at which each began, by what people named; a second dose begins no recovery anew
    "P01": [("infusion", 10), ("recovery", 50), ("discharged", 111)],
    "P02": [("infusion", 15), ("paused", 37), ("infusion", 53), ("recovery", 73), ("discharged", 136)],
    "P03": [("infusion", 18), ("recovery", 58), ("discharged", 123)],
    "P04": [("infusion", 22), ("recovery", 82), ("discharged", 146)],
    "P05": [("recovery", 25), ("recovery", 25), ("discharged", 118)],
    "P06": [("recovery", 28), ("recovery", 28), ("recovery", 28), ("discharged", 150)],
    "P07": [("cancelled", 80)],
    "P08": [("infusion", 96), ("recovery", 107), ("hospital", 112)],
    "P09": [("infusion", 128), ("recovery", 168), ("discharged", 230)],
    "P10": [("infusion", 135), ("recovery", 175), ("against advice", 205)],
    "P11": [("infusion", 132), ("recovery", 178), ("recovery", 172), ("discharged", 234)],
    "P12": [("infusion", 150), ("recovery", 190), ("discharged", 252)],
}
DRUG = {  # first and last minute of the drug, in the list of sessions
    "P01": (10, 50),
    "P02": (15, 73),
    "P03": (18, 58),
    "P04": (22, 82),
    "P05": (25, 40),
    "P06": (28, 38),
    "P07": (None, None),
    "P08": (96, 107),
    "P09": (128, 168),
    "P10": (135, 175),
    "P11": (132, 172),
    "P12": (150, 190),
}
DELIVERED_MG = {
    "P01": 40.0,
    "P02": 22.0 + 40.0 / 3,  # 22 min at 60 mg/h, a pause, 20 min at 40 mg/h
    "P03": 20.0 + 10.0 + 5.0,  # 20 min at 60 mg/h, 20 min at 30 mg/h, a bolus
    "P04": 28.0,
    "P05": 52.5,
    "P06": 84.0,
    "P08": 11.0,
    "P09": 40.0,
    "P10": 40.0,
    "P11": 40.0,
    "P12": 40.0,
}
PLACES = {
    "P01": ["1", "bay1"],
    "P04": ["4", "6"],
    "P06": ["6", "4"],
    "P09": ["1", "bay1"],
    "P12": ["2", "bay2"],
}
ALARMS = {  # about the patient, medium and high; nobody else may have one
    "P02": {("BP-SEV", Priority.HIGH), ("BP-MOD", Priority.MEDIUM), ("BP-JUMP", Priority.MEDIUM)},
    "P07": {("BP-MOD", Priority.MEDIUM)},
    "P08": {
        ("HR-LO", Priority.MEDIUM),
        ("VVS", Priority.MEDIUM),
        ("FAINT", Priority.HIGH),
        ("BP-LOW", Priority.HIGH),
        ("BP-JUMP", Priority.MEDIUM),
        ("DBL", Priority.HIGH),
    },
    "P10": {
        ("SED", Priority.MEDIUM),
        ("O2-XLO", Priority.HIGH),
        ("O2-LO", Priority.MEDIUM),
        ("DBL", Priority.HIGH),
    },
    "P12": {("VVS", Priority.MEDIUM)},
}
REFUSALS = [
    (74, "Not started, still open: pressure 172/104, and from 160/100 on a physician decides."),
    (121, "P03 stays, still open: Escort is here (open)."),
]


@dataclass
class Kept:
    """The record of the day, read back, and what the station said while it ran."""

    store: Store
    said: list[Event]
    events: list[Event]
    label_of: dict[int | None, str]

    def of(self, label: str, *kinds: type) -> list[Event]:
        return [
            event
            for event in self.events
            if isinstance(event, kinds) and self.label_of.get(getattr(event, "session_id", None)) == label
        ]


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with running_server() as address:
        yield address


@pytest.fixture(scope="module", params=["file", "server"])
def kept(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Kept:
    store: Store = tmp_path_factory.mktemp("clinic") / "day.sqlite3"
    if request.param == "server":
        store = made_schema(request.getfixturevalue("server"), "clinic_day")
    journal = open_journal(store)
    day = ClinicDay(journal)
    day.run()
    assert day.waiting == [], "everything of the script was done"
    assert day.room.sessions == {}
    while journal.tidy():
        pass
    journal.close()
    events = _all_events(store)
    label_of: dict[int | None, str] = {
        event.session_id: event.label for event in events if isinstance(event, PatientAdmitted)
    }
    return Kept(store, day.events, events, label_of)


def _all_events(store: Store) -> list[Event]:
    history = History(store)
    events: list[Event] = []
    while page := history.events(EventFilter(), after_seq=events[-1].seq if events else 0):
        events += page
    return events


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
    plans = {visit.label: visit.plan for visit in visits()}
    for label in STAGES:
        acts: dict[int, tuple[int, InfusionActRecorded]] = {}
        for event in kept.of(label, EntryRecorded):
            if isinstance(event, EntryRecorded) and isinstance(event.entry, InfusionActRecorded):
                acts.pop(event.replaces_seq or 0, None)
                acts[event.seq] = ((event.effective_utc_ms - utc_ms(0)) // 100, event.entry)
        dosing = fold(sorted(acts.values(), key=lambda item: item[0]), plans[label])
        assert not isinstance(dosing, str), label
        delivered = None if dosing.first_tick is None else dosing.delivered_mg(round(DAY_MIN * 600))
        assert delivered == (pytest.approx(DELIVERED_MG[label]) if label in DELIVERED_MG else None), label


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
