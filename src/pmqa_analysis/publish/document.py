"""A report as its writers see it: the blocks that a sealed notebook shows, numbered.

The seal brings the fixed words in the report's language. Every writer needs :data:`WORDS`::

    key          Thai                       English
    table        ตารางที่                     Table
    figure       แผนภูมิที่                    Figure
    numbers      ตัวเลขของแผนภูมิ              Numbers of the figure
    contents     สารบัญ                      Contents
    page         หน้า                        Page
    of           จาก                         of
    fiscal_year  ปีงบประมาณ พ.ศ.             Fiscal year (B.E.)
    source       ที่มาของข้อมูล                Sources
    simulated    ข้อมูลจำลอง ไม่ใช่ผลการดำเนินงานจริง   Simulated data, not real results
    skip         ข้ามไปยังเนื้อหา               Skip to the content
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from pmqa_analysis.blocks import Block, Heading, Seal, Table, notebook_blocks
from pmqa_analysis.blocks.layout import block_anchors, block_labels, numerals_text
from pmqa_analysis.errors import RunError

__all__ = ["WORDS", "ContentsEntry", "Document", "notebook_name", "read_document"]

WORDS = (
    "table", "figure", "numbers", "contents", "page", "of", "fiscal_year", "source",
    "simulated", "skip",
)  # fmt: skip
CONTENTS_FROM = 4
LONG_CONTENTS = 14


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """One line of the contents: a heading and its address in the page."""

    text: str
    level: int
    anchor: str


@dataclass(frozen=True)
class Document:
    """One report: its blocks without the seal, and the seal.

    Attributes:
        blocks: What the notebook shows, from top to bottom.
        seal: Who the report is, its language, its numerals and its fixed words.

    Raises:
        RunError: If the seal lacks a word that the writers need.
    """

    blocks: tuple[Block, ...]
    seal: Seal

    def __post_init__(self) -> None:
        """Refuse a seal without the words."""
        missing = [word for word in WORDS if word not in self.seal.words]
        if missing:
            raise RunError("run.seal_lacks_words", where=self.seal.report, words=", ".join(missing))

    @property
    def on_paper(self) -> Document:
        """Return the report as it is printed: without the tables of its annex."""
        return replace(self, blocks=tuple(block for block in self.blocks if not _is_annex(block)))

    @property
    def labels(self) -> tuple[str, ...]:
        """Return each block's label, such as ``ตารางที่ 1``; empty where it has none."""
        return block_labels(self.blocks, self.seal.words, self.seal.numerals)

    @property
    def contents(self) -> tuple[ContentsEntry, ...]:
        """Return the table of contents; empty where there are too few headings, or no section."""
        entries = tuple(
            ContentsEntry(block.text, block.level, anchor)
            for block, anchor in zip(self.blocks, block_anchors(self.blocks), strict=True)
            if isinstance(block, Heading)
        )
        sections = any(entry.level == 1 for entry in entries)
        return entries if sections and len(entries) >= CONTENTS_FROM else ()

    @property
    def contents_depth(self) -> int:
        """Return how many levels the contents show on paper: long contents only the first.

        A document in parts, each on a page of its own, has room for two.
        """
        entries = self.contents
        in_parts = any(isinstance(block, Heading) and block.new_page for block in self.blocks)
        return 0 if not entries else 2 if in_parts or len(entries) <= LONG_CONTENTS else 1

    @property
    def year_line(self) -> str:
        """Return the fiscal year as it stands in the heads of pages."""
        year = numerals_text(self.seal.fiscal_year, self.seal.numerals)
        return f"{self.seal.words['fiscal_year']} {year}"


def _is_annex(block: Block) -> bool:
    return isinstance(block, Table) and block.annex


def read_document(notebook: Mapping[str, Any]) -> Document:
    """Return the report that an executed notebook shows.

    Raises:
        RunError: If the last block is not the one seal: the notebook did not come to its end.
        pydantic.ValidationError: If a structured output is none of the blocks.
    """
    blocks = tuple(notebook_blocks(notebook))
    seals = [block for block in blocks if isinstance(block, Seal)]
    if len(seals) != 1 or blocks[-1] is not seals[0]:
        raise RunError("run.no_seal", where=notebook_name(notebook), found=len(seals))
    return Document(blocks[:-1], seals[0])


def notebook_name(notebook: Mapping[str, Any]) -> str:
    """Return the path that papermill noted in the notebook, or a plain word."""
    noted = notebook.get("metadata", {}).get("papermill", {})
    return str(noted.get("output_path") or noted.get("input_path") or "notebook")
