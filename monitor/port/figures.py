"""Numbers beside the limits they are compared with: never rounded onto each other (hazard H49). Pure.

The one table of comparison signs stands here too, for the screen, the review, reports and exports alike.
"""

from collections.abc import Mapping
from math import isclose
from types import MappingProxyType

OPERATORS: Mapping[str, str] = MappingProxyType({">=": "≥", "<=": "≤", ">": ">", "<": "<"})
MOST_DECIMALS = 6
_NOISE = 1e-12  # of a number: so little apart are 85 × 1.4 and 119, which are one number to people


def figure(value: float, *others: float | None, decimals: int = 1) -> str:
    """At most `decimals` decimals, or as many as it takes to differ from each of `others` that is another number.

    Two numbers written beside each other find the same decimals, so their order is kept as well.
    """
    apart = [other for other in others if other is not None and not isclose(other, value, rel_tol=_NOISE)]
    for places in range(decimals, MOST_DECIMALS + 1):
        text = _rounded(value, places)
        if all(text != _rounded(other, places) for other in apart):
            return text
    return repr(float(value))


def sign(op: str, value: float | None, limit: float) -> str:
    """The sign between a value and its limit: "≤" where a limit a hair above the value is what makes it lie below."""
    alike = value is not None and value != limit and isclose(value, limit, rel_tol=_NOISE)
    return OPERATORS.get(f"{op}=" if alike else op) or OPERATORS.get(op, op)


def _rounded(value: float, decimals: int) -> str:
    text = f"{value:.{decimals}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text
