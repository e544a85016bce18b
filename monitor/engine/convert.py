"""What a driver observed, as an input of the room. Pure: the timeline places it, nothing is judged or filled in.

Waveforms are not judged by any rule and do not enter the room; `wave_tail.py` keeps their last seconds for the screen.
"""

from typing import assert_never

from drivers.observations import BloodPressure, DeviceIdentity, Notice, Numeric, Observation, Provenance, Waveform
from monitor.domain.inputs import CuffReading, DeviceIdentified, DeviceNotice, Input, Sample
from monitor.engine.timeline import Timeline


def to_input(observation: Observation, timeline: Timeline, provenance: Provenance) -> Input | None:
    """The input for `observation`, marked with the `provenance` of its link; None for what the room does not judge."""
    match observation:
        case Numeric():
            return _sample(observation, timeline, provenance)
        case BloodPressure():
            return _cuff_reading(observation, timeline, provenance)
        case Notice():
            return _notice(observation, timeline)
        case DeviceIdentity():
            return _identified(observation, timeline)
        case Waveform():
            return None
        case _:
            assert_never(observation)


def _sample(numeric: Numeric, timeline: Timeline, provenance: Provenance) -> Sample:
    return Sample(
        tick=timeline.arrival_tick(numeric.stamp),
        device_id=numeric.device_id,
        parameter=numeric.parameter,
        value=numeric.value,
        quality=numeric.quality,
        source=numeric.source,
        why=numeric.why,
        provenance=provenance,
    )


def _cuff_reading(pressure: BloodPressure, timeline: Timeline, provenance: Provenance) -> CuffReading:
    return CuffReading(
        tick=timeline.arrival_tick(pressure.stamp),
        measured_tick=timeline.measured_tick(pressure.measured_at),
        device_id=pressure.device_id,
        status=pressure.status,
        quality=pressure.quality,
        systolic=pressure.systolic,
        diastolic=pressure.diastolic,
        mean=pressure.mean,
        pulse=pressure.pulse,
        why=pressure.why,
        provenance=provenance,
    )


def _identified(identity: DeviceIdentity, timeline: Timeline) -> DeviceIdentified:
    return DeviceIdentified(
        tick=timeline.arrival_tick(identity.stamp),
        device_id=identity.device_id,
        model=identity.model,
        serial_number=identity.serial_number,
        software=identity.software,
    )


def _notice(notice: Notice, timeline: Timeline) -> DeviceNotice:
    return DeviceNotice(
        tick=timeline.arrival_tick(notice.stamp),
        device_id=notice.device_id,
        code=notice.code,
        kind=notice.kind,
        why=notice.why,
        active=notice.active,
        priority=notice.priority,
    )
