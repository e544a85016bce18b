"""Small parts of FHIR R4B that every resource needs: references, times, quantities, codes, tags. Pure.

Resources are plain dictionaries here; `fhir` has them validated as a whole.
"""

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from drivers.observations import Provenance
from monitor.review.account import Account

Resource = dict[str, object]
LOINC, UCUM = "http://loinc.org", "http://unitsofmeasure.org"
MARKS = "urn:infusion-room-monitor:mark"  # our own tags: entered, doubtful, voided, simulated, replayed
IDENTIFIERS = "urn:infusion-room-monitor"
TEST_DATA = {"system": "http://terminology.hl7.org/CodeSystem/v3-ActReason", "code": "HTEST"}
_NAMESPACE = uuid.UUID("0d5d6a40-4a4e-5f5e-9d0e-6d6f6e69746f")  # any fixed number: the same account, the same ids
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Bench:
    """Collects the resources of one account, each with an address of its own."""

    def __init__(self, account: Account) -> None:
        self.account = account
        self._entries: dict[str, Resource] = {}

    def url(self, *names: object) -> str:
        """Where a resource stands in the bundle, by what it is: "encounter", or "reading", 3."""
        account = self.account
        key = "|".join(map(str, (account.room_name, account.session_id, account.admitted_utc_ms, *names)))
        return f"urn:uuid:{uuid.uuid5(_NAMESPACE, key)}"

    def reference(self, *names: object) -> Resource:
        return {"reference": self.url(*names)}

    def add(self, resource: Resource, *names: object, marks: tuple[str, ...] = ()) -> None:
        """Put one in; what is no patient's is tagged as test data, whatever else it is."""
        url = self.url(*names)
        tags: list[Resource] = [{"system": MARKS, "code": mark} for mark in marks]
        if self.account.provenance is not Provenance.REAL:
            tags += [dict(TEST_DATA), {"system": MARKS, "code": self.account.provenance.value}]
        kept: Resource = {"id": url.removeprefix("urn:uuid:"), **_without_gaps(resource)}
        if tags:
            kept["meta"] = {"tag": tags}
        self._entries[url] = kept

    def urls(self) -> list[str]:
        """Of everything put in so far."""
        return list(self._entries)

    def entries(self) -> list[Resource]:
        """As a bundle holds them."""
        return [{"fullUrl": url, "resource": resource} for url, resource in self._entries.items()]

    @property
    def of_patient(self) -> Resource:
        """What nearly every resource says: whose it is, and of which stay."""
        return {"subject": self.reference("patient"), "encounter": self.reference("encounter")}


def _without_gaps(resource: Mapping[str, object]) -> Resource:
    return {name: value for name, value in resource.items() if value not in (None, "", [], {})}


def moment(utc_ms: int | None) -> str | None:
    """A dateTime or instant in UTC, to the millisecond."""
    return None if utc_ms is None else (_EPOCH + timedelta(milliseconds=utc_ms)).isoformat(timespec="milliseconds")


def period(begin_utc_ms: int | None, end_utc_ms: int | None) -> Resource | None:
    """None where nothing is known of it."""
    found = {"start": moment(begin_utc_ms), "end": moment(end_utc_ms)}
    return _without_gaps(found) or None


def quantity(value: float, ucum: str) -> Resource:
    """Exactly this number, with its unit."""
    return {"value": Decimal(repr(float(value))), "unit": ucum, "system": UCUM, "code": ucum}


def loinc(code: str, name: str) -> Resource:
    """A concept of LOINC."""
    return {"coding": [{"system": LOINC, "code": code, "display": name}], "text": name}


def words(text: str) -> Resource:
    """A concept that has no code here."""
    return {"text": text}


def coded(system: str, code: str) -> Resource:
    """A concept of one of HL7's own code systems."""
    return {"coding": [{"system": f"http://terminology.hl7.org/CodeSystem/{system}", "code": code}]}


def notes(*texts: str) -> list[Resource]:
    """Annotations; empty texts are none."""
    return [{"text": text} for text in texts if text]
