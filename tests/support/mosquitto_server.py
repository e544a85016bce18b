"""A real Mosquitto broker for tests: passwords, access rules, TLS, client certificates; all in a temporary folder."""

import asyncio
import getpass
import socket
import subprocess
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

PASSWORD = "correct-horse"  # noqa: S105, the test broker's own
RequireTool = Callable[[str], str]
PREFIX = "vitals/v1/clinic1/v100-a"
_ACL = """
user monitor
topic read vitals/v1/clinic1/#
topic write out/#
topic write calls/+/call
topic read calls/+/answer
user device
topic readwrite vitals/v1/#
user phone
topic read out/#
topic read calls/+/call
topic write calls/+/answer
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Mosquitto:
    """A broker that can be stopped and started again on the same ports."""

    folder: Path
    program: str
    port: int
    tls_port: int
    mutual_tls_port: int
    process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        self.process = await asyncio.create_subprocess_exec(
            self.program, "-c", str(self.folder / "mosquitto.conf"), stderr=asyncio.subprocess.PIPE
        )
        assert self.process.stderr is not None
        said = b""
        async with asyncio.timeout(10):
            while b" running" not in said:
                line = await self.process.stderr.readline()
                assert line, f"mosquitto ended: {said.decode()}"
                said += line

    async def stop(self) -> None:
        if self.process is not None and self.process.returncode is None:
            self.process.kill()
            await self.process.communicate()
        self.process = None

    def write_config(self) -> None:
        common = f"allow_anonymous false\npassword_file {self.folder}/passwords\nacl_file {self.folder}/acl\n"
        tls = f"cafile {self.folder}/ca.pem\ncertfile {self.folder}/server.pem\nkeyfile {self.folder}/server.key\n"
        text = (
            f"per_listener_settings true\nuser {getpass.getuser()}\nlog_dest stderr\n"
            f"listener {self.port} 127.0.0.1\n{common}"
            f"listener {self.tls_port} 127.0.0.1\n{common}{tls}"
            f"listener {self.mutual_tls_port} 127.0.0.1\nacl_file {self.folder}/acl\n{tls}"
            "require_certificate true\nuse_identity_as_username true\n"
        )
        (self.folder / "mosquitto.conf").write_text(text)


@asynccontextmanager
async def running_mosquitto(folder: Path, require_tool: RequireTool) -> AsyncIterator[Mosquitto]:
    broker = prepare(folder, require_tool)
    await broker.start()
    try:
        yield broker
    finally:
        await broker.stop()


def prepare(folder: Path, require_tool: RequireTool) -> Mosquitto:
    """Write all files of a broker."""
    broker = Mosquitto(folder, require_tool("mosquitto"), free_port(), free_port(), free_port())
    (folder / "acl").write_text(_ACL)
    (folder / "acl").chmod(0o600)
    for user in ("monitor", "device", "phone"):
        create = ["-c"] if user == "monitor" else []
        command = [require_tool("mosquitto_passwd"), *create, "-b", str(folder / "passwords"), user, PASSWORD]
        subprocess.run(command, check=True, capture_output=True)
    make_certificates(folder, require_tool("openssl"))
    broker.write_config()
    return broker


def make_certificates(folder: Path, openssl: str) -> None:
    """Make a CA with a server's and a client's certificate, and another CA that signed neither."""
    make_certificate(openssl, folder, "ca", "Test CA")
    make_certificate(openssl, folder, "other_ca", "Somebody else's CA")
    make_certificate(openssl, folder, "server", "broker", "-addext", "subjectAltName=IP:127.0.0.1", issuer="ca")
    make_certificate(openssl, folder, "client", "monitor", issuer="ca")


def make_certificate(
    openssl: str, folder: Path, name: str, common_name: str, *options: str, issuer: str | None = None
) -> None:
    command = [openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]
    command += ["-nodes", "-days", "2", "-subj", f"/CN={common_name}", *options]
    command += ["-keyout", str(folder / f"{name}.key"), "-out", str(folder / f"{name}.pem")]
    if issuer is not None:
        command += ["-CA", str(folder / f"{issuer}.pem"), "-CAkey", str(folder / f"{issuer}.key")]
        command += ["-addext", "basicConstraints=critical,CA:FALSE"]
    subprocess.run(command, check=True, capture_output=True)
