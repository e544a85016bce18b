"""HL7's minimal lower layer protocol and its acknowledgements. Pure: bytes in, answers out.

One block is VT, the message, FS, CR (HL7 version 2.6, appendix C). An acknowledgement names the message it is about.
"""

from dataclasses import dataclass
from enum import StrEnum

MOST_ANSWER_BYTES = 64_000
BLOCK_END = b"\x1c\r"
_BLOCK_BEGIN = b"\x0b"


class Verdict(StrEnum):
    """What a receiver says of a message (HL7 table 0008); the enhanced mode's codes mean the same here."""

    ACCEPTED = "AA"
    ERROR = "AE"  # the message itself is wrong for it: sending it again changes nothing
    REJECTED = "AR"  # not now, or not from us: it may take it later


_VERDICTS = {
    "AA": Verdict.ACCEPTED,
    "CA": Verdict.ACCEPTED,
    "AE": Verdict.ERROR,
    "CE": Verdict.ERROR,
    "AR": Verdict.REJECTED,
    "CR": Verdict.REJECTED,
}


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """What one answer says; `control_id` is of the message that was sent."""

    verdict: Verdict
    control_id: str
    text: str


def framed(message: str) -> bytes:
    """One message as a block."""
    return _BLOCK_BEGIN + message.encode() + BLOCK_END


def read_acknowledgement(block: bytes) -> Acknowledgement | None:
    """Read one block, its end included; None where it is no acknowledgement."""
    text = block.decode("utf-8", errors="replace").strip("\x0b\x1c\r\n")
    segments = [line.strip() for line in text.replace("\n", "\r").split("\r")]
    if not segments[0].startswith("MSH") or len(segments[0]) < 4:
        return None
    separator = segments[0][3]
    for segment in segments:
        fields = segment.split(separator)
        if fields[0] == "MSA" and len(fields) > 2 and fields[1] in _VERDICTS:
            return Acknowledgement(_VERDICTS[fields[1]], fields[2], _why(segments, fields, separator))
    return None


def _why(segments: list[str], msa: list[str], separator: str) -> str:
    """Why it was not taken, from MSA-3 or the ERR segment."""
    found = msa[3] if len(msa) > 3 else ""
    errors = [segment.split(separator) for segment in segments if segment.startswith(f"ERR{separator}")]
    words = [found, *(" ".join(field for field in error[1:] if field) for error in errors)]
    return "; ".join(word for word in words if word)[:200]
