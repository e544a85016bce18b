"""What the record of a session should hold and does not: asked before the patient leaves, and printed. Pure."""

from collections.abc import Sequence

from monitor.domain.admission import Plan
from monitor.domain.entries import CheckAnswered
from monitor.domain.stages import Stage
from monitor.review.account import Doses, MissingCode, MissingItem, PhaseRow
from monitor.review.entry_rows import EntryRow
from monitor.review.reading_row import ReadingRow

PRE_DOSE_WITHIN_MS = 900_000  # a pressure so long before the drug is that before the drug: as the start asks for
MARK_MS = 2_400_000  # the reading 40 min after the start
EARLY_MS, LATE_MS = 180_000, 300_000  # taken so long before or after the mark it is that of the mark
END_WITHIN_MS = 900_000  # a pressure so long before the discharge is that at the end
ESCORT_CHECKS = ("escort_here",)


def missing_items(
    *,
    plan: Plan,
    doses: Doses,
    phases: Sequence[PhaseRow],
    readings: Sequence[ReadingRow],
    entries: Sequence[EntryRow],
    discharged_utc_ms: int | None,
) -> tuple[MissingItem, ...]:
    """Every missing item in the order of the stay; a session before any drug misses nothing of the drug's."""
    counted = [reading.measured_utc_ms for reading in readings if reading.counts]
    found: list[MissingItem] = []
    if phases and phases[-1].stage is Stage.CANCELLED:
        return ()
    if doses.started_utc_ms is None:
        found.append(_item(MissingCode.DOSE, "no dose and no start of an infusion is recorded"))
    else:
        found += _pressures(plan, doses, counted, discharged_utc_ms)
        if doses.delivered_mg is None:
            found.append(_item(MissingCode.DOSE, "the dose delivered: a rate or an amount was not recorded"))
    if not doses.lot:
        found.append(_item(MissingCode.LOT, "the lot of the drug"))
    if discharged_utc_ms is None or (plan.route.is_infusion and doses.ended_utc_ms is None):
        found.append(_item(MissingCode.TOTAL_MINUTES, "the total minutes: an end is not recorded"))
    if not any(_is_escort(row) for row in entries):
        found.append(_item(MissingCode.ESCORT, "the escort: nobody recorded that one is here"))
    return tuple(found)


def _pressures(plan: Plan, doses: Doses, counted: Sequence[int], discharged: int | None) -> list[MissingItem]:
    began = doses.started_utc_ms or 0
    found = []
    if not any(began - PRE_DOSE_WITHIN_MS <= utc_ms <= began for utc_ms in counted):
        text = f"the pressure before the drug (none in the {PRE_DOSE_WITHIN_MS // 60_000} minutes before it)"
        found.append(_item(MissingCode.PRE_DOSE_PRESSURE, text))
    mark = began + MARK_MS
    if plan.route.is_infusion and doses.ended_utc_ms is not None:
        mark = min(mark, doses.ended_utc_ms)  # a shorter infusion owes its reading at its end
    if not any(mark - EARLY_MS <= utc_ms <= mark + LATE_MS for utc_ms in counted):
        text = f"the pressure at {(mark - began) / 60_000:.0f} minutes after the start"
        found.append(_item(MissingCode.PRESSURE_AT_40_MIN, text))
    over = doses.ended_utc_ms
    last = max(counted, default=None)
    late_enough = last is not None and over is not None and last > over
    near = discharged is None or (last is not None and last >= discharged - END_WITHIN_MS)
    if not (late_enough and near):
        text = f"the pressure at the end (none in the {END_WITHIN_MS // 60_000} minutes before the discharge)"
        found.append(_item(MissingCode.END_PRESSURE, text))
    return found


def _is_escort(row: EntryRow) -> bool:
    entry = row.entry
    return row.counts and isinstance(entry, CheckAnswered) and entry.check in ESCORT_CHECKS and entry.done


def _item(code: MissingCode, text: str) -> MissingItem:
    return MissingItem(code=code, text=text)
