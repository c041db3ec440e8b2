"""Wrong use of the command line, told like every other error: in Thai and English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmqa_analysis.errors import SettingsError

if TYPE_CHECKING:
    from typer.exceptions import TyperException

__all__ = ["wrong_use"]


def wrong_use(error: TyperException) -> SettingsError:
    """Return what the command line could not take, as an error with exit code 2."""
    context = getattr(error, "ctx", None)
    usage = f"{context.command_path if context else 'pmqa'} --help"
    problem = str(getattr(error, "message", "") or error)
    kind = type(error).__name__
    if kind == "NoSuchOption":
        near = ", ".join(sorted(getattr(error, "possibilities", None) or ())) or "-"
        found = getattr(error, "option_name", problem)
        return SettingsError("use.no_option", found=found, near=near, help=usage)
    if kind in ("NoArgsIsHelpError", "MissingParameter"):
        found = "{command}" if kind == "NoArgsIsHelpError" else _parameter(error)
        return SettingsError("use.missing", found=found, help=usage)
    if kind == "BadOptionUsage":
        return SettingsError("use.no_value", found=getattr(error, "option_name", "-"), help=usage)
    if kind == "BadParameter":
        return SettingsError(
            "use.bad_value", found=_parameter(error), problem=problem.rstrip("."), help=usage
        )
    if problem.startswith("No such command"):
        found = problem.removeprefix("No such command").strip()
        return SettingsError("use.no_command", found=found, help=usage)
    return SettingsError("use.wrong", problem=problem, help=usage)


def _parameter(error: TyperException) -> str:
    """Return the option or argument that an error names, as a user would type it."""
    parameter = getattr(error, "param", None)
    if parameter is None:
        return str(getattr(error, "param_hint", None) or "-")
    options = [name for name in parameter.opts if name.startswith("-")]
    return options[-1] if options else f"{{{parameter.name}}}"
