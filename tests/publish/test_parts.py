"""The parts of a form: each begins on a page of its own, its pages are counted in the PDF."""

from pmqa_analysis.blocks import Heading
from pmqa_analysis.blocks.html import block_html
from pmqa_analysis.publish.document import Document
from pmqa_analysis.publish.docx import write_docx
from pmqa_analysis.publish.files import Done, PartRecord
from pmqa_analysis.publish.parts import part_faults, part_records
from pmqa_analysis.publish.pdf import page_count, write_pdf
from tests.publish.word.test_markup import parsed
from tests.samples import long_table, passage, sample_document, sample_seal


def part(name, limit=None):
    return Heading(text=f"ส่วนที่ {name}", part=name, max_pages=limit, new_page=True)


def counted(*blocks):
    document = Document(blocks, sample_seal())
    return {one.part: one.pages for one in part_records(write_pdf(document), document)}


def test_each_part_begins_on_a_page_of_its_own():
    pages = counted(part("1"), passage("ก"), part("2"), passage("ข"))
    assert pages == {"1": 1, "2": 1}


def test_what_stands_before_the_first_part_is_in_none():
    document = Document((passage("ก"), part("1"), passage("ข")), sample_seal())
    pdf = write_pdf(document)
    assert page_count(pdf) == 2
    assert [one.pages for one in part_records(pdf, document)] == [1]


def test_a_part_has_as_many_pages_as_it_fills():
    # the long table fills two pages; beside a heading of its own three
    pages = counted(part("1"), long_table(), long_table(), part("2"), passage("ข"))
    alone = Document((part("1"), long_table(), long_table()), sample_seal())
    assert pages == {"1": page_count(write_pdf(alone)), "2": 1}
    assert pages["1"] > 2


def test_headings_inside_a_part_end_it_not():
    inside = [Heading(text="ก", level=2), Heading(text="ข", level=3), Heading(text="ค")]
    assert counted(part("1"), *inside, part("2")) == {"1": 1, "2": 1}


def test_a_page_of_its_own_that_is_no_part_ends_the_part_before_it():
    closing = Heading(text="ก่อนส่ง", new_page=True)
    assert counted(part("3"), passage("ก"), closing, long_table()) == {"3": 1}


def test_a_document_without_parts_has_none():
    document = sample_document()
    assert part_records(write_pdf(document), document) == []


def test_a_part_keeps_its_title_and_its_limit():
    document = Document((part("1.1", 3),), sample_seal())
    assert part_records(write_pdf(document), document) == [
        PartRecord(part="1.1", title="ส่วนที่ 1.1", pages=1, max_pages=3)
    ]


def done(*parts):
    records = [
        PartRecord(part=name, title=name, pages=pages, max_pages=limit)
        for name, pages, limit in parts
    ]
    return Done.model_construct(report="form6", parts=records)


def test_parts_that_fit_have_no_fault():
    assert part_faults(done(("1", 3, 3), ("2", 50, 50), ("3", 5, None))) == []


def test_a_part_that_is_too_long_is_told_with_its_excess():
    (fault,) = part_faults(done(("1", 5, 3), ("2", 1, 50)))
    assert fault.key == "form.too_many_pages"
    assert "Part 1 has 5 pages, 2 more than its limit of 3" in fault.en


def test_long_paragraphs_are_told_for_each_part_in_which_they_are_too_many():
    limits = {"1.1": 3, "1.2": 4, "2": 50, "3": 5}
    long = [passage("สำนักงานทบทวนผลร่วมกับทุกสำนักอย่างสม่ำเสมอ " * 90) for _ in range(6)]
    texts = {"1.1": long, "1.2": [passage("สั้น")], "2": long, "3": long}
    blocks = [one for name, limit in limits.items() for one in (part(name, limit), *texts[name])]
    document = Document(tuple(blocks), sample_seal())
    records = part_records(write_pdf(document), document)
    over = {record.part for record in records if record.over}
    assert over == {"1.1", "3"}
    told = part_faults(Done.model_construct(report="form6", parts=records))
    assert [fault.en.split()[1] for fault in told] == ["1.1", "3"]


def test_the_whole_is_told_too_where_it_is_too_long():
    faults = part_faults(done(("1", 5, 3), ("2", 4, 4)))
    assert [fault.key for fault in faults] == ["form.too_many_pages", "form.too_many_in_all"]
    assert "9 pages in all, 2 more than the limit of 7" in faults[1].en


def test_the_excess_is_never_negative():
    assert PartRecord(part="1", title="", pages=1, max_pages=3).over == 0
    assert PartRecord(part="1", title="", pages=9).over == 0


def test_a_new_page_is_one_in_every_format():
    heading = part("1")
    assert 'class="new-page"' in block_html(heading)
    assert 'class="new-page"' not in block_html(Heading(text="ก"))
    document = Document((heading, Heading(text="ข", level=3)), sample_seal())
    assert page_count(write_pdf(document)) == 1
    assert write_docx(document)[:2] == b"PK"


def test_word_begins_a_new_page_too():
    from pmqa_analysis.publish.word.body import WordBody

    markup = WordBody(
        Document((passage("ก"), part("1"), Heading(text="ข")), sample_seal())
    ).markup()
    assert len(parsed(markup).getElementsByTagName("w:pageBreakBefore")) == 1


def test_a_third_level_is_a_heading_of_its_own():
    assert block_html(Heading(text="ก", level=3)) == "<h4>ก</h4>"


def test_a_document_in_parts_has_room_for_longer_contents():
    plain = [Heading(text=f"{n}", level=2) for n in range(20)]
    assert Document((Heading(text="ก"), *plain), sample_seal()).contents_depth == 1
    assert Document((part("1"), *plain), sample_seal()).contents_depth == 2
