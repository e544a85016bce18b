"""What other limits would have said, in words. Lost alarms stand first, and the caution with every figure (H57)."""

from collections.abc import Mapping
from datetime import tzinfo

from monitor.port.review_port import Change, EpisodeRow, Knob, RuleRow, WhatIfResult
from monitor.port.review_views import ReviewMark
from monitor.ui.presenter.review_sessions import clock, day_and_minute
from monitor.ui.presenter.words import whole
from monitor.ui.review_texts import Cell, KnobView, OutcomeView, TableView
from monitor.ui.views import Tone
from monitor.ui.words import source, told, tr, tr_n

STRIP_KNOBS = (("BP-MOD", "limit"), ("O2-LO", "delay_s"), ("HR-HI", "limit"))
STANDING = source("readings as taken under the old rules · treated patients look harmless")
NOTHING_CHANGED = source("Turn a limit to see what would have been different.")
FEW_LINES = 2  # between the headline and the figures of the strip
Values = Mapping[tuple[str, str], float]


def knob_view(knob: Knob, values: Values) -> KnobView:
    """A slider with its words; what was changed says what it was."""
    key = (knob.rule, knob.key)
    value = values.get(key, knob.value)
    changed = value != knob.value
    was = " " + tr("(was {knob})", knob=_number(knob, knob.value)) if changed else ""
    unit = f" {knob.unit}" if knob.unit and not changed else ""
    label = f"{knob.rule} {told(knob.words)}"
    text = f"{_number(knob, value)}{unit}{was}"
    return KnobView(
        key=key,
        label=label,
        text=text,
        position=round((value - knob.low) / knob.step),
        last=round((knob.high - knob.low) / knob.step),
        changed=changed,
        is_switch=knob.is_switch,
        accessible_name=f"{label}: {text}",
    )


def value_at(knob: Knob, position: int) -> float:
    """The value of a position of the slider."""
    return min(knob.high, knob.low + position * knob.step)


def changes_of(knobs: tuple[Knob, ...], values: Values) -> tuple[Change, ...]:
    """What differs from the room's own limits."""
    return tuple(
        Change(rule=knob.rule, key=knob.key, value=values[knob.rule, knob.key])
        for knob in knobs
        if values.get((knob.rule, knob.key), knob.value) != knob.value
    )


def strip_knobs(knobs: tuple[Knob, ...], touched: Values) -> tuple[Knob, ...]:
    """The three under the trend: those that were turned last, before the usual ones."""
    changed = [knob for knob in knobs if touched.get((knob.rule, knob.key), knob.value) != knob.value]
    usual = [knob for key in STRIP_KNOBS for knob in knobs if (knob.rule, knob.key) == key]
    rest = [knob for knob in knobs if not knob.is_switch]
    return tuple({(knob.rule, knob.key): knob for knob in (*changed, *usual, *rest)}.values())[:3]


def outcome(result: WhatIfResult, zone: tzinfo | None, *, of_period: bool) -> OutcomeView:
    """The result with all that has to be said along with it."""
    lost = result.lost
    named = tuple(_episode_words(one, zone, of_period=of_period) for one in lost if one.mark is ReviewMark.USEFUL)
    headline = (
        tr("{alarms} lost", alarms=tr_n(len(lost), "{count} alarm", "{count} alarms")) if lost else tr("no alarm lost")
    )
    tone = Tone.MEDIUM if lost else Tone.NORMAL
    return OutcomeView(
        headline=headline,
        tone=tone,
        lines=_few_lines(lost, zone, of_period=of_period),
        figures=_figures(result),
        figures_short=_figures_short(result),
        said_along=said_along(result),
        must_name=named,
        table=_episodes(result, zone, of_period=of_period),
        rules=_rules(result.rules),
    )


def _few_lines(lost: tuple[EpisodeRow, ...], zone: tzinfo | None, *, of_period: bool) -> tuple[Cell, ...]:
    """As many lines as the strip has room for: those called useful first; the last one counts what finds no line."""
    ordered = sorted(lost, key=lambda one: one.mark is not ReviewMark.USEFUL)
    named, rest = ordered, ordered[FEW_LINES:]
    if rest:
        named, rest = ordered[: FEW_LINES - 1], ordered[FEW_LINES - 1 :]
    texts = [_episode_words(one, zone, of_period=of_period) for one in named]
    if rest:
        useful = sum(one.mark is ReviewMark.USEFUL for one in rest)
        more = tr("and {lost} more lost", lost=len(rest))
        texts.append(more + (", " + tr("{useful} of them marked useful", useful=useful) if useful else ""))
    return tuple(Cell(text=text, tone=Tone.NORMAL) for text in texts)


def said_along(result: WhatIfResult) -> str:
    """The caution, and how many of the sessions were treated."""
    caution = result.caution.rstrip(".")
    return tr(
        "{caution} · {sessions_treated} of {sessions} treated",
        caution=caution,
        sessions_treated=result.sessions_treated,
        sessions=tr_n(result.sessions, "{count} session", "{count} sessions"),
    )


def _figures(result: WhatIfResult) -> str:
    parts = (
        tr("{undetermined} undetermined (repeat never taken)", undetermined=result.undetermined),
        tr("{gained} gained", gained=len(result.gained)),
        tr(
            "{old_per_hour} → {new_per_hour} alarms per session hour",
            old_per_hour=f"{result.old_per_hour:.1f}",
            new_per_hour=f"{result.new_per_hour:.1f}",
        ),
    )
    return " · ".join((*parts, *result.not_judged))


def _figures_short(result: WhatIfResult) -> str:
    parts = (
        tr("{undetermined} undetermined", undetermined=result.undetermined),
        tr("{gained} gained", gained=len(result.gained)),
        tr(
            "{old_per_hour} → {new_per_hour} per hour",
            old_per_hour=f"{result.old_per_hour:.1f}",
            new_per_hour=f"{result.new_per_hour:.1f}",
        ),
    )
    return " · ".join((*parts, *result.not_judged))


def _episode_words(one: EpisodeRow, zone: tzinfo | None, *, of_period: bool) -> str:
    when = day_and_minute(one.raised_utc_ms, zone) if of_period else clock(one.raised_utc_ms, zone)
    who = f"{one.label} " if of_period else ""
    milder = " " + tr("(only milder)") if one.milder else ""
    return tr(
        "{when} {who}{words}{milder}, peak {peak_words}, {mark}",
        when=when,
        who=who,
        words=one.words,
        milder=milder,
        peak_words=one.peak_words or tr("not measured"),
        mark=_mark(one),
    )


def _mark(one: EpisodeRow) -> str:
    return tr("not marked") if one.mark is None else tr("marked {mark}", mark=told(one.mark.value))


def _episodes(result: WhatIfResult, zone: tzinfo | None, *, of_period: bool) -> TableView:
    rows = [_episode_row("lost", one, zone, of_period=of_period) for one in result.lost]
    rows += [_episode_row("gained", one, zone, of_period=of_period) for one in result.gained]
    return TableView(
        title=tr("Alarms that come and go"),
        titles=("", tr("When"), tr("Session"), tr("Alarm"), tr("Peak"), tr("Marked")),
        shares=(0.11, 0.17, 0.15, 0.32, 0.12, 0.13),
        rows=tuple(rows),
        empty=tr("Neither lost nor gained."),
    )


_CHANGES = {"lost": source("lost"), "gained": source("gained")}


def _episode_row(change: str, one: EpisodeRow, zone: tzinfo | None, *, of_period: bool) -> tuple[Cell, ...]:
    when = day_and_minute(one.raised_utc_ms, zone) if of_period else clock(one.raised_utc_ms, zone)
    unsure = " ?" if one.undetermined else ""
    shown = tr("milder") if one.milder else tr(_CHANGES[change])
    mark = "–" if one.mark is None else told(one.mark.value)
    return (
        Cell(text=f"{shown}{unsure}", tone=Tone.MEDIUM if change == "lost" else Tone.MUTED, strong=change == "lost"),
        Cell(text=when),
        Cell(text=one.label),
        Cell(text=f"{one.priority.mark} {one.words}"),
        Cell(text=one.peak_words or "–", strong=True),
        Cell(text=mark, tone=Tone.READY if one.mark is ReviewMark.USEFUL else Tone.MUTED, strong=one.mark is not None),
    )


def _rules(rules: tuple[RuleRow, ...]) -> TableView:
    shown = [one for one in rules if one.old_count or one.new_count]
    shown.sort(key=lambda one: (-one.lost, -one.gained, -one.old_count))
    return TableView(
        title=tr("By rule, alarms per session hour"),
        titles=(tr("Rule"), tr("Lost"), tr("Gained"), tr("Undet."), tr("Then"), tr("Now"), tr("Change, 95 % interval")),
        shares=(0.19, 0.1, 0.11, 0.11, 0.11, 0.11, 0.27),
        rows=tuple(
            (
                Cell(text=one.rule, strong=True),
                Cell(text=str(one.lost), tone=Tone.MEDIUM if one.lost else Tone.MUTED, strong=bool(one.lost)),
                Cell(text=str(one.gained)),
                Cell(text=str(one.undetermined)),
                Cell(text=f"{one.old_per_hour:.2f}"),
                Cell(text=f"{one.new_per_hour:.2f}"),
                Cell(text=_interval(one), tone=Tone.MUTED),
            )
            for one in shown
        ),
        empty=tr("No alarm of these rules under either."),
    )


def _change(number: float) -> str:
    return f"{number:+.2f}".replace("-", "−")


def _interval(one: RuleRow) -> str:
    difference = _change(one.new_per_hour - one.old_per_hour)
    if one.low is None or one.high is None:
        return tr("{difference}, no interval from one session", difference=difference)
    return tr("{difference} ({low} to {high})", difference=difference, low=_change(one.low), high=_change(one.high))


def _number(knob: Knob, value: float) -> str:
    if knob.is_switch:
        return tr("on") if value else tr("off")
    return whole(value) if value == round(value) else f"{value:.2f}".rstrip("0")


def progress_words(done: int, total: int) -> str:
    """How far a period has been judged."""
    return (
        tr("{done} of {sessions}", done=done, sessions=tr_n(total, "{count} session", "{count} sessions"))
        if total
        else tr("looking for sessions …")
    )
