"""Writes what the devices would have said before the run, so that trends have a beginning: gzipped JSON lines.

Each line is ``{"t_s", "device", "topic", "payload"}`` with a payload of the native MQTT schema, whatever the device
speaks live. `t_s` is never positive. Pressures go back to the patient's admission, continuous values as far as asked,
or to the last minutes before the infusion, from which a baseline is made, where that is farther.
"""

import gzip
import json
from dataclasses import dataclass
from pathlib import Path

from simulators.devices.mqtt_native import NativeVoice
from simulators.devices.publishing import Publication
from simulators.room import Past, RoomDevice, SimulatedRoom
from simulators.scenario import PatientPlan

_BASELINE_MIN = 5.0  # of continuous values kept before the infusion's start
_FASTEST_COMPRESSION = 1  # the file is read once, at once


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryPlan:
    file: Path
    minutes: float


def write_history(room: SimulatedRoom, path: Path, *, minutes: float) -> int:
    """Play the room's past into `path` and give the number of lines; the room stands at second 0 afterwards.

    Raises:
        OSError: the file cannot be written.

    """
    voices = {device.plan.id: NativeVoice(device_id=device.plan.id, epoch=room.epoch) for device in room.devices}

    def wanted(device: RoomDevice, t_s: float) -> bool:
        patient = room.scenario.patient_at(device.plan.place)
        return patient is not None and _has_continuous(patient, before_min=-t_s / 60.0, minutes=minutes)

    count = 0
    with gzip.open(path, "wt", encoding="utf-8", compresslevel=_FASTEST_COMPRESSION) as file:
        for past in room.live_through(wanted=wanted):
            for message in _messages(past, voices[past.device.plan.id]):
                file.write(_line(past, message))
                count += 1
    return count


def play_past(room: SimulatedRoom, plan: HistoryPlan | None) -> None:
    """Play the room's past, as every run begins; None: nothing is written down.

    Raises:
        OSError: the file cannot be written.

    """
    if plan is not None:
        write_history(room, plan.file, minutes=plan.minutes)
        return
    for _ in room.live_through():
        pass


def _has_continuous(patient: PatientPlan, *, before_min: float, minutes: float) -> bool:
    """Say whether values of that moment are written: without a gap, for a gap in the past would be an alarm there."""
    start_min = patient.infusion_start_min
    wanted_min = minutes if start_min is None else max(minutes, start_min + _BASELINE_MIN)
    return before_min <= min(wanted_min, -patient.seated_min)


def _messages(past: Past, voice: NativeVoice) -> list[Publication]:
    messages = [] if past.reading is None else voice.numerics(past.reading, past.t_s)
    return messages + [voice.pressure(result, past.t_s) for result in past.pressures]


def _line(past: Past, message: Publication) -> str:
    head = json.dumps({"t_s": past.t_s, "device": past.device.plan.id, "topic": message.topic})
    return f'{head[:-1]}, "payload": {message.payload.decode()}}}\n'
