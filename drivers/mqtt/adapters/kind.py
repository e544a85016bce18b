"""The device kinds of foreign MQTT messages as the registry lists them, and how each is opened."""

from contextlib import AbstractAsyncContextManager

from drivers.clock import Clock
from drivers.device import DeviceKind, DeviceSpec, Driver, LinkStatistics
from drivers.errors import AddressError
from drivers.mqtt.adapters.care_intake import CareIntake
from drivers.mqtt.adapters.map_intake import MapIntake
from drivers.mqtt.adapters.mapping import CARE_PARAMETERS, CareMonitor, TopicMap
from drivers.mqtt.session import open_topic_reader
from drivers.observations import Parameter

CARE, HOME_ASSISTANT, ANY_JSON = "mqtt_care", "mqtt_home_assistant", "mqtt_map"


def open_care_driver(spec: DeviceSpec, clock: Clock) -> AbstractAsyncContextManager[Driver]:
    """Subscribe to a stream of CARE objects and read those of one monitor.

    Raises:
        AddressError: as `open_mqtt_driver`; also where the device does not say which monitor it is.
        LinkUnavailableError: as `open_mqtt_driver`.

    """
    return open_topic_reader(spec, clock, _care_reader)


def open_map_driver(spec: DeviceSpec, clock: Clock) -> AbstractAsyncContextManager[Driver]:
    """Subscribe to the topics that a device's map names.

    Raises:
        AddressError: as `open_mqtt_driver`; also where the device has no map, or one without what its kind demands.
        LinkUnavailableError: as `open_mqtt_driver`.

    """
    return open_topic_reader(spec, clock, _map_reader)


def _care_reader(spec: DeviceSpec, prefix: str, statistics: LinkStatistics, shortest_limit_s: float) -> CareIntake:
    if not isinstance(spec.mapping, CareMonitor):
        raise AddressError(f"{spec.device_id}: the room file does not say which monitor of the CARE stream this is")
    return CareIntake(
        spec.mapping,
        device_id=spec.device_id,
        topic=prefix,
        provenance=spec.provenance,
        statistics=statistics,
        shortest_limit_s=shortest_limit_s,
    )


def _map_reader(spec: DeviceSpec, prefix: str, statistics: LinkStatistics, shortest_limit_s: float) -> MapIntake:
    if not isinstance(spec.mapping, TopicMap):
        raise AddressError(f"{spec.device_id}: the room file holds no map of this device's messages")
    if spec.kind == HOME_ASSISTANT and spec.mapping.availability is None:
        raise AddressError(
            f"{spec.device_id}: the map names no availability topic, without which a held value is believed"
        )
    return MapIntake(
        spec.mapping,
        device_id=spec.device_id,
        prefix=prefix,
        provenance=spec.provenance,
        statistics=statistics,
        shortest_limit_s=shortest_limit_s,
    )


KINDS = (
    DeviceKind(
        name=CARE,
        title="MQTT, CARE / teleICU observations",
        open_driver=open_care_driver,
        make_decoder=None,
        period_s=1.0,
        parameters=CARE_PARAMETERS,
        has_cuff=True,
        reports_alarms=True,
        experimental=True,  # types are public, recorded traffic is not
    ),
    DeviceKind(
        name=HOME_ASSISTANT,
        title="MQTT, Home Assistant topics",
        open_driver=open_map_driver,
        make_decoder=None,
        period_s=1.0,
        parameters=frozenset(Parameter),
        has_cuff=True,
        experimental=True,  # each bridge has its own habits
    ),
    DeviceKind(
        name=ANY_JSON,
        title="MQTT, by a map in the room file",
        open_driver=open_map_driver,
        make_decoder=None,
        period_s=1.0,
        parameters=frozenset(Parameter),
        has_cuff=True,
        experimental=True,  # as right as its map
    ),
)
