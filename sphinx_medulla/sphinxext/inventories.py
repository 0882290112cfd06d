"""References into other manuals: an author's words become the name that their inventory has.

Sphinx's intersphinx looks a name up as it is written. The inventory of another manual calls a port
by number and protocol, and a range as a whole; so ``4375`` has to become ``4370-4380/tcp`` first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.transforms.post_transforms import ReferencesResolver, SphinxPostTransform

from .domain import domain_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.ext.intersphinx import InventoryAdapter


def inventory_names(env: BuildEnvironment, kind: str) -> list[str]:
    """What the inventories of other manuals have of a kind."""
    if "intersphinx_mapping" not in env.config:
        return []
    from sphinx.ext.intersphinx import InventoryAdapter  # only a manual that has it needs it

    return list(_items(InventoryAdapter(env).main_inventory, kind))


class NameAbroad(SphinxPostTransform):
    """Gives references that this manual does not answer the names that another one has."""

    default_priority = ReferencesResolver.default_priority - 2  # before those of intersphinx

    def run(self, **kwargs: Any) -> None:
        """Rename the targets of a page."""
        domain = domain_of(self.env)
        if not domain.questions or "intersphinx_mapping" not in self.env.config:
            return
        from sphinx.ext.intersphinx import InventoryAdapter

        for node in self.document.findall(pending_xref):
            if node.get("refdomain") == "medulla":
                question = node["reftype"], node["reftarget"]
                answer = domain.answer(node.get("refdoc", self.env.docname), question)
                if "intersphinx" in node or domain.place_of(answer) is None:
                    _rename(node, InventoryAdapter(self.env))


def _rename(node: pending_xref, inventories: InventoryAdapter) -> None:
    """Put the name that an inventory has into a reference, if it has one."""
    kind, target, prefix = node["reftype"], node["reftarget"], ""
    inventory = inventories.main_inventory
    named = node.get("inventory")
    if named:
        inventory = inventories.named_inventory[named]
    elif ":" in target and target.partition(":")[0] in inventories.named_inventory:
        named, _, target = target.partition(":")
        inventory, prefix = inventories.named_inventory[named], f"{named}:"
    items = _items(inventory, kind)
    if target in items:
        return
    if kind != "port":
        found = [name for name, title in items.items() if title == target]
        if len(found) == 1:
            node["reftarget"] = prefix + found[0]
        return
    from .answers import as_asked, asked_port, covering

    asked = asked_port(target)
    ports = {port: name for name in items if (port := asked_port(name)) is not None}
    covers = covering(asked, target, list(ports)) if asked else []
    if not covers or asked is None:
        return
    name = ports[covers[0]]
    node["reftarget"] = prefix + name
    if not node["refexplicit"]:
        service = items[name].removeprefix(name).strip()
        text = f"{as_asked(asked, covers)} {service}".rstrip()
        node["refexplicit"] = True  # else it would be the text of the whole range
        node.children = []
        node += nodes.inline("", text, classes=["medulla", f"medulla-{kind}"])


def _items(inventory: Mapping[str, Mapping[str, Any]], kind: str) -> dict[str, str]:
    """The names of a kind, each with its text."""
    return {
        name: item[3] if isinstance(item, tuple) else item.display_name  # no tuple since Sphinx 8.2
        for name, item in inventory.get(f"medulla:{kind}", {}).items()
    }


def register(app: Sphinx) -> None:
    """Add the transform."""
    app.add_post_transform(NameAbroad)
