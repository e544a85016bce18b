"""Philips IntelliVue bedside monitors over Data Export, on the LAN (UDP) and on the MIB/RS232 port."""
