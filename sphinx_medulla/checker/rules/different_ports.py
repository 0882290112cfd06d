"""MED401: different-ports."""

from __future__ import annotations

from ..analysis.mode_consistency import PortDifference, PortDifferenceRule
from ..examples import through_both_proxies
from ..phrases import lacks_and_adds


class DifferentPorts(PortDifferenceRule):
    """The same connection has different ports in different modes, and nothing says why."""

    code = "MED401"
    why = (
        "Roles of one kind replace one another, so their connections need the same ports. Where "
        "they do not have them, one list was probably edited and the other forgotten."
    )
    fix = (
        "Make the lists match, or say why they differ: `like` names the other flow, the ports with "
        "and without, and the reason."
    )
    bad = through_both_proxies("22/tcp")
    good = f"""\
{bad}    like:
      flow: server-to-old-proxy
      without: [8443/tcp]
      reason: The new proxy fetches its settings itself.
"""

    def describe(self, found: PortDifference) -> tuple[str, str]:
        """The sentence and the hint."""
        flow, other = found.flows[0], found.reference
        apart = flow.modes and other.modes and set(flow.modes).isdisjoint(other.modes)
        what = (
            "are the same connection in two modes" if apart else "connect roles of the same kinds"
        )
        message = (
            f"{flow.id} and {other.id} {what}, but their ports differ: {flow.id} "
            f"{lacks_and_adds(found.missing, found.extra)}."
        )
        hint = f"Make the lists match, or give the reason under like: {{flow: {other.id}, …}}."
        return message, hint
