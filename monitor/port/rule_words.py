"""What each rule is called where people read it. Arrows say the direction; high and low are words of priority."""

from collections.abc import Mapping
from types import MappingProxyType

RULE_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "BP-SEV": "Severe blood pressure",
        "BP-CRIT": "Critical blood pressure",
        "BP-MOD": "Blood pressure raised",
        "BP-EARLY": "Blood pressure rising early",
        "BP-JUMP": "Blood pressure jumped",
        "BP-FCST": "Blood pressure expected to rise",
        "BP-CUSUM": "Blood pressure drifting",
        "BP-LOW": "Blood pressure fallen",
        "BP-PERSIST": "Blood pressure does not settle",
        "VVS": "Pulse falling fast",
        "HR-HI": "Fast pulse",
        "HR-XHI": "Very fast pulse",
        "HR-REL": "Pulse raised over baseline",
        "HR-LO": "Slow pulse",
        "HR-XLO": "Very slow pulse",
        "O2-ADV": "SpO₂ drifting down",
        "O2-LO": "SpO₂ fallen",
        "O2-XLO": "SpO₂ fallen far",
        "PR-LOST": "NO PULSE FOUND",
        "RR-LO": "Slow breathing",
        "RR-XLO": "NO BREATH FOUND",
        "SED": "Deeply sedated",
        "FAINT": "Faint or unresponsive",
        "DBL": "Two vital signs at once",
        "BED-ALARM": "Bedside monitor alarms",
        "T-LINK": "No data",
        "T-STALE": "Pressure overdue",
        "T-NIBPFAIL": "Cuff failed",
        "T-SPO2": "No SpO₂ value",
        "T-MISM": "Heart rate and pulse differ",
        "T-CLOCK": "Device clock wrong",
        "T-MUTED": "Bedside alarms off",
        "T-GARBLED": "Bytes damaged",
        "T-ENGINE": "MONITOR FAULT",
        "T-STORAGE": "RECORD NOT SAVED",
        "T-NOBASE": "NO BASELINE",
        "T-CUFF": "Link lost while measuring",
        "T-AUDIO": "NO ALARM SOUND",
        "T-UNHEARD": "TEST TONE NOT HEARD",
        "T-AWAKE": "Screen may go dark",
        "T-CALL": "CALL NOT DELIVERED",
        "T-FRONT": "Display not in front",
        "T-UNSEEN": "NOBODY SEES THE DISPLAY",
        "P-SAME": "Same patient?",
        "P-OWNER": "Not taken over",
        "P-NOBP": "No pressure before the start",
        "P-40": "Pressure after the infusion missing",
        "P-REC": "Recovery time over, checks open",
        "P-GONE": "Left while an alarm was open",
        "P-OFF": "Off the monitor too long",
        "P-BEGUN": "Has the infusion begun or ended?",
    }
)
"""Every rule of the clinic's table, and the room's own."""

NOTES: Mapping[str, str] = MappingProxyType(
    {
        "BP-JUMP": "jump",
        "BP-PERSIST": "not settling",
        "VVS": "falling fast",
        "HR-REL": "over baseline",
    }
)
"""What the numbers of a rule do not say by themselves."""

QUESTIONS = frozenset({"P-BEGUN"})
"""Rules whose reason is the whole question that the nurse is asked; the rule's name would only say it twice."""


def words_of(rule: str) -> str:
    """The name of a rule; an unknown one is called by its id."""
    return RULE_WORDS.get(rule, rule)
