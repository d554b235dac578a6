"""XML files: what they are, read without trust, and the words of their elements."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import count
from typing import Any

from lxml import etree

from ingest.errors import BrokenFile
from ingest.open.containers import Document, decode
from ingest.transcript import Source, clean, stage_notes

# Bytes in which the root element is looked for: prologs with entity lists are long.
HEAD = 65_536
LONGEST_ENTITY = 100  # characters: real ones name a sign or a phrase, bombs repeat a long text
ID = "{http://www.w3.org/XML/1998/namespace}id"
BLOCKS = frozenset(
    "p P para ParaText seg l lg li item list quote blockquote tr head ab block".split()
)
BREAKS = frozenset("br lb eol pb cb milestone".split())
CELLS = frozenset(["td", "th", "cell", "entry"])
TOKENS = frozenset(["w", "pc"])

_PROLOG = re.compile(
    r"[\s\ufeff]+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.DOTALL
)
_ROOT = re.compile(r"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)")
_NESTED = re.compile(r"&(?!#)|%")
_AT = re.compile(r",? line \d+, column \d+.*", re.DOTALL)
_SPACE = re.compile(r"\s+")


def root_name(document: Document) -> str | None:
    """The local name of the root element, or None where the file does not begin like XML."""
    if document.container not in ("text", "html"):
        return None
    text = decode(document.data[:HEAD])
    at = 0
    while (m := _PROLOG.match(text, at)) and m.end() > at:
        at = m.end()
    root = _ROOT.match(text, at)
    return root[1] if root else None


def parse(document: Document) -> etree._Element:
    """The root element. Nothing outside the file is read. Raises BrokenFile.

    References to entities of plain text become elements that hold the text; entities made of
    others, long ones (the ways of entity bombs) and those kept outside the file are refused.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(document.data.lstrip(), parser)
    except etree.XMLSyntaxError as e:
        raise BrokenFile(
            document.path, f"the XML is broken: {_message(e)}", f"line {e.lineno}"
        ) from e
    declared = _declared(root)
    for name, content in declared.items():
        if content is None or len(content) > LONGEST_ENTITY or _NESTED.search(content):
            problem = f"the entity '{name}' is long, made of others or kept elsewhere; refused"
            raise BrokenFile(document.path, problem, "document type declaration")
    for reference in list(root.iter(etree.Entity)):
        plain = etree.Element("entity")
        plain.text, plain.tail = html.unescape(declared.get(reference.name) or ""), reference.tail
        holder = reference.getparent()
        if holder is not None:
            holder.replace(reference, plain)
    return root


def _message(error: etree.XMLSyntaxError) -> str:
    """What is wrong, without the place that the library adds."""
    return " ".join(_AT.sub("", str(error.msg)).split())[:200]


def local(element: etree._Element) -> str:
    """The tag without its namespace; empty for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def elements(root: etree._Element, names: frozenset[str]) -> Iterator[tuple[etree._Element, str]]:
    """The elements of these local names in the order of the file, each with an XPath to it."""
    counts = {name: count(1) for name in names}
    for element in root.iter():
        name = local(element)
        if name in names:
            yield element, f"(//*[local-name()='{name}'])[{next(counts[name])}]"


def source(element: etree._Element, path: str) -> Source:
    """Where the element stands: its XPath and, where known, its line."""
    line = element.sourceline
    return Source(line=line if isinstance(line, int) else None, path=path)


def first(root: etree._Element, *names: str) -> etree._Element | None:
    """The first element of these local names, the earlier name preferred."""
    for name in names:
        found = next((e for e in root.iter() if local(e) == name), None)
        if found is not None:
            return found
    return None


def words(
    element: etree._Element,
    skip: frozenset[str] = frozenset(),
    remarks: frozenset[str] = frozenset(),
) -> str:
    """The words of an element, blocks as paragraphs, without the elements named in `skip`.

    A remark of the record stays, in brackets, where it is known as a stage note; another one would
    count as talk, and is left out.
    """
    return clean("".join(_words(element, skip, remarks)))


def _words(element: etree._Element, skip: frozenset[str], remarks: frozenset[str]) -> Iterator[str]:
    name = local(element)
    block = name in BLOCKS
    yield "\n\n" if block else " " if name in CELLS else ""
    yield _flat(element.text)
    for child in element:
        tag = local(child)
        if tag in remarks:
            yield _remark(clean("".join(_words(child, skip, frozenset()))))
        elif tag in BREAKS:
            yield " "
        elif tag and tag not in skip:
            yield from _words(child, skip, remarks)
        yield _flat(child.tail) if tag not in TOKENS else _gap(child)
    yield "\n\n" if block else ""


def _flat(text: str | None) -> str:
    return _SPACE.sub(" ", text or "")


def _gap(token: etree._Element) -> str:
    """What stands after a token: a space, unless it is marked as joined to the next."""
    return "" if token.get("join") in ("right", "both") else " "


def _remark(text: str) -> str:
    bracketed = text if text[:1] in ("[", "(") else f"[{text}]"
    return f" {bracketed} " if stage_notes(bracketed) else " "


def _declared(element: etree._Element) -> dict[str, str | None]:
    """The entities that the file declares, with their texts (None where kept elsewhere)."""
    dtd: Any = element.getroottree().docinfo.internalDTD
    return {e.name: e.content for e in dtd.entities()} if dtd is not None else {}
