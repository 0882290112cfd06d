"""References to other manuals: an author's words become the name that their inventory has.

Sphinx's intersphinx looks a name up as it is written. The inventory of another manual calls a port
by number and protocol, and a range as a whole, so ``4375`` has to become ``4370-4380/tcp`` first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.transforms.post_transforms import ReferencesResolver, SphinxPostTransform

from .build_warnings import warn_of_former
from .domain import domain_of
from .xref_nodes import asked_of_any, link_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.ext.intersphinx import InventoryAdapter

    from .domain import MedullaDomain
    from .xref_nodes import XRefResult


def inventory_names(env: BuildEnvironment, kind: str) -> dict[str, str]:
    """Return what the inventories of other manuals have of a kind: names with their texts."""
    inventories = _inventories(env)
    return _items(inventories.main_inventory, kind) if inventories else {}


def _inventories(env: BuildEnvironment) -> InventoryAdapter | None:
    """Return the inventories of other manuals; None in a manual without intersphinx."""
    if "intersphinx_mapping" not in env.config:
        return None
    from sphinx.ext.intersphinx import InventoryAdapter  # only a manual that has it needs it

    return InventoryAdapter(env)


class NameAbroad(SphinxPostTransform):
    """Gives references that this manual does not answer the names that another one has."""

    default_priority = ReferencesResolver.default_priority - 2  # before those of intersphinx

    def run(self, **kwargs: Any) -> None:
        """Rename the targets of a page."""
        domain = domain_of(self.env)
        inventories = _inventories(self.env) if domain.xrefs else None
        if inventories is None:
            return
        for node in self.document.findall(pending_xref):
            if node.get("refdomain") == "medulla":
                target = node["reftype"], node["reftarget"]
                result = domain.result_when_read(node.get("refdoc", self.env.docname), target)
                if "intersphinx" in node or domain.location_of(result) is None:
                    _rename(node, inventories, result, domain)


def _resolve_any(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, contnode: nodes.Element
) -> nodes.reference | None:
    """Resolve the role ``any`` to flows and ports of other manuals, after all else of theirs."""
    target = asked_of_any(node, node["reftarget"].rpartition(":")[2])
    inventories = _inventories(env)
    if target is None or inventories is None:
        return None
    from sphinx.ext.intersphinx import resolve_reference_detect_inventory

    kind, domain = target[0], domain_of(env)
    asked = node.copy()
    asked["refdomain"], asked["reftype"] = "medulla", kind
    asked += link_text(kind, "", contnode)
    result = domain.look_up((kind, node["reftarget"]))
    if not _rename(asked, inventories, result, domain):
        return None
    inside = asked[0]
    assert isinstance(inside, nodes.TextElement)
    return resolve_reference_detect_inventory(env, asked, inside)


def _rename(
    node: pending_xref, inventories: InventoryAdapter, result: XRefResult, domain: MedullaDomain
) -> bool:
    """Put the name that an inventory has into a reference.

    ``result`` is what the dataset of this manual has for it. Returns whether an inventory has it.
    """
    kind, target, prefix = node["reftype"], node["reftarget"], ""
    inventory = inventories.main_inventory
    named = node.get("inventory")
    if named:
        inventory = inventories.named_inventory[named]
    elif ":" in target and target.partition(":")[0] in inventories.named_inventory:
        named, _, target = target.partition(":")
        inventory, prefix = inventories.named_inventory[named], f"{named}:"
        result = domain.look_up((kind, target))
    items = _items(inventory, kind)
    id_ = target
    if kind == "port":
        name, text = _port(target, items)
    else:
        id_ = result.keys[0].partition(":")[2] if result.keys else target
        titled = [name for name, title in items.items() if title == target]
        name = target if target in items or len(titled) != 1 else titled[0]
        text = items.get(name, "")
    original = domain.look_up_untranslated((kind, id_)).text or result.text
    if name not in items and items.get(id_, "") == original != "":
        name, text = id_, original  # an alias, which inventories do not have
    if name not in items:
        return False
    if result.current:
        warn_of_former(kind, target, result.current, node)
    node["reftarget"] = prefix + name
    if text == original and result.text:
        text = result.text  # both manuals mean the same, maybe in two languages
    if text != items[name] and not node["refexplicit"]:
        node["refexplicit"] = True  # else it would be the text of the inventory
        node.children = []
        node += nodes.inline("", text, classes=["medulla", f"medulla-{kind}"])
    return True


def _port(target: str, items: Mapping[str, str]) -> tuple[str, str]:
    """Return the name that an inventory has for a port or the range around it, and a text.

    Both are empty if it has none.
    """
    if target in items:
        return target, items[target]
    from .xref_lookup import as_asked, asked_port, covering, names_by_port

    asked, ports = asked_port(target), names_by_port(items)
    covers = covering(asked, target, ports) if asked else []
    if not covers or asked is None:
        return "", ""
    name = ports[covers[0]]
    service = items[name].removeprefix(name).strip()
    return name, f"{as_asked(asked, covers)} {service}".rstrip()


def _items(inventory: Mapping[str, Mapping[str, Any]], kind: str) -> dict[str, str]:
    """Return what an inventory has of a kind: the names, each with its text."""
    found = {}
    for name, item in inventory.get(f"medulla:{kind}", {}).items():
        text = item.display_name if hasattr(item, "display_name") else item[3]  # before Sphinx 8.2
        found[name] = name if text == "-" else text
    return found


def register(app: Sphinx) -> None:
    """Rename what transforms of intersphinx look up, and resolve the role ``any`` after its own."""
    app.add_post_transform(NameAbroad)
    app.connect("missing-reference", _resolve_any, priority=600)  # after intersphinx
