"""Read an edition of the criteria from the office's folder."""

from __future__ import annotations

from pmqa_analysis.clean.pmqa.criteria import Criteria
from pmqa_analysis.errors import SettingsError
from pmqa_analysis.office import Office, parse_model, parse_yaml

__all__ = ["criteria_path", "load_criteria", "parse_criteria"]


def criteria_path(name: str) -> str:
    """Return where an edition stands inside the office's folder."""
    return f"reference/criteria/{name}.yml"


def load_criteria(office: Office, name: str) -> Criteria:
    """Read an edition of the criteria by its name.

    Raises:
        SettingsError: Every key that cannot be taken and every sum that does not hold.
        DataError: If there is no such file.
    """
    path = criteria_path(name)
    criteria = parse_criteria(office.read(path), path)
    if criteria.criteria != name:
        raise SettingsError(
            "settings.bad_value", where=path, name="criteria", found=criteria.criteria,
            expected=name,
        )  # fmt: skip
    return criteria


def parse_criteria(text: bytes | str, path: str) -> Criteria:
    """Return the criteria that a YAML text describes; ``path`` is named in its faults.

    Raises:
        SettingsError: As :func:`load_criteria`.
    """
    return parse_model(parse_yaml(text, path), path, Criteria)
