"""GE Datex-Ohmeda S/5 and CARESCAPE monitors over their computer interface (DRI)."""
