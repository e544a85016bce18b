"""A document as plain data: what is printed, before anybody decides where on the page. Pure; no Qt."""

from dataclasses import dataclass
from enum import Enum, auto

from monitor.review.account import Account


class Tone(Enum):
    NORMAL = auto()
    MUTED = auto()
    STRONG = auto()
    WARNING = auto()  # a frame stands around it


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    text: str
    tone: Tone = Tone.NORMAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Names with their values, in two columns of pairs."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    title: str
    share: float  # of the width, against the other columns
    is_number: bool = False  # stands to the right


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A row's cells stand under the columns; `empty` is said where there are no rows."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    empty: str = "None recorded."


@dataclass(frozen=True, slots=True, kw_only=True)
class Bullets:
    texts: tuple[str, ...]
    large: bool = False  # for somebody who reads it at home


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TrendPicture:
    """The trend of the whole session, drawn as lines."""

    account: Account


Block = Paragraph | Pairs | Table | Bullets | TrendPicture


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Section:
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Document:
    """What is printed.

    Attributes:
        heading: on each page: whose document it is.
        watermark: across each page; "": the values are a patient's.
        notice: at the foot of each page.
        scales: sizes of everything, largest first: the first with which all fits on one page, else the last.
    """

    title: str
    heading: str
    watermark: str
    notice: str
    sections: tuple[Section, ...]
    scales: tuple[float, ...] = (1.0,)
