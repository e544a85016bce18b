"""The report of one session as a document, from the account alone. Pure: the same account gives the same text."""

from datetime import tzinfo

from monitor.reports.document import Bullets, Column, Document, Pairs, Paragraph, Section, Table, Tone, TrendPicture
from monitor.reports.report_tables import (
    acts_table,
    alarms_table,
    checks_table,
    discharge_checks_table,
    entries_table,
    overrides_table,
    readings_table,
)
from monitor.reports.value_table import DOUBTFUL_NOTE, value_table
from monitor.reports.words import (
    NOT_CERTIFIED,
    NOTHING,
    UNKNOWN,
    Times,
    number,
    profile_words,
    span,
    watermark_of,
    with_marks,
)
from monitor.review.account import Account

ENTERED_NOTE = "Entered by people, not read from the pump."
THREE_COLUMNS_NOTE = (
    "Sound silenced, person going and action noted are three different things; times count from the raising. An action "
    "is the first entry of care while the alarm lasted or in the ten minutes after; the record does not tie the two."
)
TREND_NOTE = (
    "Pressures from diastolic to systolic; a circle is a pressure that was entered, a dashed line a doubtful one. "
    "Bands are the lowest to the highest of each minute, lines the median; a gap is a time without values."
)
NOT_RECORDED_NOTE = (
    "Of some devices this record keeps the number alone: their kind, name and serial number are those of the room file "
    "at the time of printing."
)
TITLES = (
    "Session",
    "Phases",
    "Doses",
    "Trend",
    "Blood pressure readings",
    "Continuous values",
    "Alarms and answers",
    "Notes, drugs and scores",
    "Checks before the start",
    "Discharge checks",
    "Overrides",
    "Devices and provenance",
    "Signature",
)
"""What every report holds; missing items and contradictions come first where there are any."""


def session_report(account: Account, *, zone: tzinfo) -> Document:
    """Build the document; `zone` is that of the clinic."""
    times = Times(zone, account.admitted_utc_ms)
    sections = (
        *_attention(account),
        Section(title="Session", blocks=(_session(account, times), _counts(account))),
        Section(title="Phases", blocks=(_phases(account, times),)),
        Section(title="Doses", blocks=(Paragraph(text=ENTERED_NOTE, tone=Tone.MUTED), *_doses(account, times))),
        Section(title="Trend", blocks=(TrendPicture(account=account), Paragraph(text=TREND_NOTE, tone=Tone.MUTED))),
        Section(title="Blood pressure readings", blocks=(readings_table(account, times),)),
        Section(
            title="Continuous values",
            blocks=(value_table(account, times), Paragraph(text=DOUBTFUL_NOTE, tone=Tone.MUTED)),
        ),
        Section(
            title="Alarms and answers",
            blocks=(Paragraph(text=THREE_COLUMNS_NOTE, tone=Tone.MUTED), alarms_table(account, times)),
        ),
        Section(title="Notes, drugs and scores", blocks=(entries_table(account, times),)),
        Section(title="Checks before the start", blocks=(checks_table(account, times),)),
        Section(title="Discharge checks", blocks=(discharge_checks_table(account, times),)),
        Section(title="Overrides", blocks=(Paragraph(text=_override_count(account)), overrides_table(account, times))),
        Section(title="Devices and provenance", blocks=_devices(account)),
        Section(title="Signature", blocks=_signature(account, times)),
    )
    return Document(
        title="Session report",
        heading=f"{account.patient.label} · session {account.session_id} · {times.day(account.admitted_utc_ms)[:10]}",
        watermark=watermark_of(account),
        notice=NOT_CERTIFIED,
        sections=sections,
    )


def _attention(account: Account) -> tuple[Section, ...]:
    sections = []
    if account.inconsistencies:
        words = "The record contradicts itself: " + " ".join(account.inconsistencies)
        sections.append(
            Section(title="Contradictions in the record", blocks=(Paragraph(text=words, tone=Tone.WARNING),))
        )
    if account.missing:
        items = tuple(item.text for item in account.missing)
        sections.append(Section(title="Missing in this record", blocks=(Bullets(texts=items),)))
    return tuple(sections)


def _session(account: Account, times: Times) -> Pairs:
    patient = account.patient
    planned = "" if patient.infusions_planned is None else f" of {patient.infusions_planned}"
    course = account.course or (
        UNKNOWN if patient.infusion_number is None else f"session {patient.infusion_number}{planned}"
    )
    places = ", ".join(f"{row.place_id} from {times.clock(row.from_utc_ms)}" for row in account.places)
    people = ", ".join(f"{row.name} ({row.role})" if row.role else row.name for row in account.people)
    rules = ", ".join(f"profile {one.profile_digest[:12]}, rules {one.rules_version}" for one in account.rule_sets)
    limits = UNKNOWN if account.profile is None else profile_words(account.profile, times)
    flags = ", ".join(flag.value.replace("_", " ") for flag in patient.risk_flags) or "none recorded"
    return Pairs(
        rows=(
            ("Patient", patient.label),
            ("Clinic number", patient.clinic_id or UNKNOWN),
            ("Year of birth", UNKNOWN if patient.birth_year is None else str(patient.birth_year)),
            ("Course", course),
            ("Room", account.room_name),
            ("Places", places),
            ("Admitted", f"{times.day(account.admitted_utc_ms)}, by {account.admitted_by}"),
            ("Discharged", times.day(account.discharged_utc_ms) if account.discharged_utc_ms else "still there"),
            ("Total", span(None if account.total_minutes is None else 60 * account.total_minutes)),
            ("Times", f"local, {times.zone_words}"),
            ("Risk flags", flags),
            ("People", people or UNKNOWN),
            ("Limits", limits),
            ("Rules", rules or UNKNOWN),
            ("Values are", account.provenance.value),
        )
    )


def _counts(account: Account) -> Pairs:
    counts, base = account.alarm_counts, account.baseline
    peak = account.highest_systolic()
    since = "" if account.doses.started_utc_ms is None else " (since the start)"
    highest = NOTHING if peak is None else with_marks(number(peak.systolic, "mmHg"), peak.marks)
    shown_base = (
        NOTHING if base is None else f"{number(base.systolic)}/{number(base.diastolic)}, rate {number(base.rate)}"
    )
    if base is not None and base.changed_by:
        shown_base += f"; entered by {base.changed_by}: {base.reason}; measured {base.measured or 'none'}"
    return Pairs(
        rows=(
            (
                "Alarms",
                f"{counts.total} in the record: {counts.high} high, {counts.medium} medium, {counts.low} low, "
                f"{counts.information} information",
            ),
            ("Overrides", f"{account.override_count} in the record"),
            ("Baseline", shown_base),
            ("Highest systolic", f"{highest}{since}"),
        )
    )


def _phases(account: Account, times: Times) -> Table:
    return Table(
        columns=(
            Column(title="Phase", share=2),
            Column(title="From", share=2),
            Column(title="To", share=2),
            Column(title="Lasted", share=2),
            Column(title="Planned", share=2),
            Column(title="Recorded", share=2),
            Column(title="By", share=3),
        ),
        rows=tuple(
            (
                row.stage.value,
                times.clock(row.began_utc_ms),
                times.clock(row.ended_utc_ms),
                span(None if row.ended_utc_ms is None else (row.ended_utc_ms - row.began_utc_ms) / 1000),
                span(row.planned_s),
                times.clock(row.recorded_utc_ms),
                row.actor,
            )
            for row in account.phases
        ),
    )


def _doses(account: Account, times: Times) -> tuple[Pairs, Table]:
    doses, plan = account.doses, account.plan
    per_kg = NOTHING if plan.dose_mg_per_kg is None else f"{number(plan.dose_mg_per_kg, 'mg/kg', digits=3)}"
    planned = f"{per_kg} × {number(plan.weight_kg, 'kg')} = {number(plan.dose_mg, 'mg')}"
    if plan.dose_mg is None:
        planned = UNKNOWN if plan.dose_mg_per_kg is None else f"{per_kg}, weight {UNKNOWN}"
    summary = Pairs(
        rows=(
            ("Drug and route", f"{plan.drug}, {plan.route.value}"),
            ("Lot", doses.lot or "NOT RECORDED"),
            ("Planned", planned),
            ("Planned time", span(plan.duration_s or None)),
            ("Delivered", number(doses.delivered_mg, "mg") if doses.delivered_mg is not None else "NOT KNOWN"),
            ("Ran for", span(doses.running_s)),
        )
    )
    return summary, acts_table(account, times)


def _override_count(account: Account) -> str:
    return f"Overrides in the record: {account.override_count}."


def _devices(account: Account) -> tuple[Table, Paragraph]:
    table = Table(
        columns=(
            Column(title="Device", share=3),
            Column(title="Kind", share=3),
            Column(title="Name", share=4),
            Column(title="Serial number", share=3),
            Column(title="Says of itself", share=3.4),
            Column(title="Provenance", share=3),
            Column(title="Values", share=2, is_number=True),
            Column(title="Readings", share=2.6, is_number=True),
        ),
        rows=tuple(
            (
                row.device_id,
                row.kind or UNKNOWN,
                row.title or UNKNOWN,
                row.serial_number or UNKNOWN,
                row.says or NOTHING,
                ", ".join(one.value for one in row.provenances) or "gave no value",
                str(row.value_count),
                str(row.reading_count),
            )
            for row in account.devices
        ),
    )
    digests = ", ".join(one.profile_digest for one in account.rule_sets) or UNKNOWN
    text = f"Digest of the alarm profile: {digests}."
    if any(not row.recorded for row in account.devices):
        text += " " + NOT_RECORDED_NOTE
    return table, Paragraph(text=text, tone=Tone.MUTED)


def _signature(account: Account, times: Times) -> tuple[Paragraph | Table, ...]:
    blocks: list[Paragraph | Table] = []
    if not account.signatures:
        blocks.append(Paragraph(text="Not signed.", tone=Tone.STRONG))
    for row in account.signatures:
        one = row.signature
        state = "The record is what was signed." if row.holds else "THE RECORD IS NO LONGER WHAT WAS SIGNED."
        words = f"Signed by {one.reviewer} on {times.day(one.utc_ms)}. {one.comment} {state}"
        blocks.append(Paragraph(text=words, tone=Tone.STRONG if row.holds else Tone.WARNING))
        blocks.append(Paragraph(text=f"Digest {one.digest.hex()}", tone=Tone.MUTED))
    blocks += [
        Paragraph(text=f"Addendum by {one.author} on {times.day(one.utc_ms)}: {one.text}") for one in account.addenda
    ]
    return tuple(blocks)
