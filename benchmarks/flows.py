"""The generated flows that every benchmark project shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice, permutations

ROLES = {
    "server": "Main server",
    "relay": "Relay server",
    "database": "Database server",
    "workstation": "Workstation",
    "admin": "Admin machine",
    "gateway": "Gateway",
    "cloud": "Cloud service",
}
ZONES = {
    "internet": ("cloud",),
    "dmz": ("relay", "gateway"),
    "internal": ("server", "database", "workstation", "admin"),
}
COMMON_SERVICES = 40
FIRST_PORT = 2001
MOST_ROWS = len(ROLES) * (len(ROLES) - 1)


@dataclass(frozen=True)
class Row:
    """A flow; ``ports`` are TCP port numbers."""

    source: str
    target: str
    ports: tuple[int, ...]

    @property
    def connection(self) -> str:
        """Source and destination, as shown in a table."""
        return f"{ROLES[self.source]} → {ROLES[self.target]}"

    @property
    def cells(self) -> tuple[str, str, str]:
        """Connection, ports and notes, as shown in a table."""
        ports = ", ".join(f"{port}/tcp ({service(port)})" for port in self.ports)
        return self.connection, ports, f"Initiated by: {ROLES[self.source]}"


@dataclass(frozen=True)
class Page:
    """A page, which shows one mode."""

    mode: str
    rows: tuple[Row, ...]


def service(port: int) -> str:
    """Return the name of the service on a port."""
    return f"Service {port - FIRST_PORT + 1}"


def make_pages(pages: int, rows: int, *, alike: bool = False) -> list[Page]:
    """Return pages with flows. Each page has a unique port, so that no two charts are the same.

    With ``alike``, all pages have the same ports, as the modes of a correct dataset do.
    """
    return [
        Page(f"mode-{page + 1:04}", tuple(_rows(0 if alike else page, rows)))
        for page in range(pages)
    ]


def _rows(page: int, rows: int) -> Iterator[Row]:
    for row, (source, target) in enumerate(islice(permutations(ROLES, 2), rows)):
        common = sorted({(page * 7 + row * 3 + step * 11) % COMMON_SERVICES for step in range(3)})
        own = (FIRST_PORT + COMMON_SERVICES + page,) if row == 0 else ()
        yield Row(source, target, tuple(FIRST_PORT + number for number in common) + own)


def edited(pages: list[Page]) -> list[Page]:
    """Return the pages without one port of one flow of the first page."""
    first, *others = pages
    row, *rows = first.rows
    return [replace(first, rows=(replace(row, ports=row.ports[1:]), *rows)), *others]


def dataset(pages: list[Page]) -> str:
    """Return the flows of the pages as the text of a dataset."""
    ports = sorted({port for page in pages for row in page.rows for port in row.ports})
    lines = ["format: 1", "product: {name: Benchmark}", "revision: 2026-01-01"]
    lines += ["defaults: {protocol: tcp, group: core}", "groups:", "  core: {title: Core}"]
    lines += ["zones:", *(f"  {zone}: {{name: {zone.title()}}}" for zone in ZONES), "roles:"]
    for zone, members in ZONES.items():
        lines += [f"  {role}: {{name: {ROLES[role]}, zone: {zone}}}" for role in members]
    lines.append("services:")
    for port in ports:
        name = service(port)
        lines += [f"  service-{port}:", f"    name: {name}", f"    ports: [{port}/tcp]"]
        lines.append(f"    description: What {name} does for its callers.")
    lines.append("modes:")
    lines += [f"  {page.mode}: {{title: {_title(page)}}}" for page in pages]
    lines.append("flows:")
    for page in pages:
        for number, row in enumerate(page.rows, 1):
            lines += [f"  - id: {page.mode}-flow-{number}", f"    modes: [{page.mode}]"]
            lines += [f"    from: {row.source}", f"    to: {row.target}"]
            lines.append(f"    ports: [{', '.join(f'{port}/tcp' for port in row.ports)}]")
    return "\n".join([*lines, ""])


def _title(page: Page) -> str:
    return page.mode.replace("-", " ").capitalize()
