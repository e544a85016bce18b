"""Capnostream 20, 20p and 35 capnographs: EtCO2, respiration, SpO2 and pulse."""
