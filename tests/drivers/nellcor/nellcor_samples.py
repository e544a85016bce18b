"""Captured lines of Nellcor oximeters and small readers of observations for their tests."""

from drivers.observations import Notice, Numeric, Observation, Parameter, Quality, Stamp

START = Stamp(0, 1_514_531_923_000_000_000)  # 2017-12-29T07:18:43Z

# Captured from an N-560 version 1.56; published without a repository name, quoted in the protocol sheet.
GOOD = b"29-Dec-17 07:18:43    99      66      12"
LOW_MOTION = b"29-Dec-17 07:18:57    89*     66     201    MO SL"
LOW_SILENCED = b"29-Dec-17 07:19:01    79*     66      18    MO SL       AS"
DISCONNECTED = b"29-Dec-17 07:19:29   ---     ---     ---    SD          AS"
SENSOR_OFF = b"29-Dec-17 07:19:59   ---     ---     ---    SO"
SEARCH_ZEROS = b"29-Dec-17 07:20:27     0       0     ---    PS"
SEARCH_HELD = b"29-Dec-17 07:21:13    96      63     ---    PS"
# Captured from an N-560 version 1.61: hansmuc/NellcorN560Seriell a7c36334.
ALARMS_OFF = b"07-Jan-04 11:24:54   100     102      36    MO             AO"
CAPTURED = (GOOD, LOW_MOTION, LOW_SILENCED, DISCONNECTED, SENSOR_OFF, SEARCH_ZEROS, SEARCH_HELD, ALARMS_OFF)
# Header of the same N-560 version 1.56, without blanks at the line ends.
LIMITS = b"N-560    VERSION 1.56.00    CRC:XXXX  SpO2 Limit: 90-100%    PR Limit: 60-170BPM"
MODE = b"                             ADULT            0SAT-S "
TITLE = b"TIME                 %SpO2   BPM     PA     Status"
HEADER = (LIMITS, MODE, TITLE)
END = b"\r\n"


def flips(data: bytes) -> list[bytes]:
    """All copies of `data` with one bit changed."""
    return [
        data[:place] + bytes([data[place] ^ 1 << bit]) + data[place + 1 :]
        for place in range(len(data))
        for bit in range(8)
    ]


def at(seconds: float) -> Stamp:
    return START.earlier(-seconds)


def numeric(observations: list[Observation], parameter: Parameter) -> Numeric:
    (found,) = [item for item in observations if isinstance(item, Numeric) and item.parameter is parameter]
    return found


def valid_values(observations: list[Observation], parameter: Parameter) -> list[float]:
    """What a rule may believe; none or one number."""
    return [
        item.value
        for item in observations
        if isinstance(item, Numeric)
        and item.parameter is parameter
        and item.quality is Quality.VALID
        and item.value is not None
    ]


def values(observations: list[Observation]) -> dict[str, float | None]:
    return {item.parameter.value: item.value for item in observations if isinstance(item, Numeric)}


def notices(observations: list[Observation]) -> list[tuple[str, bool]]:
    return [(item.code, item.active) for item in observations if isinstance(item, Notice)]
