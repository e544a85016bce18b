"""Reads the files in which people describe a room and its limits, and reports every mistake at once."""

from monitor.settings.problems import Problem, SettingsError
from monitor.settings.profile import load_profile
from monitor.settings.room import load_room
from monitor.settings.room_models import BrokerSettings, DeviceSettings, PlaceSettings, RoomSettings, StorageSettings

__all__ = [
    "BrokerSettings",
    "DeviceSettings",
    "PlaceSettings",
    "Problem",
    "RoomSettings",
    "SettingsError",
    "StorageSettings",
    "load_profile",
    "load_room",
]
