"""The analysis `port_sets`."""

from __future__ import annotations

import pytest

from sphinx_medulla.checker.analysis.port_sets import differ_by_one_slip
from sphinx_medulla.dataset.ports import Port


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("8443/tcp", "8433/tcp", True),
        ("8443/tcp", "4843/tcp", True),
        ("8434/tcp", "8443/tcp", True),
        ("844/tcp", "8443/tcp", True),
        ("22/tcp", "22067/tcp", False),
        ("8443/tcp", "8443/tcp", False),
        ("8443/tcp", "8433/udp", False),
        ("8443/tcp", "8343-8350/tcp", False),
        ("1221/tcp", "2112/tcp", False),
        ("1234/tcp", "1432/tcp", False),
    ],
)
def test_one_slip_of_the_hand(one: str, other: str, expected: bool):
    assert differ_by_one_slip(Port.parse(one), Port.parse(other)) is expected
    assert differ_by_one_slip(Port.parse(other), Port.parse(one)) is expected
