"""What the OpenDocument files share: title, language, and the styles of cells."""

from __future__ import annotations

import re
from typing import Any

from odf import meta
from odf.dc import Creator, Language, Title
from odf.element import Element
from odf.opendocument import OpenDocument
from odf.style import Style, TextProperties

from reporting.render.document import Document

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
