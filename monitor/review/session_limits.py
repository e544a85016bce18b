"""Limits of the continuous rules in every session: without and with a baseline, and with the closer ones over both."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from monitor.alarms.arrays import Floats, Mask
from monitor.alarms.baseline import NO_BASELINE, Baseline
from monitor.alarms.closer import CloserLimits
from monitor.alarms.fall_bank import FallBank
from monitor.alarms.limit_bank import LimitBank
from monitor.alarms.pressure_bank import PressureBank
from monitor.alarms.rate_history import RateHistory
from monitor.alarms.rules import FallRule, LimitRule, Profile
from monitor.review.sheet import Sheet


@dataclass(frozen=True, slots=True, eq=False)
class SessionLimits:
    """Of one rule, ``[closer limits in force, baseline frozen, session]``; NaN: not judged, or never so in it."""

    limit: Floats
    clear: Floats

    def loosest(self, sign: float) -> Floats:
        """What has to be reached in each session for any of its limits to be violated; NaN where none is judged."""
        every = self.limit.reshape(4, -1)
        found: Floats = np.fmin.reduce(every) if sign > 0 else np.fmax.reduce(every)
        return found

    def limits_at(self, closer: Mask, frozen: Mask, session: NDArray[np.int64]) -> Floats:
        """The limit in each of these circumstances."""
        found: Floats = self.limit[closer.astype(np.intp), frozen.astype(np.intp), session]
        return found

    def clears_at(self, closer: Mask, frozen: Mask, session: NDArray[np.int64]) -> Floats:
        """The value at which an alarm ends in each of these circumstances."""
        found: Floats = self.clear[closer.astype(np.intp), frozen.astype(np.intp), session]
        return found


def session_limits(sheet: Sheet, profile: Profile) -> dict[str, SessionLimits]:
    """Limits of all continuous rules of the profile, by name."""
    resolver = _Resolver(profile)
    names = resolver.names
    both = np.full((2, 2, 2, len(names), len(sheet.sessions)), np.nan)  # [number, closer, frozen, rule, session]
    both[:, 0, 0] = resolver.numbers(NO_BASELINE, closer=False)[:, :, None]
    for column, session in enumerate(sheet.sessions):
        both[:, 0, 1, :, column] = resolver.numbers(session.baseline, closer=False)
    for column in np.flatnonzero(sheet.closer.ever).tolist():
        both[:, 1, 0, :, column] = resolver.numbers(NO_BASELINE, closer=True)
        both[:, 1, 1, :, column] = resolver.numbers(sheet.sessions[column].baseline, closer=True)
    return {name: SessionLimits(*both[:, :, :, row].copy()) for row, name in enumerate(names)}


class _Resolver:
    """The engine's own banks with one column, and what they make of a baseline; each is asked for once."""

    def __init__(self, profile: Profile) -> None:
        falls = [rule for rule in profile.rules if isinstance(rule, FallRule)]
        limits = [rule for rule in profile.rules if isinstance(rule, LimitRule) and not isinstance(rule, FallRule)]
        self._banks: tuple[LimitBank, LimitBank] = (
            LimitBank(limits, 1),
            FallBank(falls, 1, RateHistory(profile.gate, 1)),
        )
        self._closer = CloserLimits(profile, self._banks, PressureBank([], 1), 1)
        self._known: dict[tuple[float | None, float | None, bool], Floats] = {}

    @property
    def names(self) -> list[str]:
        """The rules in the order of the numbers."""
        return [name for bank in self._banks for name in bank.row_names()]

    def numbers(self, baseline: Baseline, *, closer: bool) -> Floats:
        """``[limit or clear value, rule]`` of a patient with this baseline."""
        key = baseline.rate, baseline.spo2, closer  # a pressure moves none of these limits
        if key not in self._known:
            self._closer.on[0] = closer
            self._closer.resolve(0, baseline, on_oxygen=False)
            self._known[key] = np.array(
                [np.concatenate([getattr(bank, name)[:, 0] for bank in self._banks]) for name in ("limit", "clear")]
            )
        return self._known[key]
