"""The address in a network to which a rehearsal is opened, as it is typed."""

from __future__ import annotations

import argparse
from ipaddress import ip_address


def network_address(written: str) -> str:
    """One address, in a network that isn't the whole internet. Raises what argparse tells whoever typed it."""
    try:
        address = ip_address(written)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{written} is no address: this machine's in your network, 192.168.…"
        ) from None
    if address.version != 4 or address.is_unspecified or not address.is_private:
        raise argparse.ArgumentTypeError(f"{written} isn't one address of a private network: 192.168.…, 10.…")
    return str(address)
