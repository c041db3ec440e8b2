"""Workbooks for the tests of the readers, by openpyxl; and the way through the one door."""

import io
import zipfile

import openpyxl

from pmqa_analysis.load.exports import load_export


def saved(book):
    """Return a workbook's bytes."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def workbook(*rows, title="ข้อมูล"):
    """Return an openpyxl workbook whose sheet has these rows."""
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    return book


def with_member(content, name, text, *, drop=False):
    """Return a container with one more member, or another in its place."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for member in old.namelist():
            if member != name:
                new.writestr(member, old.read(member))
        if not drop:
            new.writestr(name, text)
    return out.getvalue()


def member(content, name):
    """Return a member of a container as text."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return book.read(name).decode()


def rows_of(table):
    """Return the cells of each row by its number."""
    return {row: list(cells) for row, *cells in table.frame.itertuples()}


def read(tiny, name, content, kind, **options):
    """Return the tables of a file of the tiny office."""
    return load_export(tiny({name: content}), name, kind=kind, **options)
