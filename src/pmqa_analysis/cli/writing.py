"""Files that commands write: what is there is never lost, what cannot be written is told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pmqa_analysis.errors import SettingsError

__all__ = ["write_new", "writing"]


@contextmanager
def writing(target: Path) -> Iterator[None]:
    """Make a file's folder, and tell why the file could not be written inside the block.

    Raises:
        SettingsError: With the file and the system's reason.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        problem = error.strerror or type(error).__name__
        raise SettingsError("file.unwritable", where=str(target), problem=problem) from None


def write_new(target: Path, content: bytes) -> None:
    """Write a file that is not there yet: what was typed in before is never lost.

    Raises:
        SettingsError: If it is there, or cannot be written.
    """
    with writing(target):
        try:
            with target.open("xb") as file:
                file.write(content)
        except FileExistsError:
            raise SettingsError("file.exists", where=str(target)) from None
