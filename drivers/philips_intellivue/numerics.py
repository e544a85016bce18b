"""The ten bytes in which a monitor gives one measured number. Pure."""

from dataclasses import dataclass

from drivers.philips_intellivue.codes import Attribute, MeasurementState
from drivers.philips_intellivue.wire import (
    Attributes,
    MalformedError,
    Reader,
    counted,
    pack_number,
    parse_number,
    u16,
    u32,
)

VALUE_BYTES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class NumericValue:
    """One number with its state; units and ids stay as sent, for many are not known here."""

    physio_id: int
    state: MeasurementState
    unit: int
    value: float | None  # None: the monitor says that it has no number
    decimals: int = 0  # of the encoding; a value that was read has 0 here

    def encode(self) -> bytes:
        return u16(self.physio_id, self.state, self.unit) + u32(pack_number(self.value, decimals=self.decimals))


def parse_value(packed: bytes) -> NumericValue:
    """Raises MalformedError unless `packed` has ten bytes."""
    reader = Reader(packed)
    physio_id, state, unit = reader.u16(), MeasurementState(reader.u16()), reader.u16()
    value = parse_number(reader.u32())
    reader.end()
    return NumericValue(physio_id=physio_id, state=state, unit=unit, value=value)


def values_of(attributes: Attributes) -> tuple[NumericValue, ...]:
    """All numbers of one object. Raises MalformedError where a length does not fit."""
    values: list[NumericValue] = []
    if Attribute.ONE_VALUE in attributes:
        values.append(parse_value(attributes[Attribute.ONE_VALUE]))
    if Attribute.SEVERAL_VALUES in attributes:
        reader = Reader(attributes[Attribute.SEVERAL_VALUES])
        count, packed = reader.counted()
        reader.end()
        if packed.remaining != count * VALUE_BYTES:
            raise MalformedError(f"{count} values in {packed.remaining} bytes")
        values += [parse_value(packed.take(VALUE_BYTES)) for _ in range(count)]
    return tuple(values)


def write_values(values: tuple[NumericValue, ...]) -> dict[int, bytes]:
    """The attribute that carries `values`: one alone, or several together."""
    if len(values) == 1:
        return {Attribute.ONE_VALUE: values[0].encode()}
    return {Attribute.SEVERAL_VALUES: counted(value.encode() for value in values)}
