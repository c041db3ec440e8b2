"""The pages of a form's parts, counted in the PDF that will be handed in."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from typing import Any

from pypdf import PdfReader

from pmqa_analysis.blocks import Heading
from pmqa_analysis.errors import RunError
from pmqa_analysis.publish.document import Document
from pmqa_analysis.publish.files import Done, PartRecord

__all__ = ["heading_pages", "part_faults", "part_records", "sections_past"]


def part_records(pdf: bytes, document: Document) -> list[PartRecord]:
    """Return the parts of a document with their pages; none for a document without parts.

    A part begins on a page of its own and ends before the next heading that does.
    """
    headings = [block for block in document.blocks if isinstance(block, Heading)]
    if not any(heading.part for heading in headings):
        return []
    places = zip(headings, heading_pages(pdf), strict=True)
    starts = [(heading, page - 1) for heading, page in places if heading.new_page]
    ends = [*starts, (None, len(PdfReader(BytesIO(pdf)).pages))]
    return [
        PartRecord(
            part=heading.part, title=heading.text, pages=end - start, max_pages=heading.max_pages
        )
        for (heading, start), (_, end) in pairwise(ends)
        if heading is not None and heading.part
    ]


def sections_past(pdf: bytes, document: Document, limit: int) -> list[str]:
    """Return the headings of the sections that stand, wholly or in part, past a page."""
    headings = [block for block in document.blocks if isinstance(block, Heading)]
    pages = heading_pages(pdf)
    if not headings or len(pages) != len(headings):
        return []
    ends = [*pages[1:], len(PdfReader(BytesIO(pdf)).pages)]
    places = zip(headings, ends, strict=True)
    return [heading.text for heading, end in places if end > limit]


def heading_pages(pdf: bytes) -> list[int]:
    """Return the page on which each heading stands, from 1; every heading has a bookmark."""
    reader = PdfReader(BytesIO(pdf))
    return [page + 1 for page in _heading_pages(reader, reader.outline)]


def part_faults(done: Done) -> list[RunError]:
    """Return one fault for each part that has more pages than it may, and one for them all."""
    faults = [
        RunError(
            "form.too_many_pages", where=done.report, part=part.part, found=part.pages,
            limit=part.max_pages, over=part.over,
        )
        for part in done.parts
        if part.over
    ]  # fmt: skip
    found = sum(part.pages for part in done.parts)
    limit = sum(part.max_pages or part.pages for part in done.parts)
    if found > limit:
        faults.append(
            RunError("form.too_many_in_all", where=done.report, found=found, limit=limit,
                     over=found - limit)
        )  # fmt: skip
    return faults


def _heading_pages(reader: PdfReader, outline: list[Any]) -> Iterator[int]:
    """Yield the page of each bookmark, from top to bottom; every heading has one."""
    for entry in outline:
        if isinstance(entry, list):
            yield from _heading_pages(reader, entry)
        else:
            yield reader.get_destination_page_number(entry) or 0
