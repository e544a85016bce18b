"""Codes of ISO/IEEE 11073-10101, LOINC and UCUM for what this program measures. Data only.

MDC codes are those of IHE's Rosetta terminology as used in PCD-01; LOINC codes those of the FHIR vital-signs profiles.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from drivers.observations import Parameter


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit in both worlds."""

    ucum: str
    mdc_code: int
    mdc_name: str

    @property
    def cwe(self) -> str:
        """As OBX-6 writes it: the MDC unit with the UCUM one beside it."""
        return f"{self.mdc_code}^{self.mdc_name}^MDC^{self.ucum}^{self.ucum}^UCUM"


@dataclass(frozen=True, slots=True)
class Measured:
    """One quantity in both worlds."""

    mdc_code: int
    mdc_name: str
    loinc: str
    loinc_name: str
    unit: Unit

    @property
    def cwe(self) -> str:
        """As OBX-3 writes it."""
        return f"{self.mdc_code}^{self.mdc_name}^MDC"


MMHG = Unit("mm[Hg]", 266016, "MDC_DIM_MMHG")
BEATS = Unit("/min", 264864, "MDC_DIM_BEAT_PER_MIN")
BREATHS = Unit("/min", 264928, "MDC_DIM_RESP_PER_MIN")
PERCENT = Unit("%", 262688, "MDC_DIM_PERCENT")
CELSIUS = Unit("Cel", 268192, "MDC_DIM_DEGC")


class Cuff(StrEnum):
    """What one cuff reading holds; the values name the fields of a reading."""

    SYSTOLIC = "systolic"
    DIASTOLIC = "diastolic"
    MEAN = "mean"
    PULSE = "pulse"


CUFF: Mapping[Cuff, Measured] = MappingProxyType(
    {
        Cuff.SYSTOLIC: Measured(150021, "MDC_PRESS_BLD_NONINV_SYS", "8480-6", "Systolic blood pressure", MMHG),
        Cuff.DIASTOLIC: Measured(150022, "MDC_PRESS_BLD_NONINV_DIA", "8462-4", "Diastolic blood pressure", MMHG),
        Cuff.MEAN: Measured(150023, "MDC_PRESS_BLD_NONINV_MEAN", "8478-0", "Mean blood pressure", MMHG),
        Cuff.PULSE: Measured(149546, "MDC_PULS_RATE_NON_INV", "8867-4", "Heart rate", BEATS),
    }
)
BLOOD_PRESSURE_PANEL = "85354-9"
CONTINUOUS: Mapping[Parameter, Measured] = MappingProxyType(
    {
        Parameter.HR: Measured(147842, "MDC_ECG_HEART_RATE", "8867-4", "Heart rate", BEATS),
        Parameter.PULSE: Measured(149530, "MDC_PULS_OXIM_PULS_RATE", "8867-4", "Heart rate", BEATS),
        Parameter.SPO2: Measured(
            150456, "MDC_PULS_OXIM_SAT_O2", "59408-5", "Oxygen saturation in Arterial blood by Pulse oximetry", PERCENT
        ),
        Parameter.RESP: Measured(151562, "MDC_RESP_RATE", "9279-1", "Respiratory rate", BREATHS),
        Parameter.ETCO2: Measured(
            151708, "MDC_CONC_AWAY_CO2_ET", "19891-1", "Carbon dioxide [Partial pressure] in Exhaled gas", MMHG
        ),
        Parameter.PERFUSION_INDEX: Measured(
            150488, "MDC_BLD_PERF_INDEX", "61006-3", "Perfusion index Tissue by Pulse oximetry", PERCENT
        ),
        Parameter.TEMPERATURE: Measured(150344, "MDC_TEMP", "8310-5", "Body temperature", CELSIUS),
    }
)
