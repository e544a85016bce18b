"""Ten minutes of coverage-guided fuzzing a format: no exception, no hang, no buffer without bound.

`run.py soak` runs it. SOAK_FUZZ_S sets the seconds a format gets. What was found stays in the folder that SOAK_CORPUS
names, if it names one, and is taken up again from there; `compact_corpus.py` makes the suite's small corpus of it.
"""

import os
import platform
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from decoding_laws import check_bounded, decodable_kinds, stored_inputs

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "tests" / "drivers" / "corpus"
FUZZ_S = int(os.environ.get("SOAK_FUZZ_S", "600"))
LONGEST_INPUT_BYTES = 4096
HANG_S = 10  # an input takes a few milliseconds
MOST_MEMORY_MB = 1024
GRACE_S = 120  # for a start on a busy machine, and for what libFuzzer does when its time is over


@pytest.mark.timeout(FUZZ_S + 2 * GRACE_S)
@pytest.mark.parametrize("kind", decodable_kinds())
def test_format(kind: str, tmp_path: Path) -> None:
    assert find_spec("atheris") is not None, (
        "nothing was fuzzed: atheris is not installed. It is made for Linux on x86_64 alone, where `run.py soak` "
        f"installs it; this is {sys.platform} on {platform.machine()}"
    )
    corpus = folder_for(kind, tmp_path)
    run_fuzzer(kind, corpus, tmp_path)
    found = [path.read_bytes() for path in sorted(corpus.iterdir())]
    assert len(found) > 1, "the fuzzer found nothing that reaches another branch"
    check_bounded(kind, (data[1:] for _ in range(3) for data in found))


def folder_for(kind: str, tmp_path: Path) -> Path:
    """The folder that the fuzzer reads and adds to, with the suite's small corpus in it."""
    kept = os.environ.get("SOAK_CORPUS")
    folder = (tmp_path if kept is None else Path(kept)) / kind
    folder.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(stored_inputs(CORPUS / f"{kind}.hex")):
        (folder / f"stored-{number}").write_bytes(data)
    return folder


def run_fuzzer(kind: str, corpus: Path, tmp_path: Path) -> None:
    options = [
        f"-max_total_time={FUZZ_S}",
        f"-timeout={HANG_S}",
        f"-max_len={LONGEST_INPUT_BYTES}",
        f"-rss_limit_mb={MOST_MEMORY_MB}",
        f"-artifact_prefix={tmp_path}/broken-",
    ]
    program = Path(__file__).with_name("fuzz_format.py")
    done = subprocess.run(
        [sys.executable, str(program), kind, *options, str(corpus)],
        capture_output=True,
        text=True,
        errors="replace",
        timeout=FUZZ_S + GRACE_S,
        check=False,
    )
    broken = [f"{path.name}: {path.read_bytes().hex()}" for path in tmp_path.glob("broken-*")]
    assert done.returncode == 0, "\n".join([*done.stderr.splitlines()[-25:], *broken])
