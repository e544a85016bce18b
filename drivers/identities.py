"""Tells what a device says of itself once, and again when that is something else: another device is on the link."""

from drivers.observations import DeviceIdentity, Provenance, Stamp


class IdentityEdge:
    """Owns what one device said of itself last."""

    def __init__(self, device_id: str, provenance: Provenance) -> None:
        self._device_id = device_id
        self._provenance = provenance
        self._told: tuple[str, str, str] = ("", "", "")

    def update(
        self, stamp: Stamp, *, model: str = "", serial_number: str = "", software: str = ""
    ) -> list[DeviceIdentity]:
        """The identity where it is new, else nothing; a part that is empty now stays what it was."""
        said = (model, serial_number, software)
        now = tuple(new or old for new, old in zip(said, self._told, strict=True))
        if now == self._told:
            return []
        self._told = (now[0], now[1], now[2])
        return [
            DeviceIdentity(
                device_id=self._device_id,
                stamp=stamp,
                model=now[0],
                serial_number=now[1],
                software=now[2],
                provenance=self._provenance,
            )
        ]
