"""What the record of the scripted clinic day must hold, by hand from the script alone; and reading it back.

Minutes are of the day.
"""

from dataclasses import dataclass

from clinic_day import DAY_MIN, ClinicDay
from clinic_patients import utc_ms, visits

from monitor.domain.dosing import fold
from monitor.domain.entries import InfusionActRecorded
from monitor.domain.events import EntryRecorded, Event, PatientAdmitted
from monitor.domain.vocabulary import Priority
from monitor.storage import EventFilter, History, Store

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


def read_back(store: Store, day: ClinicDay) -> Kept:
    """Pack what is finished, close the record, and read all of it again."""
    while day.journal.tidy():
        pass
    day.journal.close()
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


def delivered_mg(kept: Kept, label: str) -> float | None:
    """What a patient was given by all that stands in the record; None: no drug, or nobody knows how much."""
    plan = next(visit.plan for visit in visits() if visit.label == label)
    acts: dict[int, tuple[int, InfusionActRecorded]] = {}
    for event in kept.of(label, EntryRecorded):
        if isinstance(event, EntryRecorded) and isinstance(event.entry, InfusionActRecorded):
            acts.pop(event.replaces_seq or 0, None)
            acts[event.seq] = ((event.effective_utc_ms - utc_ms(0)) // 100, event.entry)
    dosing = fold(sorted(acts.values(), key=lambda item: item[0]), plan)
    assert not isinstance(dosing, str), f"{label}: {dosing}"
    return None if dosing.first_tick is None else dosing.delivered_mg(round(DAY_MIN * 600))
