"""Fields of a profile that hold one number between hard bounds, with the words in which a wrong one is refused."""

from pydantic import Field


def interval(shipped: float, low: float, high: float) -> float:
    """Seconds; `shipped` where the file does not say."""
    value: float = Field(default=shipped, ge=low, le=high, description=f"seconds from {low:g} to {high:g}")
    return value


def number(shipped: float, low: float, high: float, unit: str) -> float:
    """A number of `unit`; `shipped` where the file does not say."""
    value: float = Field(default=shipped, ge=low, le=high, description=f"{unit} from {low:g} to {high:g}")
    return value
