"""Reads the account of a session from the record. Read-only, in short transactions, also while the station writes."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from drivers.observations import Provenance
from monitor.domain.admission import Patient, Plan
from monitor.domain.answer_events import BaselineChanged
from monitor.domain.commands import Admit
from monitor.domain.events import BaselineFrozen, Event, PatientAdmitted
from monitor.domain.inputs import CommandGiven
from monitor.domain.people import SYSTEM, Actor
from monitor.domain.time import seconds
from monitor.review.account import (
    Account,
    AlarmCounts,
    BaselineRow,
    Doses,
    PersonRow,
    PlaceRow,
    ProfileRow,
    SignatureRow,
    counts_of,
)
from monitor.review.alarm_rows import AlarmRow, alarm_rows
from monitor.review.device_rows import DeviceFacts, contradictions, device_rows
from monitor.review.entry_rows import EntryRow, entry_rows
from monitor.review.missing_items import missing_items
from monitor.review.reading_rows import claimed_tick, reading_rows
from monitor.review.stay_rows import discharge_checks, doses_of, override_rows, phase_rows, pressure_words
from monitor.review.value_columns import UtcOfTicks, ValueColumn, least_real, value_columns
from monitor.storage import Records, SessionRecord, Store
from monitor.storage.surroundings import Surroundings, SurroundingsReader


class AccountReader:
    """Reads accounts from a store. `devices`: what the room file says today, for records that hold nothing of them."""

    def __init__(self, store: Store, *, devices: Mapping[str, DeviceFacts] | None = None) -> None:
        self.records = Records(store)
        self._surroundings = SurroundingsReader(store)
        self._devices = devices or {}

    def account(self, session_id: int) -> Account | None:
        """One session as a whole, also while it runs; None: there is none of this number.

        Raises:
            StorageUnavailableError: the store cannot be read.
            DamagedDatabaseError: its content cannot be read back.

        """
        record = self.records.open_session(session_id)
        if record is None:
            return None
        summary = record.summary
        around = self._surroundings.of(
            session_id, from_utc_ms=summary.admitted_utc_ms, to_utc_ms=summary.discharged_utc_ms
        )
        return _account(record, around, self._devices)


def _account(record: SessionRecord, around: Surroundings, known: Mapping[str, DeviceFacts]) -> Account:
    summary, events = record.summary, record.events
    admission = _admission(record)
    patient = admission.patient or Patient(label=summary.label, clinic_id=summary.clinic_id)
    plan = admission.plan or Plan(duration_s=admission.planned_infusion_s)
    utc_of = UtcOfTicks(summary.admitted_tick, summary.admitted_utc_ms, record.others)
    entries = entry_rows(events)
    from_tick = claimed_tick(record) if admission.take_samples else summary.admitted_tick
    values = value_columns(record.samples, utc_of, from_tick=from_tick)
    readings = reading_rows(record, entries, utc_of, from_tick=from_tick)
    alarms = alarm_rows(
        events,
        answers=around.answers,
        entries=entries,
        readings=readings,
        values=values,
        marks=around.marks,
        planned_s=plan.duration_s,
    )
    phases = phase_rows(record, plan, entries)
    doses = doses_of(plan, entries, until_tick=_last_tick(record))
    counts = counts_of(dict(around.alarm_counts))
    return Account(
        session_id=summary.session_id,
        room_name=around.room_name,
        provenance=_provenance(record, around, values),
        rule_sets=around.rule_sets,
        profile=_profile(record.events, around),
        patient=patient,
        plan=plan,
        course=summary.course,
        earlier=admission.earlier,
        answers=admission.answers,
        admitted_utc_ms=summary.admitted_utc_ms,
        admitted_by=admission.actor.name,
        discharged_utc_ms=summary.discharged_utc_ms,
        stayed_s=None if summary.discharged_tick is None else seconds(summary.discharged_tick - summary.admitted_tick),
        stays=record.stays,
        places=_places(record, utc_of),
        people=_people(events),
        phases=phases,
        doses=doses,
        baseline=_baseline(events),
        readings=readings,
        values=values,
        alarms=alarms,
        entries=entries,
        discharge_checks=discharge_checks(events, entries, phases),
        overrides=override_rows(events, entries),
        devices=device_rows(record, values, known),
        signatures=tuple(SignatureRow(signature=one, holds=holds) for one, holds in around.signatures),
        addenda=around.addenda,
        alarm_counts=counts,
        missing=missing_items(
            plan=plan,
            doses=doses,
            phases=phases,
            readings=readings,
            entries=entries,
            discharged_utc_ms=summary.discharged_utc_ms,
        ),
        inconsistencies=tuple(_inconsistencies(alarms, counts, around, events, entries, doses)),
    )


def _admission(record: SessionRecord) -> Admit:
    """The command that began the session; a refused one may stand before it."""
    admitted = record.summary.admitted_tick
    orders = [
        item.command
        for item in record.others
        if isinstance(item, CommandGiven) and isinstance(item.command, Admit) and item.tick <= admitted
    ]
    if orders:
        return orders[-1]
    event = next((event for event in record.events if isinstance(event, PatientAdmitted)), None)
    return Admit(
        place_id=record.summary.place_id,
        label=record.summary.label,
        planned_infusion_s=0.0,
        plan=Plan(duration_s=0.0),
        actor=SYSTEM if event is None else event.actor,
    )


def _last_tick(record: SessionRecord) -> int:
    """Up to when the session is known: its end, or its newest event."""
    if record.summary.discharged_tick is not None:
        return record.summary.discharged_tick
    return max((event.at.tick for event in record.events), default=record.summary.admitted_tick)


def _provenance(record: SessionRecord, around: Surroundings, values: Sequence[ValueColumn]) -> Provenance:
    """REAL only where the room, the register and each value are."""
    said = [around.room_provenance, record.summary.provenance, *(column.provenance for column in values)]
    said += [reading.provenance for reading in record.readings]
    return least_real(said)


def _profile(events: Iterable[Event], around: Surroundings) -> ProfileRow | None:
    """The limits that the admission names, with what the record holds of their acceptance."""
    digest = next((event.profile_digest for event in events if isinstance(event, PatientAdmitted)), "")
    if not digest:
        return None
    found = around.accepted.get(digest)
    return ProfileRow(
        digest=digest,
        name="" if found is None else found.name,
        approved_by="" if found is None else found.approved_by,
        approved_on="" if found is None else found.approved_on,
        accepted_by="" if found is None else found.accepted_by,
        accepted_utc_ms=None if found is None else found.utc_ms,
    )


def _places(record: SessionRecord, utc_of: UtcOfTicks) -> tuple[PlaceRow, ...]:
    admitted = record.summary.admitted_tick
    return tuple(
        PlaceRow(
            place_id=stay.place_id,
            from_utc_ms=utc_of.one(max(stay.from_tick, admitted)),
            to_utc_ms=None if stay.to_tick is None else utc_of.one(stay.to_tick),
        )
        for stay in record.stays
    )


def _people(events: Iterable[Event]) -> tuple[PersonRow, ...]:
    """Everybody whose name stands beside something of the session, in the order in which they first did something."""
    actors = [actor for event in events if (actor := getattr(event, "actor", None)) is not None and actor != SYSTEM]
    deeds: Counter[Actor] = Counter(actors)
    return tuple(PersonRow(name=actor.name, role=actor.role, deeds=count) for actor, count in deeds.items())


def _baseline(events: Iterable[Event]) -> BaselineRow | None:
    told = [event for event in events if isinstance(event, BaselineFrozen | BaselineChanged)]
    if not told:
        return None
    last = told[-1]
    changed = last if isinstance(last, BaselineChanged) else None
    return BaselineRow(
        utc_ms=last.at.utc_ms,
        systolic=last.systolic,
        diastolic=last.diastolic,
        mean=last.mean,
        rate=last.rate,
        spo2=last.spo2,
        readings_used=last.readings_used if isinstance(last, BaselineFrozen) else 0,
        changed_by="" if changed is None else changed.actor.name,
        reason="" if changed is None else changed.reason,
        measured=_measured(told),
    )


def _measured(told: Sequence[BaselineFrozen | BaselineChanged]) -> str:
    """The last baseline that was measured, where a physician's stands in its place."""
    measured = [event for event in told if isinstance(event, BaselineFrozen)]
    if isinstance(told[-1], BaselineFrozen) or not measured:
        return ""
    return pressure_words(measured[-1].systolic, measured[-1].diastolic)


def _inconsistencies(
    alarms: Sequence[AlarmRow],
    counts: AlarmCounts,
    around: Surroundings,
    events: Sequence[Event],
    entries: Sequence[EntryRow],
    doses: Doses,
) -> Iterable[str]:
    """Where what was counted apart does not agree, in words."""
    if len(alarms) != counts.total:
        yield f"The register counts {counts.total} alarms, the events tell of {len(alarms)}."
    if not any(isinstance(event, PatientAdmitted) for event in events):
        yield "The admission is not among the events."
    for signature, holds in around.signatures:
        if not holds:
            yield f"The session is not what {signature.reviewer} signed."
    if doses.acts and doses.started_utc_ms is None:
        yield "What was recorded of the drug cannot have happened in this order."
    yield from contradictions(events)
    seqs = {row.entry_seq for row in entries}
    for row in entries:
        if row.replaced_by is not None and row.replaced_by not in seqs:
            yield f"Entry {row.entry_seq} is corrected by one that is not there."
