"""Addresses of this computer: what tells one network from another."""

import pytest

from rcboard.host.network import addresses, network_of


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("10.0.0.7", "10.0.0.7"),
        ("2001:db8:1:2:aaaa:bbbb:cccc:dddd", "2001:db8:1:2::"),
        ("2001:db8:1:2:1111:2222:3333:4444", "2001:db8:1:2::"),
        ("fe80::1%eth0", "fe80::"),
    ],
)
def test_of_a_private_address_only_the_network_counts(address: str, network: str) -> None:
    assert network_of(address) == network


def test_looking_twice_finds_the_same_and_sends_nothing() -> None:
    assert addresses() == addresses()
