"""One session as a message HL7 v2.6 ORU^R01: patient by label, pressures, minutes of the other values, dose, alarms.

Continuous values are told as the middle value of each minute; the record and the CSV have every one of them.
"""

from collections.abc import Iterator

from monitor.reports.hl7_segments import (
    MONITORING,
    NOBODY_NAMED,
    Observed,
    Parties,
    Status,
    header,
    note,
    observations,
    order,
    patient,
    status_of,
    text_observation,
    visit,
)
from monitor.reports.hl7_text import message
from monitor.reports.mdc import CONTINUOUS, CUFF, Measured
from monitor.reports.words_of_rows import NOT_FROM_THE_PUMP, alarm_words, device_words, reading_why
from monitor.review.account import Account
from monitor.review.entry_rows import EntryRow
from monitor.review.reading_row import ReadingRow

ALARMS = "IRM_ALARMS^alarms of the session^L"
ALARM_EVENT = "196616^MDC_EVT_ALARM^MDC"
ENTRIES = "IRM_ENTRIES^entries of people^L"
ENTRY = "IRM_ENTRY^entry^L"


def oru_of(account: Account, *, control_id: str | None = None, parties: Parties = NOBODY_NAMED) -> str:
    """The whole session; `control_id` of a message that is sent, else one made from the session.

    Every number is that of `account`; `parties` are left empty in a file.
    """
    provenance, last = account.provenance, _last_utc_ms(account)
    place = account.places[-1].place_id if account.places else ""
    segments = [
        header(
            control_id=control_id or f"IRM-S{account.session_id}", utc_ms=last, provenance=provenance, parties=parties
        ),
        patient(
            label=account.patient.label,
            clinic_id=account.patient.clinic_id,
            birth_year=account.patient.birth_year,
            facility=parties.sending_facility,
        ),
        visit(room=account.room_name, place=place, session_id=account.session_id),
        *_order(account, 1, "pressures", MONITORING),
        *observations(list(_readings(account)), provenance),
        *_order(account, 2, "values", MONITORING),
        *observations(list(_minutes(account)), provenance),
        *_order(account, 3, "alarms", ALARMS),
        *_alarms(account),
        *_order(account, 4, "entries", ENTRIES),
        *_entries(account),
    ]
    return message(segments)


def _order(account: Account, set_id: int, what: str, service: str) -> Iterator[str]:
    yield order(
        set_id=set_id,
        filler=f"S{account.session_id}-{what}",
        service=service,
        from_utc_ms=account.admitted_utc_ms,
        to_utc_ms=account.discharged_utc_ms,
        final=account.discharged_utc_ms is not None,
    )
    if set_id == 1:
        yield from (note(f"CONTRADICTION IN THE RECORD: {words}") for words in account.inconsistencies)
        yield from (note(device_words(device)) for device in account.devices)
        yield from _profile(account)
    if what == "alarms":
        counts = account.alarm_counts
        priorities = f"{counts.high} high, {counts.medium} medium, {counts.low} low, {counts.information} information"
        yield note(f"{counts.total} alarms on record: {priorities}")
    if what == "entries":
        yield note(f"{account.override_count} overrides on record")


def _profile(account: Account) -> Iterator[str]:
    if account.profile is not None:
        one = account.profile
        yield note(f"limits: {one.name or 'name not known'}, digest {one.digest}, approved by {one.approved_by}")


def _readings(account: Account) -> Iterator[Observed]:
    devices = [device.device_id for device in account.devices]
    for index, reading in enumerate(account.readings, start=1):
        device = devices.index(reading.device_id) + 1 if reading.device_id in devices else 0
        for metric, (part, measured) in enumerate(CUFF.items(), start=1):
            value = None if reading.failed else getattr(reading, part.value)
            if value is not None or (reading.failed and metric == 1):
                yield _reading(reading, measured, f"{device}.1.{index}.{metric}", value, first=metric == 1)


def _reading(reading: ReadingRow, measured: Measured, sub_id: str, value: float | None, *, first: bool) -> Observed:
    return Observed(
        measured=measured,
        sub_id=sub_id,
        value=value,
        utc_ms=reading.measured_utc_ms,
        device_id=reading.device_id,
        doubtful=reading.doubtful,
        entered=reading.entered,
        wrong=bool(reading.voided),
        correction=reading.corrects,
        why=reading_why(reading) if first else "",
    )


def _minutes(account: Account) -> Iterator[Observed]:
    for column_number, column in enumerate(account.values, start=1):
        minutes = column.minutes()
        rows = zip(minutes.utc_ms.tolist(), minutes.median.tolist(), minutes.doubtful.tolist(), strict=True)
        for index, (utc_ms, median, doubtful) in enumerate(rows, start=1):
            yield Observed(
                measured=CONTINUOUS[column.parameter],
                sub_id=f"{column_number}.2.{index}.1",
                value=median,
                utc_ms=utc_ms,
                device_id=column.device_id,
                doubtful=doubtful > 0,
                calculated=True,
            )


def _alarms(account: Account) -> Iterator[str]:
    for index, alarm in enumerate(account.alarms, start=1):
        yield text_observation(
            set_id=index,
            code=ALARM_EVENT,
            sub_id=f"0.3.{index}.1",
            text=alarm_words(alarm),
            utc_ms=alarm.raised_utc_ms,
            provenance=account.provenance,
        )


def _entries(account: Account) -> Iterator[str]:
    """What people recorded and what they set aside; all of it entered, none of it measured."""
    lines = [(row.utc_ms, _entry_words(row), _status(row)) for row in account.entries]
    lines += [
        (row.utc_ms, f"OVERRIDE {row.kind}: {row.what}, because {row.reason} ({row.actor})", Status.FINAL)
        for row in account.overrides
    ]
    delivered = account.doses.delivered_mg
    if delivered is not None and account.doses.started_utc_ms is not None:
        lot = f"lot {account.doses.lot}" if account.doses.lot else "lot not recorded"
        text = f"{account.plan.drug} delivered {delivered:g} mg, {NOT_FROM_THE_PUMP}, {lot}"
        lines.append((account.doses.ended_utc_ms or account.doses.started_utc_ms, text, Status.FINAL))
    for index, (utc_ms, text, status) in enumerate(sorted(lines, key=lambda line: line[0]), start=1):
        yield text_observation(
            set_id=index,
            code=ENTRY,
            sub_id=f"0.4.{index}.1",
            text=text,
            utc_ms=utc_ms,
            provenance=account.provenance,
            status=status,
        )


def _entry_words(row: EntryRow) -> str:
    text = f"{row.text} ({row.actor}, entered)"
    if row.voided:
        return f"VOIDED ({row.voided}): {text}"
    return text if row.replaced_by is None else f"CORRECTED by a later entry: {text}"


def _status(row: EntryRow) -> Status:
    return status_of(wrong=not row.counts, correction=row.replaces is not None)


def _last_utc_ms(account: Account) -> int:
    """The end of what the message tells, so that the same account always gives the same message."""
    times = [account.admitted_utc_ms, account.discharged_utc_ms or 0]
    times += [reading.measured_utc_ms for reading in account.readings[-1:]]
    return max(times + [int(column.utc_ms[-1]) for column in account.values if len(column.utc_ms)])
