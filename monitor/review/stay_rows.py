"""The course of a stay as rows: phases, the drug as people recorded it, checks and what was set aside. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from monitor.domain.admission import Plan
from monitor.domain.answer_events import BaselineChanged, OwnLimitSet, RuleSuspended
from monitor.domain.dosing import Dosing, fold
from monitor.domain.entries import CheckAnswered, CheckOverridden, InfusionActRecorded
from monitor.domain.events import Event, GateOverridden, PatientAdmitted, PhaseChanged
from monitor.domain.stages import PHASE_OF, Stage, table_of
from monitor.domain.vocabulary import Phase
from monitor.review.account import DischargeCheck, DoseRow, Doses, OverrideKind, OverrideRow, PhaseRow
from monitor.review.entry_rows import EntryRow, of_kind
from monitor.storage import SessionRecord


def phase_rows(record: SessionRecord, plan: Plan, entries: Sequence[EntryRow]) -> tuple[PhaseRow, ...]:
    """The stages by what counts now of the entries; without any, as the events told them."""
    summary = record.summary
    begin = next((event for event in record.events if isinstance(event, PatientAdmitted)), None)
    marks: list[tuple[Stage, int, int, str]] = [
        (
            Stage.BASELINE,
            summary.admitted_utc_ms,
            summary.admitted_utc_ms,
            "" if begin is None else begin.actor.name,
        ),
        *_acted(plan, entries),
    ]
    leaving = [event for event in record.events if isinstance(event, PhaseChanged) and event.phase is Phase.DISCHARGED]
    marks += [
        (event.stage or Stage.DISCHARGED, event.effective_utc_ms, event.at.utc_ms, event.actor.name)
        for event in leaving[-1:]
    ]
    ends: list[int | None] = [later[1] for _, later in pairwise(marks)]
    return tuple(
        PhaseRow(
            phase=PHASE_OF[stage],
            stage=stage,
            began_utc_ms=began,
            ended_utc_ms=ended,
            recorded_utc_ms=recorded,
            actor=actor,
            planned_s=plan.duration_s if stage is Stage.INFUSION and plan.duration_s > 0 else None,
        )
        for (stage, began, recorded, actor), ended in zip(marks, [*ends, None], strict=True)
    )


def _acted(plan: Plan, entries: Sequence[EntryRow]) -> Iterator[tuple[Stage, int, int, str]]:
    """Where something at the pump led from one stage to another."""
    stage, table = Stage.BASELINE, table_of(plan.route)
    for row in of_kind(entries, InfusionActRecorded):
        if isinstance(row.entry, InfusionActRecorded):
            to = table.get((stage, row.entry.act), stage)
            if to is not stage:
                yield to, row.utc_ms, row.recorded_utc_ms, row.actor
            stage = to


def doses_of(plan: Plan, entries: Sequence[EntryRow], *, until_tick: int) -> Doses:
    """The drug by what counts now of the entries; nothing is known where they contradict one another."""
    told = [
        (row, row.entry) for row in of_kind(entries, InfusionActRecorded) if isinstance(row.entry, InfusionActRecorded)
    ]
    folded = fold(((row.tick, entry) for row, entry in told), plan)
    dosing = folded if isinstance(folded, Dosing) else Dosing()
    utc_ms = {row.tick: row.utc_ms for row, _ in told}
    first, over = dosing.first_tick, dosing.over_tick
    return Doses(
        planned=plan,
        acts=tuple(_dose(row, entry) for row, entry in told),
        started_utc_ms=None if first is None else utc_ms[first],
        ended_utc_ms=None if over is None else utc_ms[over],
        running_s=None if dosing.start_tick is None else dosing.running_s(until_tick),
        delivered_mg=None if first is None else dosing.delivered_mg(until_tick),
        lots=tuple(dict.fromkeys(entry.lot for _, entry in told if entry.lot)),
    )


def _dose(row: EntryRow, entry: InfusionActRecorded) -> DoseRow:
    return DoseRow(
        utc_ms=row.utc_ms,
        recorded_utc_ms=row.recorded_utc_ms,
        act=entry.act,
        rate_mg_per_h=entry.rate_mg_per_h,
        amount_mg=entry.amount_mg,
        lot=entry.lot,
        actor=row.actor,
        reason=row.reason,
        entry_seq=row.entry_seq,
    )


def override_rows(events: Iterable[Event], entries: Sequence[EntryRow]) -> tuple[OverrideRow, ...]:
    """Everything that was set aside, also where the entry itself was voided later: it was in force until then."""
    rows = [
        OverrideRow(
            utc_ms=row.utc_ms,
            kind=OverrideKind.CHECK,
            what=row.entry.check,
            reason=row.entry.reason if row.counts else f"{row.entry.reason} (voided: {row.voided or 'corrected'})",
            actor=row.actor,
        )
        for row in entries
        if isinstance(row.entry, CheckOverridden)
    ]
    for event in events:
        match event:
            case GateOverridden():
                rows.append(_override(event, OverrideKind.DISCHARGE, ", ".join(event.open_checks)))
            case RuleSuspended():
                minutes = (event.until.utc_ms - event.at.utc_ms) / 60_000
                rows.append(_override(event, OverrideKind.RULE_SUSPENDED, f"{event.rule} for {minutes:.0f} min"))
            case OwnLimitSet():
                limit = "the profile's again" if event.limit is None else f"{event.limit:g}"
                former = "" if event.former is None else f", before {event.former:g}"
                rows.append(_override(event, OverrideKind.OWN_LIMIT, f"{event.rule}: {limit}{former}"))
            case BaselineChanged():
                now = pressure_words(event.systolic, event.diastolic)
                former = pressure_words(event.former_systolic, event.former_diastolic)
                rate = "" if event.rate == event.former_rate else f", rate {_plain(event.rate)}"
                rows.append(_override(event, OverrideKind.BASELINE, f"{now}{rate}, before {former}"))
            case _:
                pass
    return tuple(sorted(rows, key=lambda row: row.utc_ms))


def pressure_words(systolic: float | None, diastolic: float | None) -> str:
    """Say "124/78", or "none" where there was no pressure."""
    return "none" if systolic is None else f"{systolic:g}/{_plain(diastolic)}"


def _plain(value: float | None) -> str:
    return "–" if value is None else f"{value:g}"


def _override(
    event: GateOverridden | RuleSuspended | OwnLimitSet | BaselineChanged, kind: OverrideKind, what: str
) -> OverrideRow:
    return OverrideRow(utc_ms=event.at.utc_ms, kind=kind, what=what, reason=event.reason, actor=event.actor.name)


def discharge_checks(
    events: Iterable[Event], entries: Sequence[EntryRow], phases: Sequence[PhaseRow]
) -> tuple[DischargeCheck, ...]:
    """The last answers since recovery began, and what was still open when somebody let the patient go."""
    recovery = next((row.began_utc_ms for row in phases if row.phase is Phase.RECOVERY), None)
    found: dict[str, DischargeCheck] = {}
    if recovery is not None:
        for row in sorted(of_kind(entries, CheckAnswered), key=lambda row: row.entry_seq):
            if isinstance(row.entry, CheckAnswered) and row.utc_ms >= recovery:
                found[row.entry.check] = DischargeCheck(
                    check=row.entry.check,
                    done=row.entry.done,
                    utc_ms=row.utc_ms,
                    actor=row.actor,
                    text=row.entry.text,
                )
    for event in events:
        if isinstance(event, GateOverridden):
            for check in event.open_checks:
                left_open = DischargeCheck(check=check, done=None, utc_ms=None, actor="", text="")
                found.setdefault(check, left_open)
    return tuple(found.values())
