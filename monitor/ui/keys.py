"""What the keyboard of the station means, without Qt: digits that select a chair, and a key that must be held."""

DIGITS_TOGETHER_S = 1.0  # "1" and "2" within this time mean chair 12
HOLD_S = 1.0


class ChairDigits:
    """Digits typed in quick succession are one number; where no chair has that number the last digit counts."""

    def __init__(self) -> None:
        self._typed = ""
        self._last_s = 0.0

    def press(self, digit: str, *, now_s: float, numbers: frozenset[str]) -> str | None:
        """The chair number that `digit` selects now; None where no chair of `numbers` fits."""
        if now_s - self._last_s > DIGITS_TOGETHER_S:
            self._typed = ""
        self._last_s = now_s
        self._typed += digit
        if self._typed not in numbers:
            self._typed = digit
        return self._typed if self._typed in numbers else None


class HeldKey:
    """A key that acts once after it has been held for a second, so that a brush of the sleeve does nothing."""

    def __init__(self) -> None:
        self._since_s: float | None = None

    def press(self, now_s: float) -> None:
        self._since_s = now_s

    def release(self) -> None:
        self._since_s = None

    def acts(self, now_s: float) -> bool:
        """Whether the time is up; True once for each time the key is held."""
        if self._since_s is None or now_s - self._since_s < HOLD_S:
            return False
        self._since_s = None
        return True
