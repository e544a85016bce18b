"""Ways to reach a device, all behind `drivers.transport.base.Transport`."""
