"""An office's folder and the settings of a year: strict, and clear where they cannot be taken."""

import hashlib

import pytest
from pydantic import ValidationError

from pmqa_analysis.errors import DataError, Faults, SettingsError
from pmqa_analysis.office import Office, find_office, input_digest, parse_model, parse_yaml
from pmqa_analysis.settings import OfficeCard
from tests.offices import DATA, RESULTS, SETTINGS, TINY, refused, replaced, write_office


def test_settings_of_a_year_are_read(tiny):
    settings = tiny().settings(2563)
    assert settings.years == (2561, 2562, 2563)
    assert settings.inputs.results == RESULTS
    assert settings.reports[0].max_pages == 5


def test_a_policy_that_is_not_named_has_its_default(tiny):
    policies = tiny().settings(2563).policies
    assert (policies.rounding, policies.overshoot_percent) == ("half_up", 200)


def test_settings_are_frozen(tiny):
    settings = tiny().settings(2563)
    with pytest.raises(ValidationError, match="frozen"):
        settings.fiscal_year = 2562


def test_the_card_says_who_the_office_is(tiny):
    card = tiny().card
    assert (card.id, card.name_en, card.simulated) == ("tiny", "Tiny office", True)


def test_years_are_those_with_settings_in_order(tiny):
    old = TINY[SETTINGS].replace("2563", "2560")
    office = tiny({"settings/2560.yml": old, "settings/notes.yml": "", "settings/2559.txt": ""})
    assert office.years == (2560, 2563)


def test_a_year_without_settings_is_refused_and_the_years_that_have_are_named(tiny):
    with refused(SettingsError, "2562", "settings/2562.yml", "2563") as caught:
        tiny().settings(2562)
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    ("old", "new", "name", "near"),
    [
        ("derived_decimals", "derived_decimal", "policies.derived_decimal", "derived_decimals"),
        ("max_pages", "max_page", "reports.0.max_page", "max_pages"),
        ("  elsewhere:", "  elswhere:", "inputs.elswhere", "elsewhere"),
        ("policies:", "policy: 1\npolicies:", "policy", "policies"),
    ],
)
def test_a_mistyped_setting_is_refused_with_its_near_miss(tiny, old, new, name, near):
    office = tiny(replaced(SETTINGS, old, new))
    with refused(SettingsError, SETTINGS, f"“{name}”", f"“{near}”") as caught:
        office.settings(2563)
    assert "Did you mean" in caught.value.en
    assert "หมายถึง" in caught.value.th


def test_an_unknown_setting_without_a_near_miss_has_no_hint(tiny):
    office = tiny(replaced(SETTINGS, "policies:", "colour: red\npolicies:"))
    with refused(SettingsError, SETTINGS, "“colour”") as caught:
        office.settings(2563)
    assert "Did you mean" not in caught.value.en


@pytest.mark.parametrize(
    ("old", "new", "name", "found"),
    [
        ("fiscal_year: 2563", 'fiscal_year: "2563"', "fiscal_year", "'2563'"),
        ("fiscal_year: 2563", "fiscal_year: 2563.0", "fiscal_year", "2563.0"),
        ("fiscal_year: 2563", "fiscal_year: true", "fiscal_year", "True"),
        ("fiscal_year: 2563", "fiscal_year: 2020", "fiscal_year", "2020"),
        ("fiscal_year: 2563", "fiscal_year: 2564", "fiscal_year", "2564"),
        ("[2561, 2562]", "[2018, 2562]", "history.0", "2018"),
        ("[2561, 2562]", '[2561, "2562"]', "history.1", "'2562'"),
        ("[2561, 2562]", "2562", "history", "2562"),
        ("[2561, 2562]", "[2562, 2561]", "history", "[2562, 2561]"),
        ("[2561, 2562]", "[2562, 2562]", "history", "[2562, 2562]"),
        ("[2561, 2562]", "[2562, 2563]", "history", "[2562, 2563]"),
        ("derived_decimals: 2", "derived_decimals: two", "policies.derived_decimals", "'two'"),
        ("derived_decimals: 2", "derived_decimals: -1", "policies.derived_decimals", "-1"),
        ("derived_decimals: 2", "rounding: half_even", "policies.rounding", "'half_even'"),
        ("derived_decimals: 2", "overshoot_percent: 100", "policies.overshoot_percent", "100"),
        ("max_pages: 5", "max_pages: 0", "reports.0.max_pages", "0"),
        ("id: annual_results", "id: Annual Results", "reports.0.id", "'Annual Results'"),
        ("notebook: annual_results", "notebook: ../x", "reports.0.notebook", "'../x'"),
    ],
)
def test_a_value_that_cannot_be_taken_is_named_with_its_key(tiny, old, new, name, found):
    office = tiny(replaced(SETTINGS, old, new))
    with refused(SettingsError, SETTINGS, f"“{name}”", found):
        office.settings(2563)


def test_a_year_of_the_common_era_in_the_settings_has_the_buddhist_one_named(tiny):
    office = tiny(replaced(SETTINGS, "fiscal_year: 2563", "fiscal_year: 2020"))
    with refused(SettingsError, SETTINGS, "2020", "2563"):
        office.settings(2563)


@pytest.mark.parametrize(
    ("gone", "name"),
    [
        ("history: [2561, 2562]\n", "history"),
        ("notebook: annual_results, ", "reports.0.notebook"),
    ],
)
def test_a_key_that_is_missing_is_named(tiny, gone, name):
    office = tiny(replaced(SETTINGS, gone, ""))
    with refused(SettingsError, SETTINGS, f"“{name}”"):
        office.settings(2563)


def test_settings_without_a_report_are_refused(tiny):
    text = TINY[SETTINGS].split("reports:")[0] + "reports: []\n"
    with refused(SettingsError, SETTINGS, "“reports”"):
        tiny({SETTINGS: text}).settings(2563)


def test_two_reports_of_one_id_are_refused(tiny):
    text = TINY[SETTINGS] + "  - {id: annual_results, notebook: other}\n"
    with refused(SettingsError, SETTINGS, "reports.id", "annual_results"):
        tiny({SETTINGS: text}).settings(2563)


@pytest.mark.parametrize(
    "broken",
    [
        "fiscal_year: [",
        "fiscal_year: 2563\n\thistory: []",
        "fiscal_year: 2563\nfiscal_year: 2564",
        "policies: {rounding: half_up, rounding: half_even}",
        "? [a]\n: 1",
        "a: *unknown",
        "day: 2563-13-45",
        "a: !!python/object:os.system x",
        "ชื่อ: ก".encode("cp874"),
    ],
)
def test_broken_yaml_is_refused(tiny, broken):
    with refused(SettingsError, SETTINGS, "YAML"):
        tiny({SETTINGS: broken}).settings(2563)


def test_a_key_that_stands_twice_is_named(tiny):
    office = tiny(replaced(SETTINGS, "policies:\n", "policies:\n  derived_decimals: 1\n"))
    with refused(SettingsError, SETTINGS, "derived_decimals", " 9)") as caught:
        office.settings(2563)
    assert "(บรรทัด 9)" in caught.value.th
    assert "(line 9)" in caught.value.en


@pytest.mark.parametrize("content", ["", "- a", "just text", "null", "[[[[]]]]"])
def test_settings_that_are_no_mapping_are_refused(tiny, content):
    with refused(SettingsError, SETTINGS):
        tiny({SETTINGS: content}).settings(2563)


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tiny):
    content = b"\xef\xbb\xbf" + TINY[SETTINGS].replace("\n", "\r\n").encode()
    assert tiny({SETTINGS: content}).settings(2563).fiscal_year == 2563


def test_anchors_and_merged_keys_are_yaml_like_any_other(tiny):
    extra = "  - &a {id: one, notebook: annual_results}\n  - {<<: *a, id: two}\n"
    settings = tiny({SETTINGS: TINY[SETTINGS] + extra}).settings(2563)
    assert [report.id for report in settings.reports] == ["annual_results", "one", "two"]


def test_a_mistyped_key_of_the_card_is_refused(tiny):
    office = tiny(replaced("office.yml", "simulated", "simulatd"))
    with refused(SettingsError, "office.yml", "“simulatd”", "“simulated”"):
        office.card  # noqa: B018 - read on first use


def test_a_folder_without_a_card_is_no_office(tmp_path):
    with refused(SettingsError, str(tmp_path), "office.yml", "--office"):
        Office(tmp_path)


def test_what_was_read_is_remembered_with_its_hash(tiny):
    office = tiny({"a.txt": b"abc"})
    office.read("a.txt")
    assert office.inputs_read == {"a.txt": hashlib.sha256(b"abc").hexdigest()}


def test_what_is_being_read_is_remembered_even_if_it_is_refused(tiny):
    office = tiny({"a.txt": b"abc"})
    with pytest.raises(ValueError, match="no"), office.reading("a.txt") as content:
        raise ValueError(f"no {content!r}")
    assert office.inputs_read == {"a.txt": hashlib.sha256(b"abc").hexdigest()}


@pytest.mark.parametrize("path", ["../secret.txt", "raw/../../secret.txt", "/etc/hostname"])
def test_a_path_outside_of_the_office_is_refused(tiny, tmp_path, path):
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    office = tiny()
    with refused(DataError, path) as caught:
        office.read(path)
    assert caught.value.key == "file.outside"


def test_a_link_that_leads_outside_is_refused(tiny, tmp_path):
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    office = tiny()
    (office.folder / "raw" / "link.csv").symlink_to(tmp_path / "secret.txt")
    with refused(DataError, "raw/link.csv") as caught:
        office.read("raw/link.csv")
    assert (caught.value.key, office.inputs_read) == ("file.outside", {})


def test_a_link_that_stays_inside_is_read(tiny):
    office = tiny({"a.txt": b"abc"})
    (office.folder / "b.txt").symlink_to(office.folder / "a.txt")
    assert office.read("b.txt") == b"abc"


def test_an_office_may_itself_be_a_link(tiny, tmp_path):
    (tmp_path / "alias").symlink_to(tiny().folder)
    assert Office(tmp_path / "alias").settings(2563).fiscal_year == 2563


def test_a_file_that_is_not_there_is_named(tiny):
    with refused(DataError, "missing.csv") as caught:
        tiny().read("missing.csv")
    assert caught.value.key == "file.missing"


@pytest.mark.parametrize("path", ["raw", "", "a\0b", "x" * 300])
def test_a_file_that_cannot_be_opened_is_named(tiny, path):
    office = tiny()
    with refused(DataError, path) as caught:
        office.read(path)
    assert caught.value.key == "file.unreadable"


def test_links_that_lead_in_a_circle_are_refused(tiny):
    office = tiny()
    (office.folder / "loop.csv").symlink_to(office.folder / "loop.csv")
    with refused(DataError, "loop.csv") as caught:
        office.read("loop.csv")
    assert caught.value.key == "file.unreadable"


def test_an_office_is_found_by_its_folder(tiny):
    assert find_office(tiny().folder).card.id == "tiny"


def test_an_office_is_found_by_the_environment(tiny, monkeypatch):
    monkeypatch.setenv("PMQA_OFFICE", str(tiny().folder))
    assert find_office().card.id == "tiny"


def test_a_named_folder_goes_before_the_environment(tiny, monkeypatch):
    monkeypatch.setenv("PMQA_OFFICE", str(DATA))
    assert find_office(tiny().folder).card.id == "tiny"


def test_an_office_is_found_in_data_here_or_above(tmp_path, monkeypatch):
    write_office(tmp_path / "data")
    (tmp_path / "notebooks" / "deep").mkdir(parents=True)
    monkeypatch.delenv("PMQA_OFFICE", raising=False)
    monkeypatch.chdir(tmp_path / "notebooks" / "deep")
    assert find_office().folder == (tmp_path / "data").resolve()


def test_no_office_anywhere_is_refused(tmp_path, monkeypatch):
    monkeypatch.delenv("PMQA_OFFICE", raising=False)
    monkeypatch.chdir(tmp_path)
    with refused(SettingsError, "data", "office.yml"):
        find_office()


def test_the_committed_office_has_settings_of_2563():
    office = Office(DATA)
    assert 2563 in office.years
    assert office.settings(2563).history == (2561, 2562)


def test_files_of_a_folder_are_listed_in_order_and_only_those_asked_for(tiny):
    office = tiny({"text/2563/b.md": "", "text/2563/a.md": "", "text/2563/c.txt": ""})
    assert office.files("text/2563", ".md") == ("text/2563/a.md", "text/2563/b.md")


def test_a_folder_that_is_not_there_has_no_files(tiny):
    assert tiny().files("text/2563", ".md") == ()


def test_what_was_read_and_what_was_looked_for_are_inputs(tiny):
    office = tiny()
    office.settings(2563)
    office.has("published/2563.csv")
    office.names("settings", ".yml")
    assert office.inputs["settings/2563.yml"] == office.inputs_read["settings/2563.yml"]
    assert office.inputs["published/2563.csv"] == ""
    assert {path: input_digest(office.folder, path) for path in office.inputs} == office.inputs


def test_a_file_that_appears_changes_what_was_looked_for(tiny):
    office = tiny()
    office.has("published/2563.csv")
    office.names("settings", ".yml")
    before = office.inputs
    (office.folder / "published").mkdir(exist_ok=True)
    (office.folder / "published" / "2563.csv").write_text("x", encoding="utf-8")
    (office.folder / "settings" / "2570.yml").write_text("x", encoding="utf-8")
    changed = [path for path in before if input_digest(office.folder, path) != before[path]]
    assert changed == ["published/2563.csv", "settings/*.yml"]


def test_every_key_that_cannot_be_taken_is_told_together():
    with refused(Faults, "id", "name_th"):
        parse_model({"id": 1, "name_th": 2}, "office.yml", OfficeCard)


def test_a_yaml_text_that_gives_a_key_twice_is_refused_with_its_file():
    with refused(SettingsError, "codebooks/a.yml"):
        parse_yaml("a: 1\na: 2\n", "codebooks/a.yml")
