"""Checks in one or two words, for a line that names several. A clinic's own go by the id that the room file has."""

from collections.abc import Mapping

from monitor.ui.words import source, tr

CHECKS: Mapping[str, str] = {
    "time": source("time"),
    "pressure": source("pressure"),
    "oxygen": source("oxygen"),
    "spo2": source("SpO₂"),
    "rate": source("rate"),
    "pulse": source("pulse"),
    "alarms": source("alarms"),
    "moaas": source("MOAA/S"),
    "aldrete": source("Aldrete"),
    "oriented": source("oriented"),
    "gait": source("gait"),
    "nausea": source("nausea"),
    "cannula_out": source("cannula out"),
    "instructions": source("instructions"),
    "escort_here": source("escort here"),
    "escort": source("escort"),
    "escort_named": source("escort named"),
    "fasting": source("fasting"),
    "sitter": source("sitter"),
    "consent": source("consent"),
    "contraindications": source("contraindications"),
    "cuff": source("cuff"),
    "bedside_alarm": source("bedside alarm"),
    "wiring": source("wiring"),
    "pressure_told": source("physician told"),
    "ecg": source("ECG"),
    "course_baseline": source("course baseline"),
    "spo2_limit": source("SpO₂ limit"),
}


def short(check: str) -> str:
    """The words of one check."""
    return tr(CHECKS[check]) if check in CHECKS else check.replace("_", " ")
