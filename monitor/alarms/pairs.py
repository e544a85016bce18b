"""Rule DBL: two confirmed conditions of separate causes at once, neither of them doubtful, are graver together."""

from monitor.alarms.arrays import StatefulArrays
from monitor.alarms.limit_bank import ACKNOWLEDGED, ACTIVE, LimitBank
from monitor.alarms.pressure_bank import PressureBank
from monitor.domain.vocabulary import Priority

PAIR_RULE = "DBL"
SATURATION, RATE, PRESSURE = "O2-LO", "HR-LO", "BP-LOW"
DROWSY_MOAAS = 3


def pair_words(limits: LimitBank, pressures: PressureBank, column: int, *, moaas: int | None) -> str:
    """The two causes in words; empty where there are fewer."""
    causes = [rule for rule in (SATURATION, RATE) if _is_ungated(limits, rule, column)]
    if _is_confirmed(pressures, column):
        causes.append(PRESSURE)
    if SATURATION in causes and moaas is not None and moaas <= DROWSY_MOAAS:
        causes.append(f"MOAA/S {moaas}")
    return " and ".join(causes) if len(causes) > 1 else ""


def _is_ungated(limits: LimitBank, rule: str, column: int) -> bool:
    """Whether a limit rule stands and no poor signal had to be waited for."""
    row = _row(limits, rule)
    if row is None or limits.state[row, column] not in (ACTIVE, ACKNOWLEDGED):
        return False
    return bool(limits.gate_ticks[row, column] == 0)


def _is_confirmed(pressures: PressureBank, column: int) -> bool:
    """Whether a low pressure stands as HIGH, which one reading alone never is."""
    row = _row(pressures, PRESSURE)
    if row is None or pressures.state[row, column] not in (ACTIVE, ACKNOWLEDGED):
        return False
    return pressures.priority_of(row, column) is Priority.HIGH


def _row(bank: StatefulArrays, rule: str) -> int | None:
    names = bank.row_names()
    return names.index(rule) if rule in names else None
