"""Which network addresses may be read: public ones, and those that a setting names. Pure.

A page address can be chosen by a stranger (a link in a feed, a redirect, a message in a channel), so that
reading it must not reach what only this machine or its network can reach.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

# Where clouds tell a machine its secrets. Of these only a setting that names the very address lets one in.
_METADATA = tuple(
    ipaddress.ip_address(text)
    for text in ("169.254.169.254", "169.254.170.2", "168.63.129.16", "100.100.100.200", "fd00:ec2::254")
)
# What older Pythons count as global and is not: special use, or an IPv4 address in other clothes.
_SPECIAL = tuple(
    ipaddress.ip_network(text)
    for text in (
        *("192.0.0.0/24", "192.88.99.0/24", "64:ff9b:1::/48", "100::/64", "2001::/23", "3fff::/20"),
        "5f00::/16",
    )
)
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_6TO4 = ipaddress.ip_network("2002::/16")


def is_public(address: Address) -> bool:
    """Tell whether an address is of the public internet.

    >>> is_public(ipaddress.ip_address("127.0.0.1")), is_public(ipaddress.ip_address("8.8.8.8"))
    (False, True)
    """
    inner = _inner(address)
    if inner is not None:
        return is_public(inner)
    if address in _METADATA or address.is_multicast or address.is_reserved or address.is_unspecified:
        return False
    if any(address.version == network.version and address in network for network in _SPECIAL):
        return False
    return address.is_global and not getattr(address, "is_site_local", False)


def may_connect(host: str, address: Address, private_hosts: Sequence[str]) -> bool:
    """Tell whether the address that a host's name stands for may be read.

    private_hosts: names, addresses and networks that may be read although they are not public.
    """
    real = _inner(address) or address
    listed = [_network(entry) for entry in private_hosts]
    if real in _METADATA:
        return any(
            network is not None and network.num_addresses == 1 and real in network for network in listed
        )
    if is_public(address) or host.casefold().rstrip(".") in {entry.casefold() for entry in private_hosts}:
        return True
    return any(
        network is not None and network.version == real.version and real in network for network in listed
    )


def is_host_or_network(entry: str) -> bool:
    """Tell whether an entry of the setting is a host's name, an address or a network."""
    if _network(entry) is not None:
        return True
    labels = entry.rstrip(".").split(".")
    return len(entry) <= 253 and all(
        label and len(label) <= 63 and label.replace("-", "").replace("_", "").isalnum() for label in labels
    )


def _network(entry: str) -> Network | None:
    try:
        return ipaddress.ip_network(entry, strict=False)
    except ValueError:
        return None


def _inner(address: Address) -> ipaddress.IPv4Address | None:
    """Give the IPv4 address that an IPv6 address carries inside, if it is of that kind."""
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    if address in _6TO4:
        return ipaddress.IPv4Address((int(address) >> 80) & 0xFFFFFFFF)
    if int(address) >> 32 == 0 and int(address) > 1:  # ::a.b.c.d, long out of use
        return ipaddress.IPv4Address(int(address))
    return None
