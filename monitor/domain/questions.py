"""Questions that the numbers of an admission raise. Each is asked once, and what was answered is kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from monitor.domain.admission import EarlierSession, Plan
from monitor.domain.policy import Plausibility, Policy

MS_PER_DAY = 86_400_000
S_PER_H = 3600.0
MOST_REACTIONS = 3  # in one question; the newest


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    question: str  # its id
    text: str


def weight_problem(plan: Plan, bounds: Plausibility) -> str | None:
    """Why a weight is refused; None: it can be."""
    if plan.weight_kg is None or bounds.least_kg <= plan.weight_kg <= bounds.most_kg:
        return None
    return f"A weight is {bounds.least_kg:.0f} to {bounds.most_kg:.0f} kg; {plan.weight_kg:g} kg was entered."


def questions_of(
    plan: Plan,
    earlier: tuple[EarlierSession, ...],
    policy: Policy,
    *,
    now_utc_ms: int,
    earlier_unknown: str = "",
) -> tuple[Question, ...]:
    """All questions, in the order in which a screen asks them.

    `earlier_unknown` says why the earlier sessions could not be looked up: then a person has to ask instead.
    """
    bounds = policy.plausibility
    return (
        *_of_weight(plan, earlier, bounds),
        *_of_dose(plan, policy),
        *_of_history(earlier, bounds, now_utc_ms),
        *_of_record(earlier_unknown),
    )


def _of_record(earlier_unknown: str) -> Iterator[Question]:
    if earlier_unknown:
        text = f"Earlier sessions cannot be looked up ({earlier_unknown}): what do patient and paper say of them?"
        yield Question(question="earlier", text=text)


def _of_weight(plan: Plan, earlier: tuple[EarlierSession, ...], bounds: Plausibility) -> Iterator[Question]:
    last = next((one.weight_kg for one in earlier if one.weight_kg is not None), None)
    if plan.weight_kg is None or last is None:
        return
    if abs(plan.weight_kg - last) > last * bounds.weight_change_percent / 100:
        text = f"{plan.weight_kg:g} kg, and {last:g} kg at the last session: is the weight right, and in kg?"
        yield Question(question="weight", text=text)


def _of_dose(plan: Plan, policy: Policy) -> Iterator[Question]:
    preset, dose = policy.preset(plan.preset), plan.dose_mg_per_kg
    if preset is not None and dose is not None and not preset.least_mg_per_kg <= dose <= preset.most_mg_per_kg:
        usual = f"{preset.least_mg_per_kg:g} to {preset.most_mg_per_kg:g} mg/kg"
        yield Question(question="dose", text=f"{dose:g} mg/kg, and {preset.name} usually has {usual}: is it meant?")
    if plan.rate_mg_per_h is None or plan.dose_mg is None:
        return
    total = plan.rate_mg_per_h * plan.duration_s / S_PER_H
    if abs(total - plan.dose_mg) > plan.dose_mg * policy.plausibility.dose_sum_percent / 100:
        text = (
            f"{plan.rate_mg_per_h:g} mg/h for {plan.duration_s / 60:.0f} min are {total:.1f} mg, "
            f"and the dose is {plan.dose_mg:.1f} mg: which is right?"
        )
        yield Question(question="rate", text=text)


def _of_history(earlier: tuple[EarlierSession, ...], bounds: Plausibility, now_utc_ms: int) -> Iterator[Question]:
    last = max((one.ended_utc_ms for one in earlier), default=None)
    if last is not None and now_utc_ms - last < bounds.days_between * MS_PER_DAY:
        hours = (now_utc_ms - last) / MS_PER_DAY * 24
        yield Question(question="interval", text=f"The last session ended {hours:.0f} hours ago: is this one meant?")
    reactions = [_reaction(one) for one in earlier if one.worst]
    if reactions:
        yield Question(question="reaction", text=f"Earlier reaction: {'; '.join(reactions[:MOST_REACTIONS])}. Read?")


def _reaction(one: EarlierSession) -> str:
    day = datetime.fromtimestamp(one.ended_utc_ms / 1000, UTC).date().isoformat()
    return f"{day} {one.worst}, {one.treatment or 'no treatment entered'}"
