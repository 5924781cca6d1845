"""What the OpenDocument files share: title, language, and the styles of cells."""

from __future__ import annotations

import io
import re
from typing import Any

from odf import meta
from odf.dc import Creator, Language, Title
from odf.element import Element
from odf.namespaces import nsdict
from odf.opendocument import OpenDocument
from odf.style import Style, TextProperties

from reporting.render.document import Document
from reporting.render.zips import without_moments

# As the package has them at the start; it numbers those that it does not know.
NAMESPACES = dict(sorted(nsdict.items()))

GENERATOR = "Toekomstagenda"

# XML cannot hold these; they have no meaning in a text either.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def clean(text: str) -> str:
    """Return a text that XML can hold."""
    return CONTROL.sub("", text)


def describe(target: OpenDocument, document: Document) -> None:
    """State title, language and maker, and no moment: that differs per rendering."""
    for element in list(target.meta.childNodes):
        target.meta.removeChild(element)
    target.meta.addElement(meta.Generator(text=GENERATOR))
    target.meta.addElement(Title(text=document.title))
    target.meta.addElement(Creator(text=document.programme))
    target.meta.addElement(Language(text=document.language))


def packed(target: OpenDocument) -> bytes:
    """Return the file, the same bytes for the same content.

    The package declares every namespace that this process used before, in the order of
    first use: so all of them are declared, always.
    """
    Element.namespaces = dict(NAMESPACES)
    content = io.BytesIO()
    target.write(content)
    return without_moments(content.getvalue())


def text_style(name: str, family: str, **properties: Any) -> Style:
    """Return a style that only says how text looks."""
    style = Style(name=name, family=family)
    style.addElement(TextProperties(**properties))
    return style


def within(parent: Element, *children: Element) -> Element:
    """Put children in an element and return it."""
    for child in children:
        parent.addElement(child)
    return parent
