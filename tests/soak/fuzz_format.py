"""Coverage-guided fuzzing of one format, in a process of its own: `fuzz_format.py KIND OPTIONS-OF-LIBFUZZER…`.

It ends with a status other than 0 where an input breaks a law of `decoding_laws`, takes too long or too much memory;
the input is then left where -artifact_prefix says.
"""

import importlib
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def main(arguments: list[str]) -> None:
    kind, options = arguments[1], [arguments[0], *arguments[2:]]
    sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "support")]
    atheris = importlib.import_module("atheris")  # not in the environment that is type-checked
    atheris.Setup(options, _target(atheris, kind))
    atheris.Fuzz()


def _target(atheris: Any, kind: str) -> Callable[[bytes], None]:
    """What is done with each input; the drivers are imported so that their branches are counted."""
    with atheris.instrument_imports(include=["drivers"]):
        laws = importlib.import_module("decoding_laws")

    def check(data: bytes) -> None:
        laws.check_input(kind, data)

    return check


if __name__ == "__main__":
    main(sys.argv)
