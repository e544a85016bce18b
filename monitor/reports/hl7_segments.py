"""The segments of HL7 v2.6 ORU^R01 as this program fills them, after IHE PCD-01. Pure.

OBX-11 (table 0085) is F, final; C, a correction, which stands in the place of another; W, posted as wrong: set aside or
corrected later; X, there is no result. Values that are doubtful bear QUES, values that are not a patient's TEST
(OBX-8); what a person measured and typed has the method MMEAS (OBX-17).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from drivers.observations import Provenance
from monitor.reports.hl7_text import ENCODING_CHARACTERS, escaped, moment, number, segment
from monitor.reports.mdc import Measured

PROFILE = "IHE_PCD_001^IHE PCD^1.3.6.1.4.1.19376.1.6.1.1.1^ISO"
MONITORING = "182777000^monitoring of patient^SCT"
APPLICATION = "INFUSION_MONITOR"  # MSH-3 holds 20 characters
QUESTIONABLE, TEST = "QUES", "TEST"
MEASURED_BY_HAND, CALCULATED = "MMEAS^manual-measured^L", "ACALC^auto-calculated^L"


class Status(StrEnum):
    """OBX-11, of HL7 version 2.6, table 0085."""

    FINAL = "F"
    CORRECTION = "C"
    WRONG = "W"
    NO_RESULT = "X"


def status_of(*, wrong: bool, correction: bool, has_value: bool = True) -> Status:
    """What is wrong is so whatever else it is: a correction may be corrected itself."""
    if wrong:
        return Status.WRONG
    if not has_value:
        return Status.NO_RESULT
    return Status.CORRECTION if correction else Status.FINAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Parties:
    """Who sends and who receives, as both call themselves."""

    sending_facility: str = ""
    receiving_application: str = ""
    receiving_facility: str = ""


NOBODY_NAMED = Parties()


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """One OBX. `value` None: there is none, and `why` says so."""

    measured: Measured
    sub_id: str
    value: float | None
    utc_ms: int
    device_id: str = ""
    doubtful: bool = False
    entered: bool = False
    calculated: bool = False
    wrong: bool = False  # set aside or corrected by a person: not to be used
    correction: bool = False  # of another that was told before
    why: str = ""


def header(*, control_id: str, utc_ms: int, provenance: Provenance, parties: Parties) -> str:
    """MSH; what is not real is no production message (MSH-11)."""
    fields = [
        ENCODING_CHARACTERS,
        APPLICATION,
        escaped(parties.sending_facility),
        escaped(parties.receiving_application),
        escaped(parties.receiving_facility),
        moment(utc_ms),
        "",
        "ORU^R01^ORU_R01",
        control_id,
        "P" if provenance is Provenance.REAL else "T",
        "2.6",
        *("", "", "NE", "AL", "", "UNICODE UTF-8", "", ""),
        PROFILE,
    ]
    return segment("MSH", fields)


def patient(*, label: str, clinic_id: str, birth_year: int | None, facility: str) -> str:
    """PID by label only; the number is the clinic's own where somebody entered it."""
    number_of = escaped(clinic_id or label)
    fields = [
        "",
        "",
        f"{number_of}^^^{escaped(facility)}^{'PI' if clinic_id else 'AN'}",
        "",
        f"{escaped(label)}^^^^^^S",
        "",
        "" if birth_year is None else str(birth_year),
    ]
    return segment("PID", fields)


def visit(*, room: str, place: str, session_id: int) -> str:
    """PV1: an outpatient in this room; the visit is the session."""
    fields = ["", "O", f"{escaped(room)}^^{escaped(place)}", *[""] * 15, str(session_id)]
    return segment("PV1", fields)


def order(*, set_id: int, filler: str, service: str, from_utc_ms: int, to_utc_ms: int | None, final: bool) -> str:
    """OBR over a span of time."""
    fields = [str(set_id), "", filler, service, "", "", moment(from_utc_ms), moment(to_utc_ms)]
    return segment("OBR", [*fields, *[""] * 16, "F" if final else "R"])


def observations(rows: Sequence[Observed], provenance: Provenance) -> Iterator[str]:
    """OBX of each row, numbered from 1, and NTE behind one that needs words."""
    for set_id, row in enumerate(rows, start=1):
        flags = [QUESTIONABLE] if row.doubtful else []
        flags += [TEST] if provenance is not Provenance.REAL else []
        status = status_of(wrong=row.wrong, correction=row.correction, has_value=row.value is not None)
        method = MEASURED_BY_HAND if row.entered else CALCULATED if row.calculated else ""
        fields = [
            *(str(set_id), "NM", row.measured.cwe, row.sub_id),
            "" if row.value is None else number(row.value),
            *(row.measured.unit.cwe, "", "~".join(flags), "", "", status, "", ""),
            *(moment(row.utc_ms), "", "", method, escaped(row.device_id)),
        ]
        yield segment("OBX", fields)
        if row.why:
            yield note(row.why)


def text_observation(
    *,
    set_id: int,
    code: str,
    sub_id: str,
    text: str,
    utc_ms: int,
    provenance: Provenance,
    status: Status = Status.FINAL,
) -> str:
    """OBX that holds words."""
    flags = "" if provenance is Provenance.REAL else TEST
    fields = [str(set_id), "ST", code, sub_id, escaped(text), "", "", flags, "", "", status, "", "", moment(utc_ms)]
    return segment("OBX", fields)


def note(text: str) -> str:
    """NTE about the segment before it."""
    return segment("NTE", ["1", "L", escaped(text)])
