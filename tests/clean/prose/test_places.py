"""The places for text: the form, what stands in none, the empty files."""

import pytest

from pmqa_analysis.clean.prose import (
    CLAIMS,
    FORM_FILE,
    clean_text,
    load_form,
    load_vocabulary,
    place_texts,
    text_templates,
)
from pmqa_analysis.errors import PmqaError

FORM = """\
title_th: แบบ
title_en: Form
document: doc
line: "1"
max_pages: 8
parts:
  - part: "1"
    title_th: หนึ่ง
    title_en: One
    max_pages: 3
    sections:
      - {id: profile, title_th: ลักษณะ, title_en: Profile, ask_th: คืออะไร, ask_en: What}
  - part: "2"
    title_th: สอง
    title_en: Two
    max_pages: 5
    sections:
      - {id: item-1.1, title_th: หัวข้อ, title_en: Item, category: 1}
      - {id: item-2.1, title_th: หัวข้อ, title_en: Item, category: 2}
"""


@pytest.fixture
def form(tiny):
    return load_form(tiny({FORM_FILE: FORM}))


def placed(form, text):
    return place_texts(clean_text("t.md", text), form.sections)


def test_text_stands_in_its_place(form):
    found = placed(form, "## x {#item-1.1}\n\nข้อความ\n")
    assert [one.text for one in found.paragraphs["item-1.1"]] == ["ข้อความ"]
    assert found.issues == ()


def test_a_place_that_is_unknown_is_an_issue_with_its_near_miss(form):
    (issue,) = placed(form, "## x {#item-1.l}\n\nข้อความ\n").issues
    assert (issue.kind, issue.severity, issue.address) == (
        "unknown_text_section", "error", "t.md:1",
    )  # fmt: skip
    assert "near: item-1.1" in issue.reason_en


def test_a_place_that_stands_twice_is_an_issue_and_the_first_stays(form):
    found = placed(form, "## x {#profile}\n\nก\n\n## y {#profile}\n\nข\n")
    assert [issue.kind for issue in found.issues] == ["doubled_text_section"]
    assert found.paragraphs["profile"][0].text == "ก"


def test_text_before_the_first_place_is_an_issue_but_a_title_is_not(form):
    found = placed(form, "# ชื่อแฟ้ม\n\nหลง\n\n- ทาง\n")
    assert [(issue.kind, issue.count, issue.address) for issue in found.issues] == [
        ("unplaced_text", 2, "t.md:3")
    ]
    assert placed(form, "# ชื่อแฟ้ม\n").issues == ()


def test_an_office_without_a_form_has_none(tiny):
    assert load_form(tiny()) is None


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("max_pages: 8", "max_pages: 9", "expected max_pages 8"),
        ("id: item-2.1", "id: item-1.1", "expected each id once, found twice: item-1.1"),
        ("max_pages: 3", "max_page: 3", "Did you mean “max_pages”"),
        ("id: profile", "id: 'Pro file'", "id"),
        ("title_en: Form", "title_en: [", "line 4"),
    ],
)
def test_a_form_that_cannot_be_taken_is_told(tiny, old, new, told):
    with pytest.raises(PmqaError) as caught:
        load_form(tiny({FORM_FILE: FORM.replace(old, new)}))
    assert FORM_FILE in str(caught.value)
    assert told in str(caught.value)


def test_an_empty_file_for_each_part_and_category(form):
    files = text_templates(form, 2563)
    assert list(files) == ["part_1.md", "part_2_category_1.md", "part_2_category_2.md"]
    assert "## ลักษณะ {#profile}" in files["part_1.md"]
    assert "คืออะไร / What" in files["part_1.md"]


def test_an_empty_file_has_every_place_and_no_text(form):
    for text in text_templates(form, 2563).values():
        found = placed(form, text)
        assert found.issues == ()
        assert set(found.paragraphs.values()) == {()}


def test_the_form_of_the_office_has_the_limits_of_its_source(senate):
    form = senate.prose.form
    # lines 15 – 21 of the application report: 3, 4, 50 and 5 pages, 62 in all
    assert [(part.part, part.max_pages) for part in form.parts] == [
        ("1.1", 3), ("1.2", 4), ("2", 50), ("3", 5),
    ]  # fmt: skip
    assert form.max_pages == 62


def test_the_form_has_a_place_for_every_item_of_the_register(senate):
    places = set(senate.prose.sections)
    assert {f"item-{item}" for item in senate.register.items} <= places
    assert {f"category-{number}" for number in range(1, 7)} <= places


def test_every_claim_has_words_in_the_data_files():
    assert set(load_vocabulary().claims.values()) == set(CLAIMS)


def test_longer_words_come_before_the_words_in_them():
    words = list(load_vocabulary().claims)
    assert words.index("เพิ่มขึ้นอย่างต่อเนื่อง") < words.index("เพิ่มขึ้น")
    assert words.index("ไม่บรรลุเป้าหมาย") < words.index("บรรลุเป้าหมาย")
