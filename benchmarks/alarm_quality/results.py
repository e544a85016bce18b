"""Stored results of the proof, and the tables that the alarm engine's README shows of them."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from math import isnan, nan
from pathlib import Path
from typing import Any, Final

from benchmarks.alarm_quality.figures import BY_SCOPE, Figure
from benchmarks.alarm_quality.rule_sets import OURS, PLAIN, gate_curve, rule_sets

RESULTS: Final = Path(__file__).with_name("results.json")
README: Final = Path(__file__).resolve().parents[2] / "monitor" / "alarms" / "README.md"
BEGIN, END = "<!-- alarm quality: begin -->", "<!-- alarm quality: end -->"
FORMS: Final = {"station": "repeated from here", "by_hand": "repeated by hand", "bedside": "unrepeated"}
MAIN_COLUMNS: Final = ((OURS, "station"), (OURS, "by_hand"), (OURS, "bedside"), (PLAIN, "station"), ("raw", "station"))
ABLATED: Final = (
    "severe_sensitivity",
    "severe_ppv",
    "moderate_sensitivity",
    "moderate_ppv",
    "moderate_delay",
    "low_sensitivity",
    "low_delay",
    "hypoxia_sensitivity",
    "deep_hypoxia_sensitivity",
    "O2-XLO_false_per_h",
    "heard",
    "heard_false",
    "readings",
)
CURVE: Final = (
    ("noise", "noise_false_high"),
    ("falls", "deep_hypoxia_sensitivity"),
    ("falls", "deep_hypoxia_delay"),
    ("falls", "deep_hypoxia_delay_90"),
    ("falls", "deep_heard_sensitivity"),
    ("falls", "deep_heard_delay_90"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One figure of one rule set in one form of the cuff; NaN where there was nothing to make it of."""

    scope: str
    rule_set: str
    form: str
    figure: str
    value: float
    low: float
    high: float
    of: float
    unit: str
    sessions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """All figures of one run, and where its seeds begin."""

    first_seed: int
    tuning_seed: int
    found: tuple[Found, ...]

    def get(self, scope: str, rule_set: str, form: str, figure: str) -> Found | None:
        """One of them."""
        wanted = (scope, rule_set, form, figure)
        return next((one for one in self.found if (one.scope, one.rule_set, one.form, one.figure) == wanted), None)


def write_results(results: Results, path: Path = RESULTS) -> None:
    """Store as JSON, a figure a line; not-a-number becomes null."""
    rows = [
        json.dumps({name: None if _is_nan(value) else value for name, value in asdict(one).items()})
        for one in results.found
    ]
    head = f'"first_seed": {results.first_seed}, "tuning_seed": {results.tuning_seed}'
    path.write_text(f'{{{head}, "found": [\n' + ",\n".join(rows) + "\n]}\n", encoding="utf-8")


def read_results(path: Path = RESULTS) -> Results:
    """Back from `write_results`."""
    stored = json.loads(path.read_text(encoding="utf-8"))
    found = [Found(**_with_nan(row)) for row in stored["found"]]
    return Results(first_seed=stored["first_seed"], tuning_seed=stored["tuning_seed"], found=tuple(found))


def _with_nan(row: dict[str, Any]) -> dict[str, Any]:
    return {name: nan if value is None else value for name, value in row.items()}


def write_table(results: Results, path: Path = README) -> None:
    """Put the tables between the markers.

    Raises:
        ValueError: the markers are not there.

    """
    text = path.read_text(encoding="utf-8")
    head, _begin, rest = text.partition(BEGIN)
    _old, end, tail = rest.partition(END)
    if not end:
        raise ValueError(f"{path} has no {BEGIN} … {END}")
    path.write_text(f"{head}{BEGIN}\n{tables(results)}\n{END}{tail}", encoding="utf-8")


def tables(results: Results) -> str:
    """All tables as Markdown."""
    return "\n\n".join(
        (
            f"Held-out seeds from {results.first_seed} on; rules and numbers were chosen on seeds from"
            f" {results.tuning_seed} on. In brackets the 95 % interval, sessions drawn anew as a whole.",
            _main(results),
            _by_target(results, ("noise", "low_baseline")),
            "Severe pressures are rare. With more hyper-responders than the 4 % of the mix, weighted back; the delay is"
            " the plain median:",
            _columns(results, "stratified", ((OURS, "station"), (OURS, "bedside"))),
            "Less one measure each, the cuff repeated from here:",
            _ablations(results),
            "How long HIGH may wait for a good signal, MEDIUM being heard meanwhile: false HIGH on noise alone, and the"
            " delay of true deep falls, to HIGH and to any sound:",
            _curve(results),
            "Real recordings of sedated patients as they are (no infusion, fixed limits):",
            _columns(
                results, "recorded", tuple((name, "bedside") for name in (OURS, "no_gates", "plain_delayed", PLAIN))
            ),
            "The same recordings with the drug's response, one desaturation and in every second session a faint added:",
            _columns(results, "injected", ((OURS, "station"), (OURS, "bedside"), (PLAIN, "station"))),
        )
    )


def _main(results: Results) -> str:
    return _columns(results, "sessions", MAIN_COLUMNS)


def _columns(results: Results, scope: str, columns: Sequence[tuple[str, str]]) -> str:
    """Figures down, rule sets across."""
    words = {each.name: each.words for each in rule_sets()}
    first = BY_SCOPE[scope][0].name
    counts = [results.get(scope, name, form, first) for name, form in columns]
    titles = [
        f"{words[name]}{f', {FORMS[form]}' if name == OURS and scope != 'recorded' else ''} ({_sessions(one)})"
        for (name, form), one in zip(columns, counts, strict=True)
    ]
    lines = [_line(["Figure", "Target", *titles]), _line(["---"] * (len(titles) + 2))]
    for figure in BY_SCOPE[scope]:
        cells = [_cell(figure, results.get(scope, name, form, figure.name)) for name, form in columns]
        lines.append(_line([figure.words, _target(figure), *cells]))
    return "\n".join(lines)


def _by_target(results: Results, scopes: Sequence[str]) -> str:
    lines = [_line(["Figure", "Target", "The clinic's rules, repeated from here"]), _line(["---"] * 3)]
    for scope in scopes:
        for figure in BY_SCOPE[scope]:
            one = results.get(scope, OURS, "station", figure.name)
            lines.append(_line([f"{figure.words} ({_sessions(one)})", _target(figure), _cell(figure, one)]))
    return "\n".join(lines)


def _ablations(results: Results) -> str:
    """Rule sets down, figures across."""
    figures = [each for each in BY_SCOPE["sessions"] if each.name in ABLATED]
    lines = [_line(["Rules", *(each.words for each in figures)]), _line(["---"] * (len(figures) + 1))]
    for rule_set in rule_sets():
        cells = [_short(each, results.get("sessions", rule_set.name, "station", each.name)) for each in figures]
        lines.append(_line([rule_set.words, *cells]))
    return "\n".join(lines)


def _curve(results: Results) -> str:
    """Bounds of the gate down, figures across."""
    known = {(scope, figure.name): figure for scope in ("noise", "falls") for figure in BY_SCOPE[scope]}
    counts = [_sessions(results.get(scope, gate_curve()[0].name, "station", name)) for scope, name in CURVE]
    titles = [f"{known[each].words} ({many})" for each, many in zip(CURVE, counts, strict=True)]
    lines = [_line(["HIGH waits at most", *titles]), _line(["---"] * (len(CURVE) + 1))]
    named = [(each.name, each.words) for each in gate_curve()]
    for name, words in (*named, (OURS, "90 s, as in the profile")):
        cells = [_cell(known[each], results.get(each[0], name, "station", each[1])) for each in CURVE]
        lines.append(_line([words, *cells]))
    return "\n".join(lines)


def _cell(figure: Figure, one: Found | None) -> str:
    if one is None or one.of == 0:
        return "—"
    missed = figure.holds(one.value) is False and one.rule_set == OURS
    text = f"{_number(one.value)} [{_number(one.low)}, {_number(one.high)}]"
    return f"**{text}**" if missed else text


def _short(figure: Figure, one: Found | None) -> str:
    del figure
    return "—" if one is None or one.of == 0 else _number(one.value)


def _number(value: float) -> str:
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"


def _target(figure: Figure) -> str:
    unit = "" if figure.unit == "1" else f" {figure.unit.removeprefix('/') if figure.unit == 's' else figure.unit}"
    if figure.least is not None:
        return f"≥ {figure.least:g}{unit}"
    return unit.strip() or "—" if figure.most is None else f"≤ {figure.most:g}{unit}"


def _sessions(one: Found | None) -> str:
    return "not run" if one is None else f"{one.sessions} sessions"


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _is_nan(value: object) -> bool:
    return isinstance(value, float) and isnan(value)
