"""Empty text files for people to write in: one per part or category, an anchor per place."""

from __future__ import annotations

from itertools import groupby

from pmqa_analysis.clean.prose.form import Form, FormPart, TextSection

__all__ = ["text_templates"]

_HOW = """\
<!--
เขียนข้อความใต้หัวข้อที่ลงท้ายด้วย {{#รหัส}} ห้ามแก้รหัส โปรแกรมไม่เขียนทับแฟ้มนี้
ตัวเลขให้เขียนเป็นรหัสผลลัพธ์ เช่น {{7.2.1@{year}}} หรือ {{7.2.1.target@{year}}} แล้วตรวจด้วย pmqa check {year}
Write below the headings that end with {{#id}}; leave the ids. This file is never overwritten.
Name figures by their ids, as above, and check with: pmqa check {year}
-->
"""


def text_templates(form: Form, fiscal_year: int) -> dict[str, str]:
    """Return the empty files of a year by their names, in the order of the form."""
    files = {}
    for part in form.parts:
        for category, members in groupby(part.sections, key=lambda section: section.category):
            name = f"part_{part.part}" + (f"_category_{category}" if category else "")
            files[f"{name}.md"] = _file(_title(part, category), list(members), fiscal_year)
    if form.reports:
        title = "ข้อความของรายงานอื่น / Paragraphs of other reports"
        files["reports.md"] = _file(title, list(form.reports), fiscal_year)
    return files


def _title(part: FormPart, category: int | None) -> str:
    place = f" หมวด {category} / category {category}" if category else ""
    return f"ส่วนที่ {part.part} {part.title_th} / Part {part.part} {part.title_en}{place}"


def _file(title: str, sections: list[TextSection], fiscal_year: int) -> str:
    places = "".join(_place(section) for section in sections)
    return f"# {title}\n\n{_HOW.format(year=fiscal_year)}{places}"


def _place(section: TextSection) -> str:
    asked = " / ".join(filter(None, (section.ask_th, section.ask_en)))
    note = f"<!-- {asked} -->\n" if asked else ""
    return f"\n## {section.title_th} {{#{section.id}}}\n\n{note}"
