"""The last line of a demo: what was watched, as one JSON object (design, command line)."""

from collections.abc import Iterable, Mapping

from monitor.domain.plan import RoomPlan
from monitor.domain.vocabulary import PlaceKind
from monitor.engine.tally import Tally
from monitor.port.projection import DeviceStatus


def demo_summary(
    plan: RoomPlan, *, simulated_s: float, tally: Tally, statuses: Mapping[str, DeviceStatus]
) -> dict[str, object]:
    """Summary of `simulated_s` seconds of watching; latencies are real milliseconds, wire to picture."""
    return {
        "summary": {
            "chairs": sum(place.kind is PlaceKind.CHAIR for place in plan.places),
            "simulated_s": round(simulated_s),
            "devices": _by_kind((device.kind, statuses[device.device_id].on_line) for device in plan.devices),
            "observations": tally.observations,
            "alarms": tally.alarms(),
            "latency_ms": {"p50": tally.latencies.percentile(50), "p99": tally.latencies.percentile(99)},
        }
    }


def _by_kind(devices: Iterable[tuple[str, bool]]) -> dict[str, dict[str, int]]:
    counts: dict[str, dict[str, int]] = {}
    for kind, on_line in sorted(devices):
        entry = counts.setdefault(kind, {"configured": 0, "on_line": 0})
        entry["configured"] += 1
        entry["on_line"] += on_line
    return counts
