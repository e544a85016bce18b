"""Writes the catalogue of all texts, and brings translations up to it.

`python -m monitor.ui.extract_words [FILE.ts ...]`. A translator copies `languages/station.ts` to `station_de.ts`, fills
in words with Qt Linguist or an editor, and puts the file beside the room file. After an update of the program the
command with that file adds what is new and drops what nobody says any more; words that were there stay.
"""

import sys
from collections.abc import Mapping
from html import escape
from itertools import groupby
from pathlib import Path

from monitor.ui.language import CATALOGUE, read_messages
from monitor.ui.sources import Source, sources


def written(found: tuple[Source, ...], words: Mapping[tuple[str, str], str], language: str) -> str:
    """The text of a `.ts` file with `words` where there are any."""
    lines = ['<?xml version="1.0" encoding="utf-8"?>', "<!DOCTYPE TS>"]
    lines.append(
        f'<TS version="2.1" sourcelanguage="en"{f" language={chr(34)}{language}{chr(34)}" if language else ""}>'
    )
    for context, group in groupby(found, key=lambda source: source.context):
        lines += ["<context>", f"    <name>{context}</name>"]
        for source in group:
            lines += ["    <message>", f'        <location filename="{source.module}"/>']
            lines.append(f"        <source>{escape(source.text, quote=False)}</source>")
            said = words.get((context, source.text), "")
            lines.append(
                f"        <translation>{escape(said, quote=False)}</translation>"
                if said
                else '        <translation type="unfinished"></translation>'
            )
            lines.append("    </message>")
        lines.append("</context>")
    return "\n".join((*lines, "</TS>", ""))


def bring_up(path: Path, found: tuple[Source, ...]) -> None:
    """Write the file of one language again with all sources; its words stay.

    Raises:
        LanguageFileError: it is no `.ts` file.

    """
    language = path.stem.partition("_")[2]
    path.write_text(written(found, read_messages(path), language), encoding="utf-8")


def main(arguments: list[str]) -> None:
    """Write the catalogue and bring the named files up to it."""
    found = sources()
    CATALOGUE.write_text(written(found, {}, ""), encoding="utf-8")
    for name in arguments:
        bring_up(Path(name), found)
    sys.stdout.write(f"{len(found)} texts\n")


if __name__ == "__main__":
    main(sys.argv[1:])
