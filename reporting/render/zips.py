"""Files that are zip archives (XLSX, ODS, ODT), the same bytes at every rendering."""

from __future__ import annotations

import io
import re
import zipfile

# The first moment that a zip can name: a document tells its own day.
NO_MOMENT = (1980, 1, 1, 0, 0, 0)

# openpyxl writes the moment of saving here, whatever the properties say.
MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
CORE = "docProps/core.xml"


def without_moments(content: bytes) -> bytes:
    """Return the archive with the same files and without the time of writing."""
    told = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(told, "w") as target,
    ):
        for entry in source.infolist():
            plain = zipfile.ZipInfo(entry.filename, NO_MOMENT)
            # OpenDocument asks for its `mimetype` first and as it is.
            plain.compress_type = entry.compress_type
            plain.external_attr = 0o600 << 16
            read = source.read(entry)
            if entry.filename == CORE:
                read = MODIFIED.sub(rb"\g<1>2000-01-01T00:00:00Z", read)
            target.writestr(plain, read)
    return told.getvalue()
