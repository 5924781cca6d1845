"""What can be missing on a machine that renders files."""

from __future__ import annotations

PANGO = (
    "Een PDF maken lukt hier niet: de bibliotheek Pango ontbreekt. "
    "Op Debian: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0."
)


class MissingLibrary(Exception):
    """A system library that a file needs is not installed; the message names it."""
