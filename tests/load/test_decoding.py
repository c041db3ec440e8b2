"""A text that is damaged is told with the line at which it is."""

import pytest

from pmqa_analysis.errors import DataError
from pmqa_analysis.load.decoding import decode
from tests.offices import refused

TEXT = "เพศ,ความพึงพอใจ\nหญิง,มาก\nชาย,มากที่สุด\n"
UTF8, CP874 = TEXT.encode("utf-8"), TEXT.encode("cp874")


def lines(content, declared=None):
    with pytest.raises(DataError) as caught:
        decode("a.csv", content, declared)
    return caught.value


def test_two_encodings_in_one_file_are_told_at_the_line_of_the_second():
    mixed = "เพศ,ผล\nหญิง,มาก\n".encode() + "ชาย,น้อย\n".encode("cp874")
    fault = lines(mixed)
    assert fault.key == "file.unknown_encoding"
    assert "บรรทัด 3" in fault.th
    assert "line 3" in fault.en


@pytest.mark.parametrize("cut", [1, 2])
def test_a_text_cut_inside_a_letter_is_told_at_its_last_line(cut):
    assert lines(UTF8.rstrip()[:-cut]).particulars["line"] == "3"


def test_an_odd_byte_of_utf_16_is_told_at_the_last_line():
    assert lines(TEXT.rstrip().encode("utf-16")[:-1]).particulars["line"] == "3"


def test_a_nul_is_told_with_its_line():
    with refused(DataError, "a.csv", "NUL", " 2)"):
        decode("a.csv", TEXT.replace("หญิง", "หญิ\0ง").encode())


def test_a_wrong_declaration_is_told_with_the_first_line_that_it_cannot_be():
    plain = "id,sex\n".encode("cp874") + CP874
    with refused(DataError, "a.csv", "utf-8", "cp874", "2"):
        decode("a.csv", plain, "utf-8")
    assert lines(UTF8, "cp874").particulars["line"] == "1"


@pytest.mark.parametrize("content", [UTF8, CP874, TEXT.encode("utf-16")])
def test_a_sound_text_is_read(content):
    assert decode("a.csv", content)[0] == TEXT
