"""Which network addresses an article may be fetched from: public ones, never a host of the user's own network."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def is_public(written: str) -> bool:
    """Whether an IP address is of the public internet, and so is each IPv4 address that stands inside it."""
    try:
        # A link's own addresses carry their interface behind a percent sign.
        address = ipaddress.ip_address(written.partition("%")[0])
    except ValueError:
        return False
    return all(
        one.is_global and not one.is_multicast and not one.is_reserved and not one.is_unspecified
        for one in _all_in(address)
    )


def is_literal(host: str) -> bool:
    """Whether a host is written as an IP address, so that no name has to be looked up."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _all_in(address: IPAddress) -> Iterator[IPAddress]:
    if isinstance(address, ipaddress.IPv4Address):
        yield address
        return
    inside = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in _NAT64:
        inside.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    found = [one for one in inside if one is not None]
    yield from found
    if address.ipv4_mapped is None and address not in _NAT64:
        yield address
