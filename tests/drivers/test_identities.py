"""What devices say of themselves on the wire: told once, again when it changes, and never by a capture."""

from drivers.clock import ManualClock
from drivers.identities import IdentityEdge
from drivers.masimo_ascii1.driver import MasimoReader
from drivers.masimo_ascii1.interpreter import Interpreter
from drivers.masimo_ascii1.protocol import Decoder
from drivers.observations import DeviceIdentity, Provenance

NOW = ManualClock().now()
LINE = (
    b"02/22/16 22:47:45 SN=%s SPO2=098%% BPM=097 PI=03.60%% SPCO=--.-%% SPMET=--.-%% DESAT=-- PIDELTA=+-- "
    b"ALARM=0000 EXC=000800\r\n"
)


def test_an_identity_is_told_once_and_when_it_changes() -> None:
    edge = IdentityEdge("a", Provenance.REAL)
    said = [edge.update(NOW, serial_number=number) for number in ("1", "1", "", "2")]
    assert [[one.serial_number for one in each] for each in said] == [["1"], [], [], ["2"]]


def test_parts_that_come_one_by_one_are_kept_together() -> None:
    edge = IdentityEdge("a", Provenance.SIMULATED)
    edge.update(NOW, model="N-595")
    (both,) = edge.update(NOW, software="1.2")
    assert (both.model, both.software, both.provenance) == ("N-595", "1.2", Provenance.SIMULATED)


def test_a_masimo_oximeter_on_a_link_says_its_serial_number() -> None:
    def read(identity: IdentityEdge | None) -> list[str]:
        reader = MasimoReader(
            decoder=Decoder(), interpreter=Interpreter("m", provenance=Provenance.REAL), identity=identity
        )
        found = reader.read(LINE % b"0000070026" * 2, NOW)
        assert reader.statistics.frames == 2
        return [one.serial_number for one in found if isinstance(one, DeviceIdentity)]

    assert read(IdentityEdge("m", Provenance.REAL)) == ["0000070026"]
    assert read(None) == []
