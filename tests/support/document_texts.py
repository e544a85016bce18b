"""What is printed in a document, as plain texts."""

from collections.abc import Iterator

from monitor.reports.document import Block, Bullets, Document, Pairs, Paragraph, Table, TrendPicture


def texts_of(document: Document) -> Iterator[str]:
    """Every text in the order of the document, cell by cell."""
    yield document.title
    for section in document.sections:
        yield section.title
        for block in section.blocks:
            yield from _texts(block)


def _texts(block: Block) -> Iterator[str]:
    match block:
        case Paragraph():
            yield block.text
        case Pairs():
            yield from (text for pair in block.rows for text in pair)
        case Table():
            yield from (column.title for column in block.columns)
            yield from (cell for row in block.rows for cell in row)
            if not block.rows:
                yield block.empty
        case Bullets():
            yield from block.texts
        case TrendPicture():
            return
