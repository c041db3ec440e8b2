"""Write what must stay private into the office's folder, readable by its owner alone."""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path

import pandas as pd

from pmqa_analysis.errors import DataError
from pmqa_analysis.office import Office

__all__ = ["PRIVATE_FOLDER", "write_private"]

PRIVATE_FOLDER = "private"


def write_private(office: Office, path: str, rows: pd.DataFrame) -> Path:
    """Write rows as CSV under the office's ``private/``, mode 0600; return the file.

    The whole file appears at once and replaces the former one.

    Raises:
        DataError: If the path leads outside of ``private/`` or cannot be written.
    """
    target = office.folder / path
    folder = office.folder / PRIVATE_FOLDER
    if not target.resolve().is_relative_to(folder) or folder.is_symlink():
        raise DataError("file.outside", where=path)
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(map(str, rows.columns))
    writer.writerows(rows.itertuples(index=False))
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
        draft.unlink(missing_ok=True)
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(text.getvalue().encode("utf-8-sig"))
        draft.replace(target)
    except OSError as error:
        problem = error.strerror or type(error).__name__
        raise DataError("file.unwritable", where=path, problem=problem) from None
    finally:
        if draft.exists():
            draft.unlink()
    return target
