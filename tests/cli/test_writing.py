"""A file that a command writes: in a folder of its own, never over another, or told why not."""

import pytest

from pmqa_analysis.cli.writing import write_new, writing
from pmqa_analysis.errors import SettingsError


def test_a_new_file_gets_its_folder(tmp_path):
    write_new(tmp_path / "new" / "form.xlsx", b"form")
    assert (tmp_path / "new" / "form.xlsx").read_bytes() == b"form"


def test_what_is_there_is_left_as_it_is(tmp_path):
    (tmp_path / "form.xlsx").write_bytes(b"typed in")
    with pytest.raises(SettingsError, match="is there already"):
        write_new(tmp_path / "form.xlsx", b"form")
    assert (tmp_path / "form.xlsx").read_bytes() == b"typed in"


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path):
    (tmp_path / "out").write_text("a file")
    with pytest.raises(SettingsError, match="cannot be written") as told:
        write_new(tmp_path / "out" / "form.xlsx", b"form")
    assert told.value.exit_code == 2


def test_what_the_system_refuses_inside_the_block_is_told_with_the_file(tmp_path):
    told = pytest.raises(SettingsError, match=r"list\.csv cannot be written \(No space left")
    with told, writing(tmp_path / "list.csv"):
        raise OSError(28, "No space left on device")
