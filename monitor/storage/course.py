"""The earlier sessions of one patient for the next admission: real ones alone, in a few short questions."""

from collections.abc import Callable

from sqlalchemy import Connection, Row, select
from sqlalchemy.exc import DatabaseError

from drivers.observations import Provenance
from monitor.domain.admission import EarlierSession
from monitor.domain.codec import decode_event
from monitor.domain.entries import DrugGiven, Entry, OxygenSet, SideEffect, SideEffectNoted
from monitor.domain.events import EntryRecorded, EntryVoided, Event, PatientAdmitted
from monitor.domain.vocabulary import AlarmKind, Priority
from monitor.storage import tables
from monitor.storage.engines import Store, reading_engine
from monitor.storage.errors import StorageUnavailableError, in_words

NOTED = "FAINT"  # the rule that repeats what a note says
MOST_SESSIONS = 20  # the newest: an admission waits for the answer
_TOLD = ("patient_admitted", "entry_recorded", "entry_voided")
_GRAVE = frozenset({SideEffect.FAINT, SideEffect.UNRESPONSIVE, SideEffect.VOMITING, SideEffect.AGITATION})


def earlier_sessions(
    store: Store, clinic_id: str, *, words_of: Callable[[str], str] = str
) -> tuple[EarlierSession, ...]:
    """The real sessions in which a drug was given, newest first; none without a clinic number.

    `words_of` says how people call a rule.

    Raises:
        StorageUnavailableError: the record cannot be read.

    """
    if not clinic_id:
        return ()
    engine = reading_engine(store)
    try:
        with engine.connect() as connection:
            return tuple(_earlier(connection, row, words_of) for row in _rows(connection, clinic_id))
    except DatabaseError as error:
        raise StorageUnavailableError(in_words(error)) from error
    finally:
        engine.dispose()


def _rows(connection: Connection, clinic_id: str) -> list[Row[tuple[object, ...]]]:
    columns = tables.sessions.c
    statement = (
        select(tables.sessions)
        .where(
            columns.clinic_id == clinic_id,
            columns.provenance == Provenance.REAL.value,
            columns.infusion_start_utc_ms.is_not(None) | columns.infusion_end_utc_ms.is_not(None),
        )
        .order_by(columns.admitted_utc_ms.desc(), columns.session_id.desc())
        .limit(MOST_SESSIONS)
    )
    return list(connection.execute(statement))


def _earlier(connection: Connection, row: Row[tuple[object, ...]], words_of: Callable[[str], str]) -> EarlierSession:
    told = _events(connection, row.session_id)
    entries = _entries(told)
    admitted = next((event for event in told if isinstance(event, PatientAdmitted)), None)
    return EarlierSession(
        ended_utc_ms=row.infusion_end_utc_ms or row.discharged_utc_ms or row.infusion_start_utc_ms,
        weight_kg=None if admitted is None else admitted.weight_kg,
        worst=", ".join((*_grave_alarms(connection, row.session_id, words_of), *_grave_notes(entries))),
        treatment=", ".join(_treatment(entries)),
        baseline_systolic=row.baseline_systolic,
    )


def _events(connection: Connection, session_id: int) -> list[Event]:
    columns = tables.events.c
    statement = (
        select(columns.payload)
        .where(columns.session_id == session_id, columns.type.in_(_TOLD), columns.payload != "")
        .order_by(columns.seq)
    )
    return [decode_event(payload.encode()) for payload in connection.execute(statement).scalars()]


def _entries(told: list[Event]) -> list[Entry]:
    """What counts: neither set aside nor corrected."""
    gone = {event.entry_seq for event in told if isinstance(event, EntryVoided)}
    gone |= {event.replaces_seq for event in told if isinstance(event, EntryRecorded) and event.replaces_seq}
    return [event.entry for event in told if isinstance(event, EntryRecorded) and event.seq not in gone]


def _grave_alarms(connection: Connection, session_id: int, words_of: Callable[[str], str]) -> list[str]:
    """Each rule that was HIGH about the patient, with the value as people read it."""
    columns = tables.alarms.c
    statement = (
        select(columns.rule, columns.shown, columns.value)
        .where(
            columns.session_id == session_id,
            columns.priority == int(Priority.HIGH),
            columns.kind == AlarmKind.PHYSIOLOGICAL.value,
            columns.rule != NOTED,
        )
        .order_by(columns.raised_utc_ms)
    )
    words: dict[str, str] = {}
    for row in connection.execute(statement):
        value = row.shown or ("" if row.value is None else f"{row.value:.0f}")
        words.setdefault(row.rule, f"{words_of(row.rule)} {value}".strip())
    return list(words.values())


def _grave_notes(entries: list[Entry]) -> list[str]:
    return list(
        dict.fromkeys(
            entry.effect.value for entry in entries if isinstance(entry, SideEffectNoted) and entry.effect in _GRAVE
        )
    )


def _treatment(entries: list[Entry]) -> list[str]:
    """Drugs and oxygen that were given, as entered."""
    drugs = [f"{drug.name} {drug.dose:g} {drug.unit} {drug.route}" for drug in entries if isinstance(drug, DrugGiven)]
    flows = [entry.flow_l_per_min for entry in entries if isinstance(entry, OxygenSet)]
    oxygen = [f"oxygen {max(flows):g} l/min"] if flows and max(flows) > 0 else []
    return [f"given {', '.join((*drugs, *oxygen))}"] if drugs or oxygen else []
