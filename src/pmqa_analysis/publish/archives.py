"""What Word and Excel files share: a zip that has the same bytes each time, and text they take."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from io import BytesIO

__all__ = ["office_text", "read_archive", "write_archive"]

# The first moment that a zip can note: a file's bytes must not tell when it was made.
FIXED_TIME = (1980, 1, 1, 0, 0, 0)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def office_text(text: str) -> str:
    """Return the text without the characters that no XML, and so no Office file, can hold."""
    return _FORBIDDEN.sub("", text)


def write_archive(parts: Mapping[str, bytes]) -> bytes:
    """Return a zip of the parts in their order, the same bytes for the same parts."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, date_time=FIXED_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, content)
    return out.getvalue()


def read_archive(content: bytes) -> dict[str, bytes]:
    """Return the parts of a zip by name, in their order."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
