"""What a station and its children of low priority say to each other over pipes: a length and a pickle each."""

import pickle
import struct
from dataclasses import dataclass
from typing import IO

_LENGTH = struct.Struct(">Q")


@dataclass(frozen=True, slots=True)
class Setup:
    """What the child makes its answers with: a class by its full name, and what it is called with."""

    factory: str  # "monitor.app.review_answers:ReviewAnswers"
    argument: object


@dataclass(frozen=True, slots=True)
class Question:
    """A method of the child's, with its arguments; `progress` comes by itself."""

    number: int
    name: str
    arguments: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """How far the work on a question has come; `total` 0: not known."""

    number: int
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to a question."""

    number: int
    answer: object


def write_frame(pipe: IO[bytes], message: object) -> None:
    """Write one message."""
    content = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    pipe.write(_LENGTH.pack(len(content)) + content)
    pipe.flush()


def read_frame(pipe: IO[bytes]) -> object:
    """Read one message.

    Raises:
        EOFError: the other end has gone.

    """
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    content = pipe.read(length)
    if len(content) < length:
        raise EOFError
    message: object = pickle.loads(content)  # noqa: S301 - both ends of this pipe are this program
    return message
