"""One blood pressure of a session as a row, with everything that keeps it from being a plain measurement. Pure."""

from dataclasses import dataclass

from drivers.observations import Provenance
from monitor.domain.vocabulary import ValueMark, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingRow:
    """One cuff reading, or one that failed (no numbers), or one that a person entered. mmHg, /min."""

    measured_utc_ms: int
    place_id: str
    device_id: str  # "": entered by hand
    systolic: float | None
    diastolic: float | None
    mean: float | None
    pulse: float | None
    verdict: Verdict | None  # None: nobody judged it, it was entered behind a newer one
    why: str
    provenance: Provenance
    before_admission: bool = False  # taken from this patient, as a person said at the admission
    voided: str = ""  # why an entered one no longer counts
    corrects: bool = False  # an entered one that stands in the place of another
    judged_seq: int | None = None  # the event that judged it; None: none did

    @property
    def entered(self) -> bool:
        """Whether a person typed it."""
        return self.provenance is Provenance.ENTERED

    @property
    def doubtful(self) -> bool:
        """Whether it is shown with a question mark."""
        return self.verdict in (Verdict.UNEXPECTED, Verdict.SUSPECT)

    @property
    def failed(self) -> bool:
        """Whether it is no reading at all."""
        return self.systolic is None or self.verdict is Verdict.REJECTED

    @property
    def counts(self) -> bool:
        """Whether it is a pressure of this patient: neither failed nor set aside."""
        return not self.failed and not self.voided

    @property
    def marks(self) -> tuple[ValueMark, ...]:
        """The marks that its numbers carry in every output."""
        found = {
            ValueMark.ENTERED: self.entered,
            ValueMark.DOUBTFUL: self.doubtful,
            ValueMark.VOIDED: bool(self.voided),
        }
        return tuple(mark for mark, is_so in found.items() if is_so)
