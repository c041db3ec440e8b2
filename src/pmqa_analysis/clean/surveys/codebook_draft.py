"""A first codebook from an export: what can be seen is filled in, the rest is for a person."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from pmqa_analysis.clean.surveys.codebook import UNFINISHED
from pmqa_analysis.clean.surveys.draft_scales import (
    are_moments,
    is_group,
    is_option,
    joined_options,
    scale_codes,
    shared_labels,
)
from pmqa_analysis.clean.surveys.labels import label_key
from pmqa_analysis.load import RawTable
from pmqa_analysis.load.exports import ExportKind
from pmqa_analysis.load.forms import grid_title

__all__ = ["new_codebook"]

# Columns that a program writes by itself: by key or title, what they are.
_ROLES = {
    "id": "respondent", "response id": "respondent", "submitdate": "submitted",
    "timestamp": "submitted", "ประทับเวลา": "submitted", "completion time": "submitted",
    "เวลาที่เสร็จสมบูรณ์": "submitted", "startdate": "started", "start time": "started",
    "ที่": "respondent", "ลำดับ": "respondent", "ลำดับที่": "respondent", "เลขที่": "respondent",
    "รหัสผู้ตอบ": "respondent", "เวลาเริ่มต้น": "started", "interviewtime": "duration",
    "total time": "duration",
}  # fmt: skip
_SYSTEM = {"lastpage", "startlanguage", "seed", "datestamp", "refurl", "last page",
           "start language", "date last action"}  # fmt: skip
_DIRECT = re.compile(
    r"(?:e-?mail|อีเมล|name|ชื่อ.*|firstname|lastname|token|ipaddr|โทรศัพท์|เบอร์.*|เลขประจำตัว.*)",
    re.IGNORECASE,
)
_CONSENT = re.compile(r"ยินยอม|consent", re.IGNORECASE)
# Titles over words of one's own, however few and alike they are.
_FREE = re.compile(
    r"ข้อเสนอแนะ|ความ(?:คิด)?เห็นเพิ่มเติม|โปรดระบุ|\(ระบุ|\[other\]|\[อื่น\s*ๆ\]|suggestion|comments?\b",
    re.IGNORECASE,
)
_OTHER = re.compile(r"other|อื่น\s*ๆ", re.IGNORECASE)
_SET_REMARK = re.compile(r"multiple-response set: (\S+) \((.*)\): (.*)")
_REASONS = {"system": "โปรแกรมบันทึกเอง ไม่ใช่คำตอบ", "direct": "ระบุตัวบุคคลได้โดยตรง ไม่นำมาใช้"}
_PARTS = ("scales", "aspects", "fields", "groups", "items", "multi_selects", "texts", "ignored")


@dataclass
class _Draft:
    """A codebook while its columns come in."""

    table: RawTable
    sets: dict[str, tuple[str, str]]
    shared: list[frozenset[str]]
    parts: dict[str, list[dict[str, Any]]] = field(
        default_factory=lambda: {part: [] for part in _PARTS}
    )


def new_codebook(table: RawTable, survey: str, kind: ExportKind | None = None) -> str:
    """Return the YAML text of a first codebook of an export.

    Scales are found by their labels or as numbers from 1 to at most 10; grid questions by
    ``question [item]``; sets of several answers by joined cells, ticked columns or the file's own
    sets; groups as few texts often repeated; moments by their form; columns that a program
    writes by their names. The rest is free text, whose answers are not written down. What a
    person must decide is marked ``?``, and a codebook with such a mark is refused. A group's
    labels are written down: they are what the file holds.
    """
    columns = list(map(str, table.frame.columns))
    counts = [Counter(map(label_key, _texts(table, column))) for column in columns]
    draft = _Draft(table, _own_sets(table), shared_labels(counts))
    for number, column in enumerate(columns, start=1):
        _draft_column(draft, column, number)
    source = {"id": "main", "name_th": UNFINISHED, "kind": kind or UNFINISHED, "path": table.path,
              **({"sheet": table.sheet} if table.sheet else {})}  # fmt: skip
    head = {
        "survey": survey, "name_th": UNFINISHED, "population": UNFINISHED, "years": [UNFINISHED],
        "sources": [source],
    }  # fmt: skip
    text: str = yaml.safe_dump(
        {**head, **draft.parts}, allow_unicode=True, sort_keys=False, width=1000
    )
    return text


def _draft_column(draft: _Draft, column: str, number: int) -> None:
    table = draft.table
    title = table.titles.get(column, column)
    own: dict[str, Any] = {"id": f"q{number:02d}", "titles": [title]}
    if title != column:
        own["keys"] = [column]
    labels, texts = table.labels.get(column, {}), _texts(table, column)
    if not _draft_known(draft, column, title, own) and not _draft_option(
        draft, column, title, own, Counter(map(label_key, texts))
    ):
        _draft_answers(draft, title, own, texts, labels)


def _texts(table: RawTable, column: str) -> list[str]:
    """Return a column's answers, its codes by the file's own labels, without what is missing."""
    labels, missing = table.labels.get(column, {}), table.missing.get(column, ())
    cells = [labels.get(text, text) for text in table.frame[column].astype(str).str.strip()]
    return [text for text in cells if text and text not in missing]


def _draft_known(draft: _Draft, column: str, title: str, own: dict[str, Any]) -> bool:
    """Draft a column that its name alone explains; return whether it was one."""
    parts, names = draft.parts, {column.strip().lower(), title.strip().lower()}
    role = next((_ROLES[name] for name in _ROLES if name in names), "")
    if role and all(one["role"] != role for one in parts["fields"]):
        parts["fields"].append({**own, "role": role, "identifier": "indirect"})
    elif names & _SYSTEM or any(_DIRECT.fullmatch(name) for name in names):
        reason = _REASONS["system" if names & _SYSTEM else "direct"]
        parts["ignored"].append({**own, "reason": reason})
    elif _CONSENT.search(title):
        parts["fields"].append(
            {**own, "role": "consent", "accepts": [UNFINISHED], "identifier": "plain"}
        )
    else:
        return False
    return True


def _draft_option(
    draft: _Draft, column: str, title: str, own: dict[str, Any], counts: Counter[str]
) -> bool:
    """Draft the own column of one choice of a set; return whether it is one."""
    name, label = draft.sets.get(column, ("", title))
    if not name:
        question, option = grid_title(title)
        question, option = (question, option) if option else grid_title(column)
        if option and _OTHER.fullmatch(option) and _draft_other(draft, question, own):
            return True
        if not option or not is_option(counts):
            return False
        name, label = question, option
    sets = draft.parts["multi_selects"]
    found = next((one for one in sets if one["name_th"] == name), None)
    if found is None:
        found = {"id": own["id"], "name_th": name, "identifier": UNFINISHED, "options": []}
        sets.append(found)
    code = f"o{len(found['options']) + 1:02d}"
    option_of = {key: own[key] for key in ("titles", "keys") if key in own}
    found["options"].append(option_of | {"code": code, "th": label})
    return True


def _draft_other(draft: _Draft, question: str, own: dict[str, Any]) -> bool:
    """Draft the column of one's own words beside a set's ticked ones; return whether it is one."""
    sets = draft.parts["multi_selects"]
    found = next((one for one in sets if one["name_th"] == question), None)
    if found is None or "other" in found:
        return False
    option_of = {key: own[key] for key in ("titles", "keys") if key in own}
    found["options"].append(option_of | {"code": "other", "th": "อื่น ๆ"})
    found["other"] = "other"
    return True


def _draft_answers(
    draft: _Draft,
    title: str,
    own: dict[str, Any],
    texts: list[str],
    labels: Mapping[str, str],
) -> None:
    """Draft a column by what its answers look like."""
    parts, counts = draft.parts, Counter(map(label_key, texts))
    if counts and are_moments(counts):
        parts["fields"].append({**own, "role": UNFINISHED, "identifier": "indirect"})
    elif scale := scale_codes(counts, labels, draft.shared):
        aspect = _aspect_of(grid_title(title)[0], parts) if grid_title(title)[1] else {}
        item = {**own, "scale": _named_scale(scale, parts), "kind": UNFINISHED, **aspect}
        parts["items"].append(item)
    elif _FREE.search(title):
        parts["texts"].append({**own, "kind": UNFINISHED, "identifier": UNFINISHED})
    elif options := joined_options(texts):
        parts["multi_selects"].append({
            **own, "name_th": title, "identifier": UNFINISHED,
            "options": [{"code": f"o{place:02d}", "th": label}
                        for place, label in enumerate(options, start=1)],
        })  # fmt: skip
    elif is_group(counts):
        parts["groups"].append({
            **own, "name_th": title, "identifier": UNFINISHED,
            "categories": [{"code": f"c{place:02d}", "th": label}
                           for place, label in enumerate(sorted(counts), start=1)],
        })  # fmt: skip
    else:
        parts["texts"].append({**own, "kind": UNFINISHED, "identifier": UNFINISHED})


def _own_sets(table: RawTable) -> dict[str, tuple[str, str]]:
    """Return for each column of a set that the file itself declares the set and the option."""
    found: dict[str, tuple[str, str]] = {}
    for remark in table.remarks:
        if declared := _SET_REMARK.fullmatch(remark):
            name, label, columns = declared.groups()
            for column in columns.split(", "):
                option = table.titles.get(column, column)
                found[column] = (name if label == "-" else label, option)
    return found


def _aspect_of(question: str, parts: dict[str, list[dict[str, Any]]]) -> dict[str, str]:
    """Return the aspect of a grid question, added to the codebook where it is new."""
    for aspect in parts["aspects"]:
        if aspect["th"] == question:
            return {"aspect": str(aspect["id"])}
    name = f"grid_{len(parts['aspects']) + 1}"
    parts["aspects"].append({"id": name, "th": question})
    return {"aspect": name}


def _named_scale(codes: list[dict[str, Any]], parts: dict[str, list[dict[str, Any]]]) -> str:
    """Return the id of a scale with these codes, added to the codebook where it is new."""
    for scale in parts["scales"]:
        if scale["codes"] == codes:
            return str(scale["id"])
    name = f"scale_{len(parts['scales']) + 1}"
    parts["scales"].append({"id": name, "codes": codes})
    return name
