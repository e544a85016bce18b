"""Cuff readings as they are kept: alone out of stored inputs, the same as in the whole; and the peak of a session."""

import itertools
from dataclasses import replace

import pytest

from drivers.observations import CuffStatus, NoticeKind, Parameter, Quality
from monitor.domain.codec import decode_inputs, decode_readings, encode_inputs
from monitor.domain.commands import PauseAudio
from monitor.domain.inputs import CommandGiven, CuffReading, DeviceNotice, Input, Sample
from monitor.domain.people import Actor
from monitor.storage.figures import peak_systolic
from monitor.storage.packing import pack, part_of, unpack_values

MEASURED = CuffReading(
    tick=40, measured_tick=38, device_id="d1", status=CuffStatus.DONE, systolic=131.5, diastolic=79.0, mean=96.5
)
FAILED = CuffReading(
    tick=90,
    measured_tick=90,
    device_id='d"1',
    status=CuffStatus.FAILED,
    quality=Quality.INVALID,
    why='said {"type":"notice"} and ,{"type":"cuff"',
)
TYPED = '{"type":"cuff","tick":1}'
NOTICE = DeviceNotice(tick=50, device_id="d1", code="E9", kind=NoticeKind.TECHNICAL, why=TYPED)
COMMAND = CommandGiven(tick=60, command=PauseAudio(place_id=None, actor=Actor(name=f"R. {TYPED}", role="nurse")))
INPUTS: tuple[Input, ...] = (MEASURED, FAILED, NOTICE, COMMAND)


@pytest.mark.parametrize("count", range(len(INPUTS) + 1))
def test_they_are_the_readings_of_the_whole(count: int) -> None:
    for inputs in itertools.permutations(INPUTS, count):
        kept = encode_inputs(inputs)
        assert decode_readings(kept) == tuple(item for item in decode_inputs(kept) if isinstance(item, CuffReading))


@pytest.mark.parametrize("text", [b"", b"[", b"{}", b'[{"type":"cuff"}]', b'[{"type":"cuff","tick":1}', b"words"])
def test_what_is_no_reading_is_refused(text: bytes) -> None:
    with pytest.raises(ValueError, match="validation error"):
        decode_readings(text)


def test_a_packed_part_gives_its_readings_and_the_values_asked_for() -> None:
    samples: tuple[Input, ...] = tuple(
        Sample(tick=10 * second, device_id="d1", parameter=parameter, value=float(second))
        for second in range(1, 4)
        for parameter in (Parameter.SPO2, Parameter.PERFUSION_INDEX)
    )
    payload = pack(part_of((*INPUTS, *samples)))
    for parameters in (frozenset({Parameter.SPO2}), frozenset(Parameter)):
        found = unpack_values(payload, parameters)
        assert found.readings == (MEASURED, FAILED)
        assert found.sample_count == 6
        tick, value, _ = found.values.of(Parameter.SPO2)
        assert (tick.tolist(), value.tolist()) == ([10, 20, 30], [1.0, 2.0, 3.0])
        assert len(found.values.tick) == 3 * len(parameters & {Parameter.SPO2, Parameter.PERFUSION_INDEX})


@pytest.mark.hazard("H56")
@pytest.mark.parametrize(
    ("other", "peak"),
    [
        ({"systolic": 192.0, "diastolic": 104.0}, 192.0),
        ({"systolic": 192.0, "diastolic": 104.0, "quality": Quality.QUESTIONABLE}, 192.0),
        ({"systolic": 192.0, "diastolic": 204.0}, 131.5),
        ({"systolic": 192.0, "diastolic": 104.0, "mean": 196.0}, 131.5),
        ({"systolic": 192.0, "diastolic": 104.0, "quality": Quality.INVALID}, 131.5),
        ({"systolic": 192.0, "diastolic": 104.0, "status": CuffStatus.FAILED}, 131.5),
        ({"systolic": 192.0, "diastolic": 104.0, "measured_tick": 9}, 131.5),
    ],
)
def test_the_peak_of_a_session_is_of_readings_that_can_be_pressures(other: dict[str, object], peak: float) -> None:
    second = replace(MEASURED, **{"mean": None, **other})  # type: ignore[arg-type]  # fields by name, given by the test
    assert peak_systolic([MEASURED, second], since_tick=10) == peak
    assert peak_systolic([MEASURED, second], since_tick=None) is None
