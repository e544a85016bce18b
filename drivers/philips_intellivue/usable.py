"""Whether a number of the monitor may be used, judged by its state bits. Pure; shared by continuous values and cuff.

The sheet publishes only numbers whose high state byte is 0. Of those bits "questionable" is kept here as a doubt, for
the guide says of it that presenting the number is still appropriate: hiding it could hide a real low.
"""

from dataclasses import dataclass

from drivers.observations import Provenance
from drivers.philips_intellivue.codes import MeasurementState
from drivers.philips_intellivue.numerics import NumericValue

_UNUSABLE = {
    MeasurementState.INVALID: "the monitor calls it invalid",
    MeasurementState.UNAVAILABLE: "the signal does not allow a value",
    MeasurementState.CALIBRATING: "calibrating",
}
_NOT_THE_PATIENT = {
    MeasurementState.TEST_DATA: "test signal, no patient",
    MeasurementState.DEMO_DATA: "demonstration data, no patient",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """Reasons against a number, in words. With a refusal it must not be shown, with a doubt it must be marked."""

    refusals: tuple[str, ...]
    doubts: tuple[str, ...]

    @property
    def why(self) -> str | None:
        return ", ".join(self.refusals or self.doubts) or None


def judge(value: NumericValue, provenance: Provenance) -> Verdict:
    """Judge `value` by its state. Test and demonstration data pass, with doubt, only on links that are not real."""
    refusals = [why for bit, why in _UNUSABLE.items() if bit in value.state]
    doubts = ["the monitor calls it questionable"] * (MeasurementState.QUESTIONABLE in value.state)
    foreign = [why for bit, why in _NOT_THE_PATIENT.items() if bit in value.state]
    if provenance is Provenance.REAL:
        refusals += foreign
    else:
        doubts += foreign
    if value.value is None and not refusals:
        refusals.append("the monitor gives no number")
    return Verdict(tuple(refusals), tuple(doubts))
