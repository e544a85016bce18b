"""What people recorded, in words, and the latest entries of a stay."""

from monitor.domain.entries import (
    Arm,
    ArmsSet,
    BackOnMonitor,
    CheckAnswered,
    CheckOverridden,
    CuffMoved,
    DrugGiven,
    Entry,
    InfusionActRecorded,
    OffMonitor,
    OxygenSet,
    ScoreNoted,
    SideEffectNoted,
    TextNoted,
    ValuesEntered,
)
from monitor.domain.stages import ACT_WORDS
from monitor.port.snapshot import EntryView
from monitor.room.room import Room
from monitor.room.session import Session

LATEST = 40
SCORE_WORDS = {
    "moaas": "MOAA/S",
    "aldrete": "Aldrete",
    "dissociation": "dissociation score",
    "nausea": "nausea score",
    "pain": "pain score",
}


def entry_views(room: Room, session: Session) -> tuple[EntryView, ...]:
    """The latest entries that count, newest first."""
    counting = [kept for kept in session.book.entries if kept.counts]
    return tuple(
        EntryView(
            entry_seq=kept.seq,
            at_utc_ms=room.ledger.instant(kept.tick).utc_ms,
            text=entry_words(kept.entry),
            by=kept.actor.name,
        )
        for kept in reversed(counting[-LATEST:])
    )


def entry_words(entry: Entry) -> str:
    """One entry as a line of a list."""
    match entry:
        case SideEffectNoted() | DrugGiven() | ScoreNoted() | TextNoted():
            return _noted(entry)
        case InfusionActRecorded():
            return _act_words(entry)
        case CheckAnswered() | CheckOverridden():
            return _check_words(entry)
        case ValuesEntered():
            return _values_words(entry)
        case _:
            return _care_words(entry)


def _noted(entry: SideEffectNoted | DrugGiven | ScoreNoted | TextNoted) -> str:
    match entry:
        case SideEffectNoted(effect=effect, text=text):
            return f"{effect.value}: {text}" if text else effect.value
        case DrugGiven():
            return f"{entry.name} {entry.dose:g} {entry.unit} {entry.route}{_lot(entry.lot)}"
        case ScoreNoted(score=score, value=value):
            return f"{SCORE_WORDS[score.value]} {value}"
        case TextNoted(text=text):
            return text


def _check_words(entry: CheckAnswered | CheckOverridden) -> str:
    if isinstance(entry, CheckOverridden):
        return f"check {entry.check} set aside: {entry.reason}"
    return f"check {entry.check}: {'done' if entry.done else 'not done'}"


def _act_words(entry: InfusionActRecorded) -> str:
    rate = "" if entry.rate_mg_per_h is None else f", {entry.rate_mg_per_h:g} mg/h"
    amount = "" if entry.amount_mg is None else f", {entry.amount_mg:g} mg"
    return f"{ACT_WORDS[entry.act]}{rate}{amount}{_lot(entry.lot)}"


def _lot(lot: str) -> str:
    return f", lot {lot}" if lot else ""


def _care_words(entry: OxygenSet | ArmsSet | CuffMoved | OffMonitor | BackOnMonitor) -> str:
    match entry:
        case OxygenSet(flow_l_per_min=flow):
            return f"oxygen {flow:g} l/min" if flow else "room air"
        case ArmsSet(cuff=cuff, probe=probe, line=line):
            return f"arms: cuff {_arm(cuff)}, probe {_arm(probe)}, line {_arm(line)}"
        case CuffMoved(to=arm):
            return f"cuff moved to the {arm.value} arm"
        case OffMonitor(companion=companion, minutes=minutes):
            return f"off monitor for {minutes:g} min with {companion}"
        case BackOnMonitor():
            return "back on monitor"


def _arm(arm: Arm | None) -> str:
    return "not said" if arm is None else arm.value


def _values_words(entry: ValuesEntered) -> str:
    pressure = "" if entry.systolic is None else f"BP {entry.systolic:g}"
    if entry.diastolic is not None:
        pressure += f"/{entry.diastolic:g}"
    pulse = "" if entry.pulse is None else f"pulse {entry.pulse:g}"
    spo2 = "" if entry.spo2 is None else f"SpO₂ {entry.spo2:g}"
    return "entered by hand: " + ", ".join(part for part in (pressure, pulse, spo2) if part)
