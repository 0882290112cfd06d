"""Writes a Document as docutils nodes, with links to where the manual shows each thing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from docutils import nodes

from ..render.document import (
    Break,
    Bullets,
    Chart,
    Definition,
    Definitions,
    DescribedPort,
    Description,
    Descriptions,
    Element,
    Emphasis,
    Heading,
    Link,
    Literal,
    Mark,
    Note,
    Paragraph,
    Part,
    PortGroup,
    PortItem,
    Row,
    Sign,
    Span,
    Strong,
    Table,
    WebLink,
    joined,
    paragraphs_of,
)
from ..render.localization import _
from ..render.parsed_options import BlockOptions, FlowTableOptions
from ..render.port_descriptions import before_name, behind_port, facts, in_sentences, signs
from ..render.port_lines import after_ports, in_a_line
from ..render.targets import SEARCHED
from .node_context import NodeContext
from .node_ids import block_anchor
from .port_nodes import MedullaPort, MedullaPortGroup, MedullaPorts

_PLAIN: dict[type, type[nodes.TextElement]] = {
    Literal: nodes.literal,
    Strong: nodes.strong,
    Emphasis: nodes.emphasis,
}


class NodeWriter:
    """Writes the nodes of one block."""

    def __init__(
        self, context: NodeContext, options: BlockOptions, place: tuple[str, int], level: int = 1
    ) -> None:
        """Write a block within sections, whose innermost has a heading of a level."""
        self.context = context
        self.options = options
        self.place = place
        self.level = level
        self.anchor = block_anchor(*place)

    def body(self, element: Element) -> nodes.Element:
        """Return the content of a table, a list or a paragraph; of a chart, what is in words."""
        if isinstance(element, Table):
            return self._tgroup(element)
        if isinstance(element, Bullets):
            items = (nodes.list_item("", *self._paragraphs(item)) for item in element.items)
            return nodes.bullet_list("", *items, classes=[f"medulla-{element.kind}"])
        if isinstance(element, Definitions):
            if element.headed and self.context.domain.family.headings:
                return self._headed(element)
            entries = (self._definition(entry) for entry in element.entries)
            return nodes.definition_list("", *entries, classes=[f"medulla-{element.kind}"])
        if isinstance(element, Descriptions):
            if not self.context.domain.family.lists_ports:
                return self.body(in_sentences(element))
            entries = (self._description(entry) for entry in element.entries)
            return nodes.definition_list("", *entries, classes=["medulla-services", "simple"])
        if isinstance(element, Chart):  # one that is not drawn
            return nodes.container("", *map(self.body, element.in_words), is_div=True)
        return self._paragraph(*element)

    def below(self, found: Iterable[Note | Paragraph]) -> list[nodes.Node]:
        """Return the notes and stamps under a block."""
        return [
            paragraph
            for one in found
            for paragraph in (self._note(one) if isinstance(one, Note) else self._paragraphs(*one))
        ]

    def inline(self, parts: Iterable[Part]) -> list[nodes.Node]:
        """Return a line of text. Text and links without a target become a single text node."""
        found: list[nodes.Node] = []
        bare = False
        for part in self._unmarked(parts):
            if isinstance(part, Mark) and part.first:  # the note links back to it
                found.append(nodes.target("", "", ids=[f"{self.anchor}-mark-{part.letter}"]))
            node, last = self._part(part), found[-1] if found else None
            was_bare, bare = bare, isinstance(part, Link) and isinstance(node, nodes.Text)
            are_text = isinstance(node, nodes.Text) and isinstance(last, nodes.Text)
            if are_text and (was_bare or bare):
                found[-1] = nodes.Text(f"{last}{node}")  # fewer nodes to write
            else:
                found.append(node)
        return found

    def _unmarked(self, parts: Iterable[Part]) -> Iterator[Part]:
        """The parts; where no script looks for values, those in marks instead of the marks."""
        marks = self.context.domain.family.marks_values
        for part in parts:
            if isinstance(part, PortGroup):
                yield from self._unmarked(in_a_line(part))
            elif isinstance(part, Span) and part.kind and not marks:
                yield from self._unmarked(part.parts)
            elif isinstance(part, Sign) and not self.context.domain.family.lists_ports:
                yield part.word
            else:
                yield part

    def _part(self, part: Part) -> nodes.Node:
        if isinstance(part, str):
            return nodes.Text(part)
        if isinstance(part, Link):
            find = self.context.link_within if part.within else self.context.link
            return find(part.key, part.text, part.title)
        if isinstance(part, WebLink):
            return nodes.reference("", "", nodes.Text(part.text), refuri=part.url)
        if isinstance(part, Span):
            classes = [f"medulla-value-{word}" for word in part.kind.split()]
            ids = self.context.anchors(part.keys, self.place)
            return nodes.inline("", "", *self.inline(part.parts), classes=classes, ids=ids)
        if isinstance(part, Mark):
            return self._letter(part.letter, "note", part.kind, part.word)
        if isinstance(part, Sign):
            classes = ["medulla-sign", f"medulla-sign-{part.kind}"]
            return nodes.inline("", part.word, classes=classes)
        # a break is between two paragraphs, and ports are lists or lines
        assert not isinstance(part, Break | PortGroup)
        node = _PLAIN[type(part)]("", "", nodes.Text(part.text))
        if isinstance(part, Literal) and part.language:
            node["classes"].append(f"language-{part.language}")  # docutils' HTML says it as lang
        return node

    def _letter(self, letter: str, leads_to: str, kind: str, word: str = "") -> nodes.reference:
        """Return the letter of a note, as a link that leads to its ``note`` or its ``mark``.

        In HTML, stylesheets put it into a box, which replaces the brackets and the word to the eye.
        """
        spoken = f"{word} " if word else ""
        inside: list[nodes.Node] = [nodes.Text(f"{spoken}[{letter}]")]
        if self.context.domain.family.lists_ports:
            inside = [
                nodes.inline("", text, classes=[f"medulla-{name}"]) if name else nodes.Text(text)
                for text, name in (
                    (spoken, "heard"),
                    ("[", "bracket"),
                    (letter, ""),
                    ("]", "bracket"),
                )
                if text
            ]
        classes = ["medulla-mark", *([f"medulla-mark-{kind}"] if kind else [])]
        refid = f"{self.anchor}-{leads_to}-{letter}"
        return nodes.reference("", "", *inside, internal=True, refid=refid, classes=classes)

    def _paragraph(self, parts: Iterable[Part], kind: str = "") -> nodes.paragraph:
        classes = [f"medulla-{kind}"] if kind else []
        return nodes.paragraph("", "", *self.inline(parts), classes=classes)

    def _paragraphs(self, parts: Iterable[Part], kind: str = "") -> list[nodes.paragraph]:
        """Return a paragraph, or several between which there are breaks."""
        return [self._paragraph(some, kind) for some in paragraphs_of(parts)]

    def _note(self, note: Note) -> list[nodes.paragraph]:
        paragraphs = self._paragraphs(note.parts, "note")
        back = nodes.target("", "", ids=[f"{self.anchor}-note-{note.letter}"])
        paragraphs[0][:0] = [back, self._letter(note.letter, "mark", note.kind), nodes.Text(" ")]
        return paragraphs

    def _headed(self, element: Definitions) -> nodes.container:
        """Return a part for each term, with the term as its heading: one level below the page's."""
        found = nodes.container("", is_div=True)
        for entry in element.entries:
            heading = nodes.rubric("", "", *self.inline(entry.term))
            heading["heading-level"] = min(self.level + 1, 6)
            paragraphs = (each for one in entry.paragraphs for each in self._paragraphs(*one))
            part = nodes.container("", heading, *paragraphs, is_div=True)
            part["classes"].append("medulla-entry")
            self._place(heading, entry.keys)
            found += part
        return found

    def _definition(self, entry: Definition) -> nodes.definition_list_item:
        term = nodes.term("", "", *self.inline(entry.term))
        paragraphs = (node for one in entry.paragraphs for node in self._paragraphs(*one))
        definition = nodes.definition("", *paragraphs)
        self._place(term, entry.keys)
        return nodes.definition_list_item("", term, definition)

    def _description(self, entry: Description) -> nodes.definition_list_item:
        """Return a service in parts that a stylesheet lays out in two columns."""
        name = [_apart(before_name()), _inline("service-name", entry.name)]
        if entry.alone:  # the search shows the name with the port
            (port,) = entry.ports
            head = [self._port_found(port, _inline("service-ports", *_of_port(port)), *name)]
        else:
            ports = [
                node
                for port in entry.ports
                for node in (_apart(", "), self._port_found(port, *_of_port(port)))
            ]
            head = [_inline("service-ports", *ports[1:]), *name]
        term = nodes.term("", "", *head)
        if found := signs(entry):
            term += [nodes.Text(" "), _apart(_("Encryption") + _(": "))]
            term += [node for sign in found for node in (self._part(sign), nodes.Text(" "))][:-1]
        self._place(term, entry.keys)
        return nodes.definition_list_item("", term, self._about(entry))

    def _about(self, entry: Description) -> nodes.definition:
        """Return what is said of a service beside its ports and its name."""
        about = nodes.definition("", *(self._paragraphs(entry.text) if entry.text else ()))
        if short := facts(entry):
            about += self._paragraph(short, "facts")
        if entry.users:
            about += self._paragraph([_("Used by") + _(": ").rstrip()], "heard")
            users = (nodes.list_item("", self._paragraph(user)) for user in entry.users)
            about += nodes.bullet_list("", *users, classes=["medulla-users"])
        return about

    def _port_found(self, port: DescribedPort, *inside: nodes.Node) -> nodes.inline:
        """Return the element that the search shows for a port."""
        found = _inline("value-port", *inside)
        found["ids"] = self.context.anchors(port.keys, self.place)
        return found

    def _tgroup(self, table: Table) -> nodes.tgroup:
        """Return the columns, the head and the body of a table."""
        columns = table.columns
        whole = sum(column.width for column in columns)
        tgroup = nodes.tgroup("", cols=len(columns))
        head = nodes.row()
        for column in columns:
            tgroup += nodes.colspec("", colwidth=column.width)
            # cells need no classes
            classes = [f"medulla-column-{column.name}"] if column.name else []
            if isinstance(self.options, FlowTableOptions) and self.options.widths:
                # HTML takes no other: the attribute style, of docutils, is what CSPs forbid
                tens, ones = divmod(max(1, round(100 * column.width / whole)), 10)
                classes += [f"medulla-tens-{tens}", f"medulla-ones-{ones}"]
            head += _entry(nodes.Text(column.heading), classes=classes)
        tgroup += nodes.thead("", head)
        rows = (
            self._row(row) if isinstance(row, Row) else self._heading(row, len(columns))
            for row in table.rows
        )
        tgroup += nodes.tbody("", *rows)
        return tgroup

    def _cell(self, parts: list[Part]) -> list[nodes.Element]:
        """Return the content of a cell: its ports as lists, the rest as a paragraph."""
        if not (
            parts and isinstance(parts[0], PortGroup) and self.context.domain.family.lists_ports
        ):
            return [*self._paragraphs(parts)]
        groups = [self._group(part) for part in parts if isinstance(part, PortGroup)]
        ports = MedullaPorts("", *groups)
        between = after_ports()
        rest = [part for part in parts if not isinstance(part, PortGroup) and part != between]
        if not rest:
            return [ports]
        first = rest[0].removeprefix(between) if isinstance(rest[0], str) else rest[0]
        return [ports, *self._paragraphs([first, *rest[1:]])]

    def _group(self, group: PortGroup) -> MedullaPortGroup:
        return MedullaPortGroup("", *map(self._port, group.ports), protocol=group.protocol)

    def _port(self, port: PortItem) -> MedullaPort:
        signs = [sign for sign in port.signs if isinstance(sign, Sign)]
        marks = [mark for mark in port.signs if not isinstance(mark, Sign)]
        inside = [self._part(port.number), *self.inline([*port.name, *marks])]
        ids = self.context.anchors(port.keys, self.place)
        if port.remarks:
            remarks: list[Part] = ["(", *joined(port.remarks, ", "), ")"]
            inside.append(nodes.inline("", "", *self.inline(remarks)))
        return MedullaPort("", "", *inside, signs=signs, named=bool(port.name), ids=ids)

    def _row(self, row: Row) -> nodes.row:
        cells = [self._cell(cell) for cell in row.cells]
        anchors: Iterable[str] = ()
        if row.flow:
            ids = (row.flow, *row.former)
            anchors = self.context.domain.row_anchors(ids, row.modes, self.place)
        keys = [key for key in row.keys if not key.startswith(SEARCHED)]
        self._place(cells[0][0], keys, anchors)
        found = nodes.row("", *(nodes.entry("", *cell) for cell in cells))
        if self.context.domain.family.marks_values:
            found["ids"] = self.context.anchors(row.keys, self.place)
        return found

    def _heading(self, heading: Heading, columns: int) -> nodes.row:
        """Return a row with one cell over all columns, or over the second if there are no spans."""
        paragraph = self._paragraph([Strong(heading.text)])
        self._place(paragraph, heading.keys)
        entry = nodes.entry("", paragraph)
        row = nodes.row("", entry, classes=[f"medulla-{heading.kind}"])
        if columns > 1 and not self.context.domain.family.spans:
            row.insert(0, _entry())
            row += [_entry() for _column in range(columns - 2)]
        elif columns > 1:
            entry["morecols"] = columns - 1
        return row

    def _place(self, element: Any, keys: Iterable[str], more: Iterable[str] = ()) -> None:
        """Put ids into a cell or a term: of the keys that have their canonical place here."""
        anchors = [*more, *self.context.anchors(keys, self.place)]
        if anchors:
            element.insert(0, nodes.target("", "", ids=anchors))


def _of_port(port: DescribedPort) -> list[nodes.Node]:
    """Return the number of a port, then its protocol, its name and its remarks in small letters."""
    found: list[nodes.Node] = [_inline("port-number", port.number)]
    if port.protocol:
        found.append(_apart("/"))
    if small := port.protocol + behind_port(port):
        found.append(_inline("port-rest", small))
    return found


def _inline(kind: str, *inside: nodes.Node | str) -> nodes.inline:
    """Return text with the class of a kind."""
    found = (nodes.Text(one) if isinstance(one, str) else one for one in inside)
    return nodes.inline("", "", *found, classes=[f"medulla-{kind}"])


def _apart(text: str) -> nodes.inline:
    """Return what separates parts of a text that a stylesheet sets apart."""
    return _inline("apart", text)


def _entry(*inside: nodes.Node, **attributes: Any) -> nodes.entry:
    return nodes.entry("", nodes.paragraph("", "", *inside), **attributes)
