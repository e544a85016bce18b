"""The DINAMAP from the other end, in conversations: request bytes from working drivers, replies after the sheet."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from simulator_helpers import WELL, FixedPatient

from simulators.devices.cuff import Cuff, CuffSettings, CycleChange
from simulators.devices.ge_dinamap import Dinamap
from simulators.devices.oximeter import RECORDED, Oximeter
from simulators.patient import Vitals

READ_NIBP, READ_SPO2, READ_RATE, START, CANCEL = b" NA!2\r", b" OA!3\r", b" RA!6\r", b" NC0!E\r", b" ND!5\r"
NONE_YET = b" NA1109999000000000&(\r"  # constructed in the protocol sheet


def _dinamap(
    patient: FixedPatient | None = None, *, programme: tuple[CycleChange, ...] = (), failure_share: float = 0.0
) -> Dinamap:
    patient = patient or FixedPatient(WELL)
    settings = CuffSettings(programme=programme, failure_share=failure_share, artefact_share=0.0)
    return Dinamap(oximeter=Oximeter(patient, RECORDED), cuff=Cuff(patient, settings=settings, seed=4))


def test_it_never_speaks_unasked() -> None:
    dinamap = _dinamap(programme=(CycleChange(from_s=0.0, interval_s=60.0),))
    assert {dinamap.tick(float(t_s)) for t_s in range(300)} == {b""}


def test_requests_known_from_working_drivers_are_understood(reference: Path) -> None:
    vectors = json.loads((reference / "protocols" / "vectors.json").read_text(encoding="utf-8"))["vectors"]
    requests = {v["id"]: bytes.fromhex(v["hex"]) for v in vectors if v["protocol"] == "ge_dinamap"}
    answers = {name: _dinamap().answer(data, 0.0) for name, data in requests.items() if name.startswith("cmd_")}
    assert answers.pop("cmd_NA") == NONE_YET
    assert answers.pop("cmd_OA") == b" OA1098808#L\r"
    assert answers.pop("cmd_RA") == b' RA2071"D\r'
    assert answers.pop("cmd_TC").startswith(b" TC40 99999")
    assert answers.pop("cmd_NC0").startswith(b" NC")
    assert answers.pop("cmd_ND").startswith(b" ND")
    assert answers == {"cmd_RC": b""}  # known from a single program: passed over


def test_a_whole_determination() -> None:
    dinamap = _dinamap()
    assert dinamap.answer(READ_NIBP, 0.0) == NONE_YET
    dinamap.answer(START, 10.0)
    assert dinamap.answer(READ_NIBP, 20.0)[:10] == b" NA0109999"  # busy, nothing older to show
    done = dinamap.answer(READ_NIBP, 60.0)
    result = dinamap.cuff.last_done
    assert result is not None
    assert done.startswith(b" NA110%04d%03d" % (int(60.0 - result.ended_s), result.systolic or 0))
    assert dinamap.answer(READ_NIBP, 61.0)[6:10] == b"%04d" % int(61.0 - result.ended_s)


def test_while_busy_it_repeats_the_old_numbers() -> None:
    dinamap = _dinamap(programme=(CycleChange(from_s=0.0, interval_s=300.0),))
    dinamap.tick(299.0)
    old = dinamap.answer(READ_NIBP, 299.0)
    busy = dinamap.answer(READ_NIBP, 301.0)
    assert (old[3:4], busy[3:4]) == (b"1", b"0")
    assert busy[10:19] == old[10:19]
    assert int(busy[6:10]) == int(old[6:10]) + 2


def test_ages_beyond_the_documented_range_are_none() -> None:
    dinamap = _dinamap()
    dinamap.answer(START, 0.0)
    dinamap.tick(60.0)
    assert dinamap.answer(READ_NIBP, 60.0)[3:4] == b"1"
    assert dinamap.answer(READ_NIBP, 5500.0) == NONE_YET


def test_failure_and_cancel_have_no_numbers() -> None:
    failing = _dinamap(failure_share=1.0)
    failing.answer(START, 0.0)
    failed = failing.answer(READ_NIBP, 60.0)
    assert failed[3:4] in b"3468"
    assert failed[10:19] == b"000000000"
    cancelled = _dinamap()
    cancelled.answer(START, 0.0)
    cancelled.answer(CANCEL, 5.0)
    assert cancelled.answer(READ_NIBP, 8.0)[3:19] == b"3100003000000000"


@pytest.mark.parametrize("data", [b" NA!3\r", b"NA!2\r", b" XX!2\r", b" NA!2", b"\xff\xfe\r", b"\r\r"])
def test_what_is_not_a_request_is_not_answered(data: bytes) -> None:
    assert _dinamap().answer(data, 0.0) == b""


def test_requests_may_come_in_pieces_and_behind_noise() -> None:
    dinamap = _dinamap()
    assert b"".join(dinamap.answer(bytes([byte]), 0.0) for byte in b"\xa5noise" + READ_NIBP) == NONE_YET
    assert dinamap.answer(READ_NIBP + READ_RATE, 0.0) == NONE_YET + b' RA2071"D\r'


def test_oximeter_states() -> None:
    patient = FixedPatient(replace(WELL, probe_on=False))
    dinamap = _dinamap(patient)
    assert dinamap.answer(READ_SPO2, 0.0) == b" OA3000008#5\r"  # oa_no_data of the vectors
    assert dinamap.answer(READ_RATE, 0.0) == b' RA2-99"K\r'
    patient.vitals = Vitals()
    assert dinamap.answer(READ_SPO2, 20.0)[3:7] == b"1000"


def test_without_an_oximeter_the_rate_is_the_cuffs() -> None:
    patient = FixedPatient(WELL)
    cuff = Cuff(patient, settings=CuffSettings(programme=()), seed=4)
    dinamap = Dinamap(oximeter=None, cuff=cuff)
    assert dinamap.answer(READ_SPO2, 0.0)[3:7] == b"0000"
    assert dinamap.answer(READ_RATE, 0.0) == b' RA2-99"K\r'
    dinamap.answer(START, 1.0)
    assert dinamap.answer(READ_RATE, 60.0)[:7] == b" RA3071"
