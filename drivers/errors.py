"""Every error that drivers raise, as one tree.

    DriverError
    ├── LinkError              the way to the device
    │   ├── LinkUnavailableError   could not be opened: no such port, refused, no permission
    │   └── LinkLostError          was open and broke
    ├── AddressError           a link address in the configuration cannot be read
    ├── UnknownDeviceKindError the configuration names a device kind that does not exist
    ├── CaptureFileError       a recording cannot be read as asked
    └── CommandRefusedError    the device or this driver will not carry out a command, with the reason in words

Bytes that do not parse are no error: decoders count and report them.
"""


class DriverError(Exception):
    """Base of everything raised on purpose in `drivers`; its text is meant for people."""


class LinkError(DriverError):
    pass


class LinkUnavailableError(LinkError):
    pass


class LinkLostError(LinkError):
    pass


class AddressError(DriverError):
    pass


class UnknownDeviceKindError(DriverError):
    pass


class CaptureFileError(DriverError):
    pass


class CommandRefusedError(DriverError):
    pass
