"""The account of a told stay in which people corrected what they had typed."""

from dataclasses import replace

from told_stays import NOTE

from monitor.review.account import Account


def corrected(account: Account) -> Account:
    """The same stay, in which a note and the typed pressure were corrected, the note twice."""
    (note,) = [row for row in account.entries if row.text == NOTE]
    chain = (
        replace(note, entry_seq=1, text="first", replaced_by=2),
        replace(note, entry_seq=2, text="second", replaced_by=3, replaces=1),
        replace(note, entry_seq=3, text="third", replaces=2),
    )
    (typed,) = [row for row in account.readings if row.entered]
    pair = (replace(typed, voided="corrected"), replace(typed, systolic=171.0, corrects=True))
    readings = (*(row for row in account.readings if row is not typed), *pair)
    return replace(account, entries=(*account.entries, *chain), readings=readings)
