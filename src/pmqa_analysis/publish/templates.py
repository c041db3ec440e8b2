"""The templates of pages and of Word files: a missing name is an error, texts are escaped."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

__all__ = ["rehearse", "templates"]

_FOLDERS = ("html", "word")


@cache
def templates(folder: str) -> Environment:
    """Return the templates of a folder of ``assets``."""
    return Environment(
        loader=PackageLoader("pmqa_analysis", f"assets/{folder}"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def rehearse() -> None:
    """Translate all templates once, in the parent of those that fill them in."""
    for folder in _FOLDERS:
        for name in templates(folder).list_templates(["j2"]):
            templates(folder).get_template(name)
