"""Small rooms and fixed patients for the tests of the simulators."""

from datetime import UTC, datetime

from simulators.patient import Archetype, Course, PumpHistory, SimulatedPatient, Vitals

EPOCH = datetime(2024, 5, 17, 14, 30, tzinfo=UTC)


class FixedPatient:
    """Has the same values at all times, until a test replaces them."""

    def __init__(self, vitals: Vitals) -> None:
        self.vitals = vitals

    def at(self, _t_s: float) -> Vitals:
        return self.vitals


WELL = Vitals(systolic=120.0, diastolic=76.0, mean=92.0, pulse=71.0, spo2=98.0, perfusion_index=3.6)


def simulated_patient(*, seed: int = 7, infusion_start_s: float | None = None) -> SimulatedPatient:
    pump = PumpHistory() if infusion_start_s is None else PumpHistory.standard(start_s=infusion_start_s)
    course = Course(seated_s=-600.0, pump=pump)
    return SimulatedPatient(archetype=Archetype.NORMOTENSIVE, course=course, seed=seed)
