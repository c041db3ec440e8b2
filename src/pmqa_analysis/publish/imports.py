"""What a notebook or a module imports, read from its syntax tree; nothing is run."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from typing import Any

__all__ = ["imported_modules", "notebook_modules"]


def notebook_modules(notebook: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the modules that a notebook's cells import, each once, in their order.

    What is imported from a package may be a module of it or a name: both readings are given. A
    cell that is no plain Python (a ``%magic``) gives none.
    """
    found: dict[str, None] = {}
    for cell in notebook["cells"]:
        if cell.get("cell_type") == "code":
            found |= dict.fromkeys(imported_modules("".join(cell["source"])))
    return tuple(found)


def imported_modules(source: str, package: str = "") -> tuple[str, ...]:
    """Return the modules that a Python text imports, also those inside functions.

    Args:
        source: The text.
        package: The package to which relative imports refer.
    """
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return ()
    return tuple(dict.fromkeys(name for node in ast.walk(tree) for name in _named(node, package)))


def _named(node: ast.AST, package: str) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        module = node.module or ""
        if node.level:
            above = package.split(".")[: len(package.split(".")) - node.level + 1]
            module = ".".join([*above, *([module] if module else [])])
        yield module
        yield from (f"{module}.{alias.name}" for alias in node.names if alias.name != "*")
