"""Finding rows by words, with the same answers on every database.

A searched row keeps its words once more in `search_text`, normalised. A query is
normalised in the same way, and every word of it must occur somewhere in that text,
also in the middle of a longer word. Nothing is left to collations, stemming or the
case rules of a database.
"""

from __future__ import annotations

import re
import unicodedata
from typing import ClassVar

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import ProjectState
from django.db.models import Q

# A query of more words than this is a pasted text; each word costs a condition.
MAX_WORDS = 12

_THOUSANDS = re.compile(r"(?<=\d)\.(?=\d{3}(?!\d))")
# A slash stands between words, and so does a dash between figures. Between figures a
# point stays: "2.1" must not find "2021".
_SEPARATORS = re.compile(r"[\s/|]+|(?<=\d)[-–](?=\d)")
_DROPPED = re.compile(r"(?<!\d)\.|\.(?!\d)|[^\w.\s]|_")


def normalise(text: str) -> str:
    """Return lower case words without accents or punctuation, one space between.

    "Ieder(in)" and "Iederin" become the same, and so do "door-ontwikkelen" and
    "doorontwikkelen", "V&VN" and "VVN", "3.000" and "3000".
    """
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    spaced = _SEPARATORS.sub(" ", _THOUSANDS.sub("", bare.casefold()))
    return " ".join(_DROPPED.sub("", spaced).split())


def words_of(query: str) -> tuple[str, ...]:
    """Return the words to look for, each once, in the order in which they stand."""
    return tuple(dict.fromkeys(normalise(query).split()))[:MAX_WORDS]


def has_word(word: str, path: str = "") -> Q:
    """Return the condition that a normalised word occurs; `path` ends in `__`."""
    return Q(**{f"{path}search_text__contains": word})


def has_words(words: tuple[str, ...]) -> Q:
    """Return the condition that every word occurs; without words nothing does."""
    if not words:
        return Q(pk__in=())
    condition = Q()
    for word in words:
        condition &= has_word(word)
    return condition


class Searched(models.Model):
    """A row that can be found by the words of its `searched` fields.

    `core.writes` fills the column with every write; nobody sets it by hand.
    """

    search_text = models.TextField("zoektekst", blank=True, editable=False, default="")

    # Names of the text fields that a reader may search in.
    searched: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True

    def fill_search_text(self) -> bool:
        """Set the column from the fields, and tell whether that changed it."""
        values = (str(getattr(self, name)) for name in self.searched)
        # A separate line per field, so that no word runs from one into the next.
        text = "\n".join(filter(None, map(normalise, values)))
        if text == self.search_text:
            return False
        self.search_text = text
        return True


def columns(obj: models.Model) -> tuple[str, ...]:
    """Return the name of the search column, for a row that has one."""
    return ("search_text",) if isinstance(obj, Searched) else ()


def fill(obj: models.Model) -> tuple[str, ...]:
    """Fill the search column of a row that has one; return the columns that changed."""
    if isinstance(obj, Searched) and obj.fill_search_text():
        return columns(obj)
    return ()


class AddTrigramIndex(migrations.operations.base.Operation):
    """Index `search_text` for words in the middle of a text; PostgreSQL only.

    SQLite has nothing like it and answers the same by reading the column. Since
    PostgreSQL 13 the owner of a database may add the extension.
    """

    reversible = True
    reduces_to_sql = True

    def __init__(self, model_name: str) -> None:
        self.model_name = model_name

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Leave the models as they are: the index is the database's own business."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        if schema_editor.connection.vendor != "postgresql":
            return
        table = to_state.apps.get_model(app_label, self.model_name)._meta.db_table
        schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        schema_editor.execute(
            f'CREATE INDEX "{self._name(table)}" ON "{table}"'
            " USING gin (search_text gin_trgm_ops)"
        )

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        if schema_editor.connection.vendor != "postgresql":
            return
        table = from_state.apps.get_model(app_label, self.model_name)._meta.db_table
        schema_editor.execute(f'DROP INDEX "{self._name(table)}"')

    def describe(self) -> str:
        return f"Index the search text of {self.model_name} (PostgreSQL)"

    @property
    def migration_name_fragment(self) -> str:
        return f"{self.model_name.lower()}_search_index"

    @staticmethod
    def _name(table: str) -> str:
        return f"{table}_search_text_trgm"
