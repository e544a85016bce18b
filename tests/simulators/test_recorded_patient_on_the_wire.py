"""A recorded patient through the simulated Rad-8, a pseudo-terminal and the real driver: every value arrives."""

import asyncio
import csv
import gzip
import os
from pathlib import Path

import pytest
from simulator_helpers import EPOCH

from drivers.clock import SystemClock
from drivers.device import DeviceSpec
from drivers.masimo_ascii1.driver import open_masimo_driver
from drivers.observations import Numeric, Parameter, Provenance, Quality
from simulators.devices.masimo_ascii1 import MasimoRad8
from simulators.devices.oximeter import RECORDED, Oximeter
from simulators.links.pty import PtyLink
from simulators.recording import Columns, RecordedPatient

FIRST_S, SECONDS = 330, 120
DEADLINE_S = 20.0
pytestmark = pytest.mark.skipif(os.name != "posix", reason="runs only on Linux and macOS")


def _recorded_spo2(path: Path) -> list[float]:
    """Read the column by other means than the simulator's."""
    with gzip.open(path, "rt", encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    return [float(row["SpO2 5"]) for row in rows[FIRST_S : FIRST_S + SECONDS]]


async def test_values_of_the_recording_arrive_unchanged(reference: Path, tmp_path: Path) -> None:
    path = reference / "recordings" / "uw_induced_hypoxemia" / "100001.csv.gz"
    columns = Columns(spo2="SpO2 5", pulse="Pulse 5", perfusion_index="PI 5")
    patient = RecordedPatient.from_csv(path, columns=columns, start_s=FIRST_S)
    masimo = MasimoRad8(oximeter=Oximeter(patient, RECORDED), epoch=EPOCH, serial_number="0000000005")
    link = PtyLink(name="SIM-masimo-1", directory=tmp_path)
    await link.open(lambda _: None)
    spec = DeviceSpec(
        device_id="SIM-masimo-1", kind="masimo_ascii1", link=link.address, provenance=Provenance.SIMULATED
    )
    arrived: list[Numeric] = []
    async with open_masimo_driver(spec, SystemClock()) as driver, asyncio.timeout(DEADLINE_S):
        link.send(b"800\r\n")  # a port is opened in the middle of a line
        stream = driver.observations()
        for t_s in range(SECONDS):
            link.send(masimo.tick(t_s))
            while len(arrived) <= t_s:
                observation = await anext(stream)
                if isinstance(observation, Numeric) and observation.parameter is Parameter.SPO2:
                    arrived.append(observation)
    await link.close()
    assert [numeric.value for numeric in arrived] == _recorded_spo2(path)
    assert {(numeric.quality, numeric.provenance) for numeric in arrived} == {(Quality.VALID, Provenance.SIMULATED)}
