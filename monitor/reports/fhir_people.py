"""Whose session it was, where, with which devices, and what people recorded, as FHIR resources. Pure.

The patient is told by label and the clinic's own number only. What people recorded is tagged `entered`.
"""

from monitor.domain.entries import DrugGiven, ScoreNoted
from monitor.reports.fhir_tools import IDENTIFIERS, Bench, Resource, coded, moment, notes, period, quantity, words
from monitor.reports.words_of_rows import DEVICE_NOT_RECORDED, NOT_FROM_THE_PUMP
from monitor.review.account import Account
from monitor.review.entry_rows import EntryRow

KETAMINE_RXNORM = {"system": "http://www.nlm.nih.gov/research/umls/rxnorm", "code": "6130", "display": "ketamine"}
ENTERED = ("entered",)
BATCH = "batch"  # of the one medication that an administration contains


def add_surroundings(bench: Bench) -> None:
    """Patient, encounter, places and devices."""
    account = bench.account
    patient = account.patient
    bench.add(
        {
            "resourceType": "Patient",
            "identifier": [{"system": f"{IDENTIFIERS}:clinic-id", "value": patient.clinic_id}]
            if patient.clinic_id
            else None,
            "name": [{"use": "anonymous", "text": patient.label}],
            "birthDate": None if patient.birth_year is None else str(patient.birth_year),
        },
        "patient",
    )
    for place_id in dict.fromkeys(place.place_id for place in account.places):
        bench.add({"resourceType": "Location", "name": f"{account.room_name}, {place_id}"}, "place", place_id)
    bench.add(_encounter(bench), "encounter")
    for device in account.devices:
        resource: Resource = {
            "resourceType": "Device",
            "identifier": [{"system": f"{IDENTIFIERS}:device", "value": device.device_id}],
            "serialNumber": device.serial_number,
            "deviceName": [{"name": device.title, "type": "model-name"}] if device.title else None,
            "type": words(device.kind) if device.kind else None,
            "note": notes(
                ", ".join(each.value for each in device.provenances),
                f"says of itself: {device.says}" if device.says else "",
                "" if device.recorded else DEVICE_NOT_RECORDED,
            ),
        }
        bench.add(resource, "device", device.device_id)


def _encounter(bench: Bench) -> Resource:
    account = bench.account
    ambulatory = {"system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "AMB"}
    return {
        "resourceType": "Encounter",
        "identifier": [{"system": f"{IDENTIFIERS}:session", "value": str(account.session_id)}],
        "status": "in-progress" if account.discharged_utc_ms is None else "finished",
        "class": ambulatory,
        "subject": bench.reference("patient"),
        "period": period(account.admitted_utc_ms, account.discharged_utc_ms),
        "location": [
            {"location": bench.reference("place", place.place_id), "period": period(place.from_utc_ms, place.to_utc_ms)}
            for place in account.places
        ],
    }


def add_drug(bench: Bench) -> None:
    """The infusion as a procedure, and each drug as entered: nothing was read from a pump."""
    account = bench.account
    doses = account.doses
    if doses.started_utc_ms is not None:
        running = period(doses.started_utc_ms, doses.ended_utc_ms)
        status = "in-progress" if doses.ended_utc_ms is None else "completed"
        bench.add(
            {
                "resourceType": "Procedure",
                "status": status,
                "code": words(f"{account.plan.drug}, {account.plan.route.value}"),
                **bench.of_patient,
                "performedPeriod": running,
                "note": notes(account.course),
            },
            "procedure",
            marks=ENTERED,
        )
        bench.add(_delivered(bench, status, running), "drug", marks=ENTERED)
    for row in account.drugs:
        if isinstance(row.entry, DrugGiven):
            bench.add(_given(bench, row, row.entry), "drug", row.entry_seq, marks=ENTERED)


def _medication(name: str, lot: str, code: Resource) -> Resource:
    """The drug by its code; with a lot, as a medication of that batch."""
    if not lot:
        return {"medicationCodeableConcept": code}
    batch: Resource = {"resourceType": "Medication", "id": BATCH, "code": code, "batch": {"lotNumber": lot}}
    return {"contained": [batch], "medicationReference": {"reference": f"#{BATCH}", "display": f"{name}, lot {lot}"}}


def _delivered(bench: Bench, status: str, running: Resource | None) -> Resource:
    account = bench.account
    delivered = account.doses.delivered_mg
    dosage: Resource = {"text": f"{account.plan.drug}, amount not recorded", "route": words(account.plan.route.value)}
    if delivered is not None:
        dosage |= {"text": f"{delivered:g} mg, {NOT_FROM_THE_PUMP}", "dose": quantity(delivered, "mg")}
    drug, ketamine = account.plan.drug, account.plan.drug.casefold() == "ketamine"
    code: Resource = {"text": drug, **({"coding": [KETAMINE_RXNORM]} if ketamine else {})}
    acts = (
        f"{moment(act.utc_ms)} {act.act.value}"
        + (f" {act.rate_mg_per_h:g} mg/h" if act.rate_mg_per_h is not None else "")
        + (f" {act.amount_mg:g} mg" if act.amount_mg is not None else "")
        + (f" lot {act.lot}" if act.lot else "")
        + f" ({act.actor})"
        for act in account.doses.acts
    )
    missing = "" if account.doses.lots else "lot not recorded"
    return {
        "resourceType": "MedicationAdministration",
        "status": status,
        **_medication(drug, account.doses.lot, code),
        **_context(bench),
        "effectivePeriod": running,
        "dosage": dosage,
        "note": notes(NOT_FROM_THE_PUMP, missing, *acts),
    }


def _given(bench: Bench, row: EntryRow, drug: DrugGiven) -> Resource:
    return {
        "resourceType": "MedicationAdministration",
        "status": "completed",
        **_medication(drug.name, drug.lot, words(drug.name)),
        **_context(bench),
        "effectiveDateTime": moment(row.utc_ms),
        "performer": [{"actor": {"display": row.actor}}],
        "dosage": {"text": row.text, "route": words(drug.route), "dose": quantity(drug.dose, drug.unit)},
    }


def _context(bench: Bench) -> Resource:
    """What other resources call encounter is context here."""
    return {"subject": bench.reference("patient"), "context": bench.reference("encounter")}


def add_entries(bench: Bench) -> None:
    """Everything people recorded; what they set aside or corrected later is `entered-in-error`.

    What stands in the place of that is `corrected`.
    """
    for row in bench.account.entries:
        entry = row.entry
        resource: Resource = {
            "resourceType": "Observation",
            "status": "entered-in-error" if not row.counts else "final" if row.replaces is None else "corrected",
            "category": [coded("observation-category", "survey")],
            "code": words(entry.score.value if isinstance(entry, ScoreNoted) else entry.type.replace("_", " ")),
            **bench.of_patient,
            "effectiveDateTime": moment(row.utc_ms),
            "issued": moment(row.recorded_utc_ms),
            "performer": [{"display": row.actor}] if row.actor else None,
            "note": notes(row.reason, f"set aside: {row.voided}" if row.voided else ""),
        }
        value: Resource = {"valueString": row.text}
        if isinstance(entry, ScoreNoted):
            value = {"valueInteger": entry.value}
        bench.add({**resource, **value}, "entry", row.entry_seq, marks=ENTERED if row.counts else ("entered", "voided"))


def performers(account: Account) -> list[Resource]:
    """Everybody who did something."""
    return [{"who": {"display": f"{person.name}, {person.role or 'not signed in'}"}} for person in account.people]
