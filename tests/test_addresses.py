"""Addresses: which may be read."""

from __future__ import annotations

import ipaddress

import pytest

from index.adding.addresses import is_host_or_network, is_public, may_connect


@pytest.mark.parametrize(
    "text",
    [
        *(
            "127.0.0.1",
            "127.9.9.9",
            "10.0.0.1",
            "172.16.5.4",
            "192.168.1.1",
            "169.254.169.254",
            "169.254.1.1",
        ),
        *("0.0.0.0", "0.1.2.3", "100.64.0.1", "100.100.100.200", "168.63.129.16", "192.0.0.8", "192.0.2.1"),
        *("198.18.0.1", "198.51.100.7", "203.0.113.9", "224.0.0.1", "240.0.0.1", "255.255.255.255"),
        *("::", "::1", "fe80::1", "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "2001:db8::1", "100::1"),
        *(
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "64:ff9b::7f00:1",
            "64:ff9b:1::1",
            "2002:7f00:1::",
            "::7f00:1",
        ),
        *("2001::1", "3fff::1", "5f00::1", "2002:a9fe:a9fe::"),
    ],
)
def test_what_is_not_public(text: str) -> None:
    """Private, loopback, link-local, reserved and metadata addresses are not public, in any clothes."""
    assert not is_public(ipaddress.ip_address(text))


@pytest.mark.parametrize(
    "text", ["8.8.8.8", "93.184.216.34", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_what_is_public(text: str) -> None:
    """Addresses of the public internet are public, also an IPv4 one inside an IPv6 one."""
    assert is_public(ipaddress.ip_address(text))


@pytest.mark.parametrize(
    ("host", "address", "listed", "allowed"),
    [
        ("gazette.example", "8.8.8.8", (), True),
        ("intranet.example", "10.0.0.1", (), False),
        ("intranet.example", "10.0.0.1", ("intranet.example",), True),
        ("INTRANET.example.", "10.0.0.1", ("intranet.example",), True),
        ("other.example", "10.0.0.1", ("intranet.example",), False),
        ("other.example", "10.0.0.1", ("10.0.0.0/8",), True),
        ("other.example", "::ffff:10.0.0.1", ("10.0.0.0/8",), True),
        ("other.example", "10.0.0.1", ("10.0.0.1",), True),
        ("other.example", "fd12::1", ("10.0.0.0/8", "fd12::/16"), True),
        ("cloud.example", "169.254.169.254", ("169.254.0.0/16", "cloud.example"), False),
        ("cloud.example", "169.254.169.254", ("169.254.169.254",), True),
    ],
)
def test_what_a_setting_allows(host: str, address: str, listed: tuple[str, ...], allowed: bool) -> None:
    """What the setting names may be read; a cloud's metadata only where it names that very address."""
    assert may_connect(host, ipaddress.ip_address(address), listed) is allowed


@pytest.mark.parametrize(
    "entry", ["intranet.example", "news-1", "10.0.0.1", "10.0.0.0/8", "fd12::/16", "a_b.example."]
)
def test_what_may_be_listed(entry: str) -> None:
    """A host's name, an address and a network can stand in the setting."""
    assert is_host_or_network(entry)


@pytest.mark.parametrize("entry", ["http://a", "a/b", "", "a..b", "*.example", "x" * 64, "10.0.0.0/99"])
def test_what_may_not_be_listed(entry: str) -> None:
    """What is no host, address or network is refused."""
    assert not is_host_or_network(entry)
