"""Whether a text can be the name of a computer or an IP address. Asks no network."""

import ipaddress
import re

EXPECTED_HOST = "expected the name of a computer, such as ehr.clinic.example, or an IP address"
_LABEL = re.compile(r"[A-Za-z0-9_-]{1,63}")  # RFC 1035, 2.3.4; the underscore is in use inside clinics
_LONGEST_NAME = 253


def is_host(text: str) -> bool:
    """Whether it can be looked up or connected to: an IPv4 or IPv6 address, or labels of at most 63 letters."""
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return len(text) <= _LONGEST_NAME and all(
            _LABEL.fullmatch(label) for label in text.removesuffix(".").split(".")
        )
    return True
