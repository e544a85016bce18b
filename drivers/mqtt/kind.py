"""The MQTT device kind of the native schema as the registry lists it."""

from drivers.device import DeviceKind
from drivers.mqtt.session import open_mqtt_driver
from drivers.observations import Parameter

KINDS = (
    DeviceKind(
        name="mqtt_native",
        title="MQTT, native schema",
        open_driver=open_mqtt_driver,
        make_decoder=None,
        period_s=1.0,
        parameters=frozenset(Parameter),
        has_cuff=True,
        reports_alarms=True,
    ),
)
