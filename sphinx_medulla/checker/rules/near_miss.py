"""MED402: near-miss."""

from __future__ import annotations

from ..analysis.mode_consistency import PortDifference, PortDifferenceRule
from ..examples import through_both_proxies
from ..rule import Severity


class NearMiss(PortDifferenceRule):
    """The same connection has a port in another mode that differs by one digit."""

    code = "MED402"
    severity = Severity.ERROR
    near_misses = True
    why = (
        "The two lists differ by one port on each side, and the two numbers by one digit: one of "
        "them is mistyped, and a firewall opened for it does not help."
    )
    fix = "Write the right number in both, or say under `like` why they differ."
    bad = through_both_proxies("22/tcp, 8433/tcp")
    good = through_both_proxies("22/tcp, 8443/tcp")

    def describe(self, found: PortDifference) -> tuple[str, str]:
        """The sentence and the hint."""
        port, other = found.extra[0], found.missing[0]
        message = (
            f"The flow {found.flows[0].id} lists {port} where {found.reference.id}, the same "
            f"connection, has {other}."
        )
        return message, f"Write {other} here or {port} there, whichever is right."
