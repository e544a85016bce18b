"""The after-care sheet, one page for the patient and the escort, in the clinic's own words. Pure."""

from dataclasses import dataclass
from datetime import tzinfo

from monitor.reports.document import Bullets, Document, Pairs, Paragraph, Section, Tone
from monitor.reports.words import NOT_CERTIFIED, Times, watermark_of
from monitor.review.account import Account

SCALES = (1.5, 1.3, 1.15, 1.0)  # as large as one page allows: it is read by somebody who is still tired
TO_FILL_IN = "_" * 24  # somebody writes it by hand: better than nothing or a guess


@dataclass(frozen=True, slots=True, kw_only=True)
class AfterCareTexts:
    """What the clinic says on the sheet; an empty telephone number leaves a line to fill in."""

    clinic: str
    phone: str
    emergency_phone: str
    no_driving_until: str
    instructions: tuple[str, ...]
    watch_for: tuple[str, ...]


def after_care_sheet(account: Account, texts: AfterCareTexts, *, zone: tzinfo, next_appointment: str = "") -> Document:
    """Build the sheet. `next_appointment` in words; "": a line to fill in."""
    times = Times(zone, account.admitted_utc_ms)
    patient = account.patient
    given = times.day(account.admitted_utc_ms)[:10]
    course = account.course or "not known"
    return Document(
        title="After your infusion" if account.plan.route.is_infusion else "After your treatment",
        heading=f"{patient.label} · {given}",
        watermark=watermark_of(account),
        notice=NOT_CERTIFIED,
        scales=SCALES,
        sections=(
            Section(
                title="For you and the person who takes you home",
                blocks=(
                    Pairs(
                        rows=(
                            ("Patient", patient.label),
                            ("Date", given),
                            ("Drug", f"{account.plan.drug}, {account.plan.route.value}"),
                            ("Course", course),
                        )
                    ),
                    Paragraph(
                        text=f"Do not drive or ride a bicycle until {texts.no_driving_until}.", tone=Tone.WARNING
                    ),
                ),
            ),
            Section(title="Until tomorrow", blocks=(Bullets(texts=texts.instructions, large=True),)),
            Section(title="Call the clinic if there is", blocks=(Bullets(texts=texts.watch_for, large=True),)),
            Section(
                title="Whom to call",
                blocks=(
                    Pairs(
                        rows=(
                            ("Clinic", texts.clinic or TO_FILL_IN),
                            ("Telephone", texts.phone or TO_FILL_IN),
                            ("In an emergency", texts.emergency_phone or TO_FILL_IN),
                            ("Next appointment", next_appointment or TO_FILL_IN),
                        )
                    ),
                ),
            ),
        ),
    )
