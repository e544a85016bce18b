"""Inputs of a session as compressed columns and back, with every value, tick, quality, source and reason kept.

Pure: no connection, no SQL. Columns are split into byte planes before they are compressed, which halves the size of
numbers that change little. Samples keep their order of arrival, and so do readings and all other inputs (links,
notices, commands) among themselves.
"""

import json
import zlib
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from drivers.observations import Parameter, Provenance, Quality, Source
from monitor.domain.codec import decode_inputs, decode_readings, encode_inputs
from monitor.domain.inputs import CuffReading, Input, Sample

Ints = npt.NDArray[np.int64]
Codes = npt.NDArray[np.uint16]
Floats = npt.NDArray[np.float64]

_VERSION = 1
_LEVEL = 6  # zlib; 9 takes three times as long for 2 % less
# Columns hold positions in these closed sets; each packed part carries the words too, so that a set may grow.
PARAMETERS = tuple(Parameter)
QUALITIES = tuple(Quality)
SOURCES = tuple(Source)
PROVENANCES = tuple(Provenance)
CLOSED_SETS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"parameter": PARAMETERS, "quality": QUALITIES, "source": SOURCES, "provenance": PROVENANCES}
)
_VALUE_COLUMNS = frozenset({"tick", "value", "parameter", "quality"})
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Samples:
    """Continuous values, one entry each in order of arrival; `value` is NaN exactly where there was none.

    Codes are positions in PARAMETERS, QUALITIES, SOURCES, PROVENANCES, and in `device_ids` and `reasons`.
    """

    tick: Ints
    value: Floats
    parameter: Codes
    device: Codes
    quality: Codes
    source: Codes
    provenance: Codes
    reason: Codes
    device_ids: tuple[str, ...]
    reasons: tuple[str | None, ...]

    def of(self, parameter: Parameter) -> tuple[Ints, Floats]:
        """Ticks and values of one parameter."""
        chosen = self.parameter == PARAMETERS.index(parameter)
        return self.tick[chosen], self.value[chosen]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Values:
    """Continuous values without where they came from: the columns of `Samples` that re-judging reads."""

    tick: Ints
    value: Floats
    parameter: Codes
    quality: Codes

    def of(self, parameter: Parameter) -> tuple[Ints, Floats, Codes]:
        """Ticks, values and qualities of one parameter."""
        chosen = self.parameter == PARAMETERS.index(parameter)
        return self.tick[chosen], self.value[chosen], self.quality[chosen]


@dataclass(frozen=True, slots=True, kw_only=True)
class ValuesPart:
    """One stretch of a session, as far as values and cuff readings go; `sample_count`: of all parameters."""

    values: Values
    readings: tuple[CuffReading, ...]
    sample_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One stretch of a session: the samples as columns, the rest as the inputs they were."""

    samples: Samples
    readings: tuple[CuffReading, ...]
    others: tuple[Input, ...]


def part_of(inputs: Sequence[Input]) -> Part:
    """Sort `inputs` by what they are."""
    return Part(
        samples=columns_of([item for item in inputs if isinstance(item, Sample)]),
        readings=tuple(item for item in inputs if isinstance(item, CuffReading)),
        others=tuple(item for item in inputs if not isinstance(item, (Sample, CuffReading))),
    )


def columns_of(samples: Sequence[Sample]) -> Samples:
    """Columns of `samples`, in their order."""
    device_ids = tuple(dict.fromkeys(item.device_id for item in samples))
    reasons = tuple(dict.fromkeys(item.why for item in samples))
    device_code = {name: code for code, name in enumerate(device_ids)}
    reason_code = {why: code for code, why in enumerate(reasons)}
    return Samples(
        tick=np.array([item.tick for item in samples], np.int64),
        value=np.array([np.nan if item.value is None else item.value for item in samples], np.float64),
        parameter=_codes([PARAMETERS.index(item.parameter) for item in samples]),
        device=_codes([device_code[item.device_id] for item in samples]),
        quality=_codes([QUALITIES.index(item.quality) for item in samples]),
        source=_codes([SOURCES.index(item.source) for item in samples]),
        provenance=_codes([PROVENANCES.index(item.provenance) for item in samples]),
        reason=_codes([reason_code[item.why] for item in samples]),
        device_ids=device_ids,
        reasons=reasons,
    )


def joined(parts: Sequence[Part]) -> Part:
    """Several stretches as one."""
    if len(parts) == 1:
        return parts[0]
    samples = [part.samples for part in parts]
    device_ids = tuple(dict.fromkeys(name for one in samples for name in one.device_ids))
    reasons = tuple(dict.fromkeys(why for one in samples for why in one.reasons))
    return Part(
        samples=Samples(
            tick=_concatenated([one.tick for one in samples], np.int64),
            value=_concatenated([one.value for one in samples], np.float64),
            parameter=_concatenated([one.parameter for one in samples], np.uint16),
            device=_concatenated([_recoded(one.device, one.device_ids, device_ids) for one in samples], np.uint16),
            quality=_concatenated([one.quality for one in samples], np.uint16),
            source=_concatenated([one.source for one in samples], np.uint16),
            provenance=_concatenated([one.provenance for one in samples], np.uint16),
            reason=_concatenated([_recoded(one.reason, one.reasons, reasons) for one in samples], np.uint16),
            device_ids=device_ids,
            reasons=reasons,
        ),
        readings=tuple(reading for part in parts for reading in part.readings),
        others=tuple(other for part in parts for other in part.others),
    )


def pack(part: Part) -> bytes:
    """Bytes of one stretch, compressed."""
    columns = part.samples
    arrays = {
        "tick": np.diff(columns.tick, prepend=np.int64(0)),
        "value": columns.value,
        "parameter": columns.parameter,
        "device": columns.device,
        "quality": columns.quality,
        "source": columns.source,
        "provenance": columns.provenance,
        "reason": columns.reason,
    }
    words = {"device_ids": columns.device_ids, "reasons": columns.reasons, **CLOSED_SETS}
    return pack_arrays(arrays, words=words, rest=encode_inputs((*part.readings, *part.others)))


def unpack(payload: bytes) -> Part:
    """Back from `pack`; raises ValueError on anything else."""
    arrays, words, rest = unpack_arrays(payload)
    others = decode_inputs(rest)
    try:
        samples = Samples(
            tick=np.cumsum(arrays["tick"].astype(np.int64)),
            value=arrays["value"].astype(np.float64),
            device=arrays["device"].astype(np.uint16),
            reason=arrays["reason"].astype(np.uint16),
            **{name: codes_now(name, arrays[name], words) for name in CLOSED_SETS},
            device_ids=tuple(words["device_ids"]),
            reasons=tuple(words["reasons"]),
        )
    except KeyError as error:
        raise ValueError(f"packed samples have no column {error}") from error
    return Part(
        samples=samples,
        readings=tuple(item for item in others if isinstance(item, CuffReading)),
        others=tuple(item for item in others if not isinstance(item, CuffReading)),
    )


def unpack_values(payload: bytes, parameters: Container[Parameter]) -> ValuesPart:
    """The values of some parameters and the cuff readings out of what `pack` gave; raises ValueError on all else."""
    arrays, words, rest = unpack_arrays(payload, only=_VALUE_COLUMNS)
    try:
        tick = np.cumsum(arrays["tick"].astype(np.int64, copy=False))
        value = arrays["value"].astype(np.float64, copy=False)
        parameter, quality = (codes_now(name, arrays[name], words) for name in ("parameter", "quality"))
    except KeyError as error:
        raise ValueError(f"packed samples have no column {error}") from error
    values = Values(tick=tick, value=value, parameter=parameter, quality=quality)
    wanted = np.array([one in parameters for one in PARAMETERS], dtype=bool)[parameter]
    if not wanted.all():
        values = Values(tick=tick[wanted], value=value[wanted], parameter=parameter[wanted], quality=quality[wanted])
    return ValuesPart(values=values, readings=decode_readings(rest), sample_count=len(tick))


def joined_values(parts: Sequence[Values]) -> Values:
    """Several stretches as one."""
    return Values(
        tick=_concatenated([one.tick for one in parts], np.int64),
        value=_concatenated([one.value for one in parts], np.float64),
        parameter=_concatenated([one.parameter for one in parts], np.uint16),
        quality=_concatenated([one.quality for one in parts], np.uint16),
    )


def pack_arrays(arrays: Mapping[str, npt.NDArray[Any]], *, words: Mapping[str, Sequence[Any]], rest: bytes) -> bytes:
    """Arrays in byte planes behind a header of JSON, compressed as a whole."""
    header = {
        "version": _VERSION,
        "arrays": [[name, array.dtype.str, len(array)] for name, array in arrays.items()],
        "words": {name: list(of) for name, of in words.items()},
    }
    planes = [
        np.ascontiguousarray(array).view(np.uint8).reshape(len(array), array.itemsize).T.tobytes()
        for array in arrays.values()
    ]
    head = json.dumps(header, ensure_ascii=False).encode()
    return zlib.compress(b"".join((len(head).to_bytes(4, "little"), head, *planes, rest)), _LEVEL)


def unpack_arrays(
    payload: bytes, *, only: Container[str] | None = None
) -> tuple[dict[str, npt.NDArray[Any]], dict[str, list[Any]], bytes]:
    """Back from `pack_arrays`, with the arrays of the names in `only`; raises ValueError on anything else."""
    try:
        data = zlib.decompress(payload)
        head_end = 4 + int.from_bytes(data[:4], "little")
        header = json.loads(data[4:head_end])
        if header["version"] != _VERSION:
            raise ValueError(f"packed by another version ({header['version']})")
        arrays: dict[str, npt.NDArray[Any]] = {}
        for name, kind, length in header["arrays"]:
            dtype = np.dtype(kind)
            end = head_end + length * dtype.itemsize
            if only is None or name in only:
                planes = np.frombuffer(data[head_end:end], np.uint8).reshape(dtype.itemsize, length)
                arrays[name] = np.ascontiguousarray(planes.T).reshape(-1).view(dtype)
            head_end = end
        return arrays, header["words"], data[head_end:]
    except (zlib.error, KeyError, TypeError) as error:
        raise ValueError(f"not packed samples: {error}") from error


def codes_now(name: str, codes: npt.NDArray[Any], words: Mapping[str, Sequence[Any]]) -> Codes:
    """Positions in today's set, from those in the set of the program that packed; raises ValueError for a lost word."""
    return _recoded(codes.astype(np.uint16, copy=False), words[name], CLOSED_SETS[name])


def _codes(numbers: list[int]) -> Codes:
    return np.array(numbers, np.uint16)


def _recoded(codes: Codes, old: Sequence[T], new: Sequence[T]) -> Codes:
    if tuple(old) == tuple(new):
        return codes
    places = {word: code for code, word in enumerate(new)}
    used = set(codes.tolist())
    lost = [word for code, word in enumerate(old) if code in used and word not in places]
    if lost:
        raise ValueError(f"packed with words that nobody knows any more: {lost}")
    return np.array([places.get(word, 0) for word in old], np.uint16)[codes] if len(codes) else codes


def _concatenated(arrays: Sequence[npt.NDArray[Any]], dtype: npt.DTypeLike) -> npt.NDArray[Any]:
    return np.concatenate(arrays) if arrays else np.empty(0, dtype)
