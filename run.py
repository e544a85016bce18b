"""Makes the environment on first use, then runs the program in it: `python3 run.py WORDS` on Linux, macOS and Windows.

Needs nothing but a standard Python. The file parses and starts on Python 3.6, so that an old Python can be told kindly
what is wanted. All that follows belongs to `monitor.cli`, except four words for developers: test, check, bench, soak.
Standard output belongs to the program that is started; every word of this file goes to standard error.
"""

import contextlib
import errno
import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from venv import create as create_venv

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

USAGE = """usage: python3 run.py [--wheels DIR] WORDS
  demo            a simulated room and its station display; needs no hardware
  station FILE    the real room that FILE describes (all words: --help)
  test [ARGS]     everything CI runs: check, then pytest with ARGS
  check           format, lint, types, import rules
  bench [NAMES]   measured claims; --quick for a smoke run
  soak [ARGS]     the proofs that are too long for the suite
"""
WITHOUT_NETWORK = """Without a network, fill a folder elsewhere with:
  python3 -m pip download -d DIR pip -r constraints.txt
and start with: python3 run.py --wheels DIR WORDS"""
ON_DEBIAN = "On Debian and Ubuntu: sudo apt-get update; sudo apt-get install"
ROOT = Path(__file__).resolve().parent
VENV, PART, OLD, CONSTRAINTS = ROOT / ".venv", ROOT / ".venv.part", ROOT / ".venv.old", ROOT / "constraints.txt"
HELD_BY_ANOTHER = (errno.EACCES, errno.EAGAIN, errno.EDEADLK, 36)  # 36 is what Windows calls EDEADLOCK
LAYOUT = 1  # raise it when this file builds the environment differently, so that old ones are rebuilt
EXTRAS = {"tools": "dev", "soak": "soak"}  # which extra of pyproject.toml a part of the environment holds
PARTS = {"test": ("program", "tools"), "check": ("program", "tools"), "soak": ("program", "tools", "soak")}  # by word
QT_WORDS = ("demo", "station", "display", "export", "test", "bench", "soak")
SIDE_BY_SIDE = ("-n", "2", "--dist", "loadgroup")  # of whole rooms only one at a time; `test -n0` is one by one
FETCHING_ROUNDS = 12  # each brings what the libraries of the round before need; Debian 12 takes 5
CHECKS = {
    "ruff format": ["-m", "ruff", "format", "--check", "."],
    "ruff check": ["-m", "ruff", "check", "."],
    "mypy": ["-m", "mypy"],
    "lint-imports": ["-c", "from importlinter.cli import lint_imports_command as main; main()", "--no-logo"],
}
# Where Debian's name does not follow from the library's, as its policy 8.1 would have it
DEBIAN_NAMES = {f"lib{part}-2.0": "libglib2.0-0" for part in ("glib", "gio", "gobject", "gmodule", "gthread")}
DEBIAN_NAMES.update(libGLdispatch="libglvnd0", libbrotlidec="libbrotli1", libbrotlicommon="libbrotli1", libz="zlib1g")


class Trouble(Exception):  # noqa: N818  # the machine's, not an error of this file
    """Something that this machine lacks; the text says what, and which command helps."""


def say(text: str) -> None:
    sys.stderr.write(text + "\n")


def python_trouble(version: "tuple[int, ...]") -> "str | None":
    """Say what is wrong with a Python of this `version`, or None. Must itself run on Python 3.6."""
    if (3, 11) <= version[:2] < (3, 14):
        return None
    better = [name for name in ("python3.13", "python3.12", "python3.11") if shutil.which(name)]
    advice = f"This machine has one: {better[0]} run.py" if better else "Install one of them, then start again."
    return f"This program needs Python 3.11, 3.12 or 3.13; this is {version[0]}.{version[1]}. {advice}"


if __name__ == "__main__" and python_trouble(sys.version_info[:2]):
    sys.exit(python_trouble(sys.version_info[:2]))


def platform_trouble(system: str, machine: str, libc: tuple[str, str]) -> str | None:
    """Say why nobody makes Qt for Python for this machine, or None. `libc` is name and version: "glibc", "2.36"."""
    if system != "linux":
        return None
    wanted = {"x86_64": (2, 34), "aarch64": (2, 39)}.get(machine)
    if wanted is None or libc[0] != "glibc":
        return f"Qt for Python is made for x86_64 and aarch64 with glibc; this is {machine} with {libc[0] or 'musl'}."
    if tuple(int(number) for number in libc[1].split(".")[:2]) >= wanted:
        return None
    enough = "Debian 13 or Ubuntu 24.04" if machine == "aarch64" else "Debian 12 or Ubuntu 22.04"
    return f"Qt for Python on {machine} needs glibc 2.{wanted[1]}; this system has {libc[1]}. {enough} would do."


def requirements_of(part: str) -> list[str]:
    """Return what pyproject.toml asks for: for the "program", the developers' "tools", or the "soak" on top."""
    import tomllib  # noqa: PLC0415  # Python 3.6, on which this file must start, has none

    table = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return list(table["dependencies"] if part == "program" else table["optional-dependencies"][EXTRAS[part]])


def stamp_of(part: str) -> str:
    """Return the hash of all that decides what `part` of an environment holds; one stamped otherwise is rebuilt."""
    python = f"{sys.version_info[0]}.{sys.version_info[1]} {sys.platform} {platform.machine()}"
    wanted = [LAYOUT, python, CONSTRAINTS.read_text("utf-8"), requirements_of("program"), requirements_of(part)]
    return hashlib.sha256(repr(wanted).encode()).hexdigest()


def python_of(venv: Path) -> Path:
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def site_packages_of(venv: Path) -> Path:
    return Path(sysconfig.get_path("purelib", "venv", {"base": str(venv), "platbase": str(venv)}))


def is_ready(part: str) -> bool:
    """Whether the environment holds `part` as it is wanted today; a stamp is the last thing written."""
    stamp = VENV / f"{part}.stamp"
    return python_of(VENV).exists() and stamp.exists() and stamp.read_text() == stamp_of(part)


def ensure_environment(parts: list[str], wheels: Path | None) -> None:
    """Make or complete the environment. Tools take half of the time, and nobody but developers wants them."""
    if all(is_ready(part) for part in parts):
        return
    problem = platform_trouble(sys.platform, platform.machine(), platform.libc_ver())
    if problem:
        raise Trouble(problem)
    with only_one_builder():
        missing = [part for part in parts if not is_ready(part)]  # another start may have built it meanwhile
        if "program" in missing:
            build_environment(parts, wheels)
        elif missing:
            install(VENV, missing, wheels)


@contextlib.contextmanager
def only_one_builder() -> Iterator[None]:
    """Hold the lock file; the system frees it when this process ends, however it ends."""
    with (ROOT / ".venv.lock").open("a+b") as lock:
        if not take_lock(lock.fileno(), wait=False):
            say("Another start is making the environment; waiting for it.")
            while not take_lock(lock.fileno(), wait=True):
                pass
        yield


def take_lock(descriptor: int, *, wait: bool) -> bool:
    try:
        if sys.platform == "win32":  # waits ten seconds at most
            msvcrt.locking(descriptor, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno not in HELD_BY_ANOTHER:
            raise
        return False
    return True


def build_environment(parts: list[str], wheels: Path | None) -> None:
    """Build in a folder beside the final one and rename it last: what stands under the final name is complete."""
    shutil.rmtree(PART, ignore_errors=True)
    say("Making the environment; this happens once and takes a minute or so.")
    try:
        create_venv(PART, symlinks=os.name != "nt", with_pip=False)
        install(PART, parts, wheels)
        make_movable(PART)
    except BaseException:
        shutil.rmtree(PART, ignore_errors=True)
        raise
    shutil.rmtree(OLD, ignore_errors=True)
    if VENV.exists():
        VENV.rename(OLD)
    PART.rename(VENV)
    shutil.rmtree(OLD, ignore_errors=True)


def make_movable(venv: Path) -> None:
    """Let nothing that matters in `venv` know where it stands, for it is renamed, and a checkout may move.

    The project is found by a relative path; an editable install would fetch a build system and write absolute ones.
    Scripts that name the folder are mended; Windows' programs cannot be and go: all is started by `python -m`.
    """
    site_packages, scripts = site_packages_of(venv), python_of(venv).parent
    (site_packages / "infusion_room_monitor.pth").write_text(os.path.relpath(ROOT, site_packages), encoding="utf-8")
    for script in scripts.iterdir():
        if script.suffix == ".exe" and not script.name.startswith("python"):
            script.unlink()
        elif not script.name.startswith("python") and os.fsencode(PART.name) in script.read_bytes()[:8192]:
            script.write_bytes(script.read_bytes().replace(os.fsencode(PART.name), os.fsencode(VENV.name)))
    if os.name == "nt":
        (scripts / "infusion-monitor.cmd").write_text('@"%~dp0python.exe" "%~dp0..\\..\\run.py" %*\n')
    else:
        own, here = scripts / "infusion-monitor", '$(dirname "$(readlink -f "$0")")'
        own.write_text(f'#!/bin/sh\nhere="{here}"\nexec "$here/python" "$here/../../run.py" "$@"\n')
        own.chmod(0o755)


def quietly(*command: "str | Path", cwd: Path | None = None, env: dict[str, str] | None = None) -> str | None:
    """Return what `command` prints, or None where it fails or does not exist. `env` is added to the environment."""
    try:
        output = subprocess.check_output(command, cwd=cwd, env={**os.environ, **(env or {})}, stderr=subprocess.DEVNULL)
    except (OSError, subprocess.CalledProcessError):
        return None
    return output.decode(errors="replace")


def pip_for(venv: Path, wheels: Path | None) -> tuple[list[str], dict[str, str]]:
    """Find a pip that installs into `venv`: its command, and what its environment needs besides."""
    python, debian = str(python_of(venv)), venv / "system"
    own = [python, "-m", "pip"]
    if quietly(*own, "--version") is not None:
        return own, {}
    if wheels and pip_wheel_in(wheels):
        return own, {"PYTHONPATH": pip_wheel_in(wheels)}
    unpack = (python, "-m", "ensurepip", "--upgrade", "--default-pip")
    if find_spec("ensurepip") and quietly(*unpack) is not None:
        return own, {}
    version = re.match(r"pip (\d+)\.(\d+)", quietly(sys.executable, "-m", "pip", "--version") or "")
    if version and (int(version[1]), int(version[2])) >= (22, 3):  # the first with --python
        return [sys.executable, "-m", "pip", "--python", python], {}
    if fetch_debian(["python3-pip-whl"], debian):
        return own, {"PYTHONPATH": pip_wheel_in(debian / "usr/share/python-wheels")}
    if apt_install(["python3-venv"]) and quietly(*unpack) is not None:
        return own, {}
    raise Trouble(f"This Python has no pip. {ON_DEBIAN} python3-venv\nThen start again. {WITHOUT_NETWORK}")


def pip_wheel_in(folder: Path) -> str:
    """Return the newest of pip's own wheels there, or ""; Python runs pip straight out of it."""
    return max((str(wheel) for wheel in folder.glob("pip-*.whl")), default="")


def install(venv: Path, parts: list[str], wheels: Path | None) -> None:
    """Install the pinned requirements of `parts` into `venv`, then stamp it. pip's words go to a file there."""
    command, additions = pip_for(venv, wheels)
    requirements = [line for part in parts for line in requirements_of(part)]
    source = ["--no-index", "--find-links", str(wheels)] if wheels else []
    options = ["--no-input", "--disable-pip-version-check", "--progress-bar", "off", "-c", str(CONSTRAINTS), *source]
    say(f"Installing {len(requirements)} libraries and what they need.")
    log, environment = venv / "pip.log", dict(os.environ, PIP_USER="0", **additions)
    with log.open("wb") as output:
        arguments = [*command, "install", *options, *requirements]
        failed = subprocess.call(arguments, stdout=output, stderr=output, env=environment)
    if failed:
        last_words = "\n".join(log.read_text("utf-8", errors="replace").splitlines()[-12:])
        raise Trouble(f"{last_words}\n\nInstalling failed; above are pip's last words. {WITHOUT_NETWORK}")
    for part in parts:
        (venv / f"{part}.stamp").write_text(stamp_of(part))


def apt_install(packages: list[str]) -> bool:
    """Install `packages`; False where this is not Debian, not root, or it failed."""
    if getattr(os, "geteuid", lambda: None)() != 0 or not shutil.which("apt-get"):
        return False
    say("Installing with apt-get: " + " ".join(packages))
    quietly("apt-get", "update")
    install = ("apt-get", "install", "-y", "--no-install-recommends", *packages)
    return quietly(*install, env={"DEBIAN_FRONTEND": "noninteractive"}) is not None


def fetch_debian(packages: list[str], folder: Path) -> bool:
    """Unpack `packages` below `folder`, for which nobody needs to be root; False where one could not be had."""
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        return False
    files = folder / "debs"
    files.mkdir(parents=True, exist_ok=True)
    for package in packages:
        # Debian 13 renamed some, and `apt-get download` knows no aliases
        if not any(quietly("apt-get", "download", name, cwd=files) is not None for name in (package, f"{package}t64")):
            return False
    unpacked = [quietly("dpkg-deb", "-x", file, folder) is not None for file in files.iterdir()]
    shutil.rmtree(files)
    return all(unpacked)


def package_of(library: str) -> str:
    """Return the Debian package that holds a shared `library` such as libxcb-cursor.so.0."""
    stem, _, version = library.partition(".so.")
    if stem in DEBIAN_NAMES:
        return DEBIAN_NAMES[stem]
    name = stem.lower().replace("_", "-")
    return name + ("-" if name[-1].isdigit() else "") + version.split(".")[0]


def platforms_of(environment: Mapping[str, str]) -> list[str]:
    """Return the Qt platforms a process may come to use: off screen always, a window where there is a screen."""
    screens = {"DISPLAY": "xcb", "WAYLAND_DISPLAY": "wayland"}
    windows = environment.get("QT_QPA_PLATFORM") not in ("offscreen", "minimal")
    return ["offscreen", *(name for variable, name in screens.items() if windows and environment.get(variable))]


def lacking(folder: Path) -> list[str]:
    """Ask the linker which libraries Qt does not find, with those unpacked below `folder`."""
    qt = site_packages_of(VENV) / "PySide6"
    files = [qt / "QtGui.abi3.so", *(qt / f"Qt/plugins/platforms/libq{name}.so" for name in platforms_of(os.environ))]
    answer = quietly("ldd", *filter(Path.exists, files), env=variables_for(folder)) or ""
    return sorted(set(re.findall(r"^\s*(\S+) => not found", answer, re.MULTILINE)))


def ensure_qt_libraries() -> dict[str, str]:
    """See that Qt finds its libraries; return the variables it needs for that."""
    folder = VENV / "system"
    missing = lacking(folder)
    packages = sorted({package_of(library) for library in missing})
    if not missing or (apt_install(packages) and not lacking(folder)):
        return variables_for(folder)
    say("Fetching system libraries that Qt needs, for this program alone: " + " ".join(packages))
    wanted = [*packages, "fonts-dejavu-core", "xkb-data"]
    with only_one_builder():
        for _round in range(FETCHING_ROUNDS):
            if not (wanted and fetch_debian(wanted, folder)):
                break
            wanted = sorted({package_of(library) for library in lacking(folder)})
    missing = lacking(folder)
    if not missing:
        return variables_for(folder)
    advice = f"{ON_DEBIAN} {' '.join(packages)}\nThen start again."
    raise Trouble(f"Qt needs libraries that this system lacks: {' '.join(missing)}\n{advice}")


def variables_for(folder: Path) -> dict[str, str]:
    """Point Qt to what was unpacked below `folder`; to nothing where nothing was."""
    libraries = [str(place) for pattern in ("lib", "usr/lib") for place in folder.glob(f"{pattern}/*-linux-gnu")]
    if not libraries:
        return {}
    variables = {"LD_LIBRARY_PATH": ":".join([*libraries, *filter(None, [os.environ.get("LD_LIBRARY_PATH")])])}
    if not Path("/etc/fonts/fonts.conf").exists():
        variables["FONTCONFIG_FILE"] = str(folder / "fonts.conf")
        places = f"<dir>{folder}/usr/share/fonts</dir><dir>/usr/share/fonts</dir>"
        (folder / "fonts.conf").write_text(f"<fontconfig>{places}<cachedir>{folder}/cache</cachedir></fontconfig>")
    if not Path("/usr/share/X11/xkb").exists():
        variables["XKB_CONFIG_ROOT"] = f"{folder}/usr/share/X11/xkb"
    return variables


def check(environment: Mapping[str, str]) -> int:
    """Run every gate, whatever the others say; return 1 if any fails."""
    failed = []
    for name, arguments in CHECKS.items():
        say(f"== {name}")
        failed += [name] * bool(subprocess.call([str(python_of(VENV)), *arguments], cwd=ROOT, env=environment))
    say(f"== check: {'FAILED: ' + ', '.join(failed) if failed else 'all good'}")
    return 1 if failed else 0


def environment_for(words: list[str]) -> dict[str, str]:
    environment = dict(os.environ)
    if words[0] not in QT_WORDS or "--help" in words or platform.system() != "Linux":
        return environment
    environment.update(ensure_qt_libraries())
    if "QT_QPA_PLATFORM" not in environment and platforms_of(environment) == ["offscreen"]:
        say("No screen (neither DISPLAY nor WAYLAND_DISPLAY is set): Qt draws off screen.")
        environment["QT_QPA_PLATFORM"] = "offscreen"
    return environment


def split_wheels(words: list[str]) -> tuple[Path | None, list[str]]:
    """Take `--wheels DIR` out of the words; the rest is the program's."""
    if "--wheels" not in words:
        return None, words
    at = words.index("--wheels")
    folder = Path(*words[at + 1 : at + 2]).resolve()
    if not any(folder.glob("*.whl")):
        raise Trouble(f"There are no wheels in {folder}. {WITHOUT_NETWORK}")
    return folder, words[:at] + words[at + 2 :]


def start(words: list[str]) -> int:
    wheels, words = split_wheels(words)
    if not words or words[0] in ("-h", "--help"):
        say(USAGE)
    if not words:
        return 2
    word, arguments = words[0], words[1:]
    ensure_environment(list(PARTS.get(word, ("program",))), wheels)
    environment, python = environment_for(words), str(python_of(VENV))
    if word == "check":
        return check(environment)
    if word in ("test", "soak"):
        failed = check(environment) if word == "test" else 0
        words = [*(["tests/soak"] if word == "soak" else SIDE_BY_SIDE), *arguments]
        return subprocess.call([python, "-m", "pytest", *words], cwd=ROOT, env=environment) or failed
    command = [python, "-m", *(["benchmarks", *arguments] if word == "bench" else ["monitor", *words])]
    if os.name != "nt":
        os.execve(python, command, environment)
    return subprocess.call(command, env=environment)  # Windows cannot replace a process


def main() -> int | str:
    try:
        return start(sys.argv[1:])
    except (Trouble, OSError, KeyboardInterrupt) as trouble:
        return str(trouble) or "Stopped."  # sys.exit prints it to standard error


if __name__ == "__main__":
    sys.exit(main())
