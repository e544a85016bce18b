"""FHIR R4B of a session: validated by fhir.resources, every reference found, what is no fact of a patient marked."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from corrected_stays import corrected
from fhir.resources.R4B.bundle import Bundle
from told_stays import ANSWERED_RULE, LOT, SESSION_ID

from drivers.observations import Provenance, Quality
from monitor.reports.fhir import bundle_of
from monitor.review.account import Account
from monitor.review.account_reader import AccountReader
from monitor.review.alarm_texts import limit_text
from monitor.storage.packing import QUALITIES

Json = dict[str, Any]


@pytest.fixture(scope="module")
def text(account: Account) -> str:
    return bundle_of(account)


@pytest.fixture(scope="module")
def resources(text: str) -> list[Json]:
    return [entry["resource"] for entry in json.loads(text)["entry"]]


def of_type(resources: list[Json], name: str) -> list[Json]:
    return [resource for resource in resources if resource["resourceType"] == name]


def tags(resource: Json) -> set[str]:
    return {tag["code"] for tag in resource.get("meta", {}).get("tag", [])}


def references(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("reference"), str):
            yield value["reference"]
        for each in value.values():
            yield from references(each)
    elif isinstance(value, list):
        for each in value:
            yield from references(each)


def test_it_is_read_back_as_fhir_r4b(text: str) -> None:
    bundle = Bundle.model_validate_json(text)
    assert bundle.type == "collection"


def test_every_kind_that_is_promised_is_there(resources: list[Json]) -> None:
    kinds = {resource["resourceType"] for resource in resources}
    assert kinds >= {
        *("Patient", "Encounter", "Device", "Observation", "Procedure", "MedicationAdministration"),
        *("DetectedIssue", "Flag", "Provenance", "Location"),
    }


def test_every_reference_leads_to_a_resource_of_the_bundle(text: str) -> None:
    bundle = json.loads(text)
    urls = [entry["fullUrl"] for entry in bundle["entry"]]
    assert len(urls) == len(set(urls))
    contained = {f"#{each['id']}" for entry in bundle["entry"] for each in entry["resource"].get("contained", ())}
    assert set(references(bundle)) <= {*urls, *contained}


def test_the_patient_is_a_label_and_a_number(resources: list[Json], account: Account) -> None:
    (patient,) = of_type(resources, "Patient")
    assert patient["name"] == [{"use": "anonymous", "text": account.patient.label}]
    assert set(patient) <= {"resourceType", "id", "meta", "identifier", "name", "birthDate"}


def test_vital_signs_have_the_codes_and_units_of_the_profiles(resources: list[Json]) -> None:
    found: dict[str, set[str]] = {}
    for each in of_type(resources, "Observation"):
        for part in (each, *each.get("component", [])):
            if "valueQuantity" in part and "coding" in part["code"]:
                found.setdefault(part["code"]["coding"][0]["code"], set()).add(part["valueQuantity"]["code"])
    assert found == {
        "8480-6": {"mm[Hg]"},
        "8462-4": {"mm[Hg]"},
        "8478-0": {"mm[Hg]"},
        "8867-4": {"/min"},
        "59408-5": {"%"},
    }


@pytest.mark.hazard("H56")
def test_entered_doubtful_and_voided_are_marked(resources: list[Json], account: Account) -> None:
    panels = [each for each in of_type(resources, "Observation") if each["code"]["text"] == "Blood pressure panel"]
    assert len(panels) == len(account.readings)
    for panel, reading in zip(panels, account.readings, strict=True):
        assert ("entered" in tags(panel)) is reading.entered
        assert ("doubtful" in tags(panel)) is reading.doubtful
        assert ("component" in panel) is not reading.failed
        assert ("dataAbsentReason" in panel) is reading.failed
    voided = [each for each in of_type(resources, "Observation") if "voided" in tags(each)]
    assert len(voided) == sum(not row.counts for row in account.entries) > 0
    assert {each["status"] for each in voided} == {"entered-in-error"}


@pytest.mark.hazard("H56")
def test_a_minute_with_a_doubtful_value_is_marked_and_no_other(account: Account) -> None:
    column = account.values[0]
    quality = column.quality.copy()
    quality[len(quality) // 2] = QUALITIES.index(Quality.QUESTIONABLE)
    doubtful = replace(column, quality=quality)
    doubted = [bool(count) for count in doubtful.minutes().doubtful.tolist()]
    assert doubted.count(True) == 1
    found = json.loads(bundle_of(replace(account, values=(doubtful,))))["entry"]
    minutes = [one["resource"] for one in found if "effectivePeriod" in one["resource"]]
    told = ["doubtful" in tags(each) for each in minutes if each["resourceType"] == "Observation"]
    assert told == doubted


@pytest.mark.hazard("H56")
def test_what_was_corrected_is_an_error_and_what_stands_in_its_place_a_correction(account: Account) -> None:
    bundle = bundle_of(corrected(account))
    Bundle.model_validate_json(bundle)
    found = of_type([entry["resource"] for entry in json.loads(bundle)["entry"]], "Observation")
    texts = {each.get("valueString"): each["status"] for each in found}
    assert [texts[text] for text in ("first", "second", "third")] == [
        "entered-in-error",
        "entered-in-error",
        "corrected",
    ]
    typed = [each for each in found if "component" in each and "entered" in tags(each)]
    assert [each["status"] for each in typed] == ["entered-in-error", "corrected"]


def test_what_is_not_real_is_test_data_in_every_resource(told: Callable[..., Path]) -> None:
    account = AccountReader(told(Provenance.SIMULATED)).account(SESSION_ID)
    assert account is not None
    found = [entry["resource"] for entry in json.loads(bundle_of(account))["entry"]]
    assert all({"HTEST", "simulated"} <= tags(resource) for resource in found)


def test_what_is_real_is_not_called_a_test(resources: list[Json], account: Account) -> None:
    assert account.provenance is Provenance.REAL
    assert not any("HTEST" in tags(resource) for resource in resources)


def test_the_dose_says_that_people_entered_it(resources: list[Json], account: Account) -> None:
    drug = of_type(resources, "MedicationAdministration")[0]
    assert drug["dosage"]["dose"]["value"] == account.doses.delivered_mg
    assert "entered" in tags(drug)
    assert any(note["text"] == "entered, not read from the pump" for note in drug["note"])
    (batch,) = drug["contained"]
    assert drug["medicationReference"]["reference"] == f"#{batch['id']}"
    assert batch["batch"]["lotNumber"] == account.doses.lot == LOT


def test_alarm_values_bear_their_unit(resources: list[Json], account: Account) -> None:
    issues = {each["identifier"][0]["value"]: each for each in of_type(resources, "DetectedIssue")}
    severe = next(alarm for alarm in account.alarms if alarm.rule == ANSWERED_RULE)
    assert f"limit {limit_text(severe)};" in issues[str(severe.alarm_id)]["detail"]


def test_the_signature_and_the_addendum_are_there(resources: list[Json], account: Account) -> None:
    signed = [each for each in of_type(resources, "Provenance") if each["activity"]["text"].startswith("signed")]
    assert len(signed) == len(account.signatures)
    addenda = [each for each in of_type(resources, "Observation") if each["code"]["text"] == "addendum"]
    assert [each["valueString"] for each in addenda] == [each.text for each in account.addenda]


def test_the_same_account_gives_the_same_bundle(text: str, account: Account) -> None:
    assert bundle_of(account) == text
