from fractions import Fraction

import pytest

from pmqa_analysis.clean.ledger import Ledger
from pmqa_analysis.clean.scorecards.framework_file import load_framework
from pmqa_analysis.errors import DataError, PmqaError, SettingsError
from tests.clean.scorecards.samples import HEAD, TABLES, changed, files, read
from tests.offices import refused


class TestShape:
    def test_a_rubric_has_levels_with_points_and_items(self, tiny):
        levels = read(tiny).rubrics["K1"].levels
        assert [(level.level, level.points) for level in levels] == [(1, 1), (3, 2), (5, 2)]
        assert [item.item for item in levels[1].items] == ["L3-1", "L3-2"]

    def test_parts_of_an_item_are_no_items_of_the_level(self, tiny):
        rubric = read(tiny).rubrics["K2"]
        assert [item.item for item in rubric.levels[0].items] == ["L1-1"]
        assert [item.item for item in rubric.parts_of("L1-1")] == ["L1-1-1", "L1-1-2"]

    def test_a_printed_list_of_bands_is_no_part_to_be_met(self, tiny):
        assert read(tiny).rubrics["K2"].parts_of("L5-1") == ()

    def test_conditions_gate_an_item(self, tiny):
        rubric = read(tiny).rubrics["K1"]
        assert [each.condition for each in rubric.gates_of("L3-2")] == ["C0"]
        assert [each.condition for each in rubric.conditions_below("C0")] == ["C1", "C2", "C3"]

    def test_a_threshold_is_exact(self, tiny):
        assert read(tiny).rubrics["K1"].items["L3-1"].threshold == Fraction(80)

    def test_what_must_be_answered_leaves_out_headings_and_lists(self, tiny):
        names = [row.text_th for row in read(tiny).rubrics["K1"].to_answer]
        assert names == ["มีแผน", "ทำได้ 80", "ทำได้ 100", "รายงาน", "คน", "ร้อยละ", "เผยแพร่"]

    def test_a_framework_needs_no_more_than_six_tables(self, tiny):
        needed = {"parts", "kpis", "items", "units", "owners", "measures"}
        plain = {
            name: (text if name in needed else text.splitlines()[0] + "\n")
            for name, text in TABLES.items()
        }
        plain["items"] = (
            TABLES["items"]
            .replace("satisfaction,1.00", ",")
            .replace("K2.S,,,ร้อยละ", "K2.S,>=,80,ร้อยละ")
        )
        office = tiny(files(plain))
        for name in TABLES.keys() - needed:
            (office.folder / f"reference/frameworks/tiny/{name}.csv").unlink()
        assert len(load_framework(office, Ledger(), "tiny", {"doc"}).kpis) == 3


class TestParts:
    def test_the_kpis_of_a_component_are_those_of_its_groups_too(self, tiny):
        framework = read(tiny)
        assert [kpi.kpi for kpi in framework.kpis_of("C1")] == ["K1"]
        assert [kpi.kpi for kpi in framework.kpis_of("C2")] == ["K2", "K3"]

    def test_a_kpi_of_a_group_belongs_to_the_component_above(self, tiny):
        assert read(tiny).component_of("K1").part == "C1"


class TestUnits:
    @pytest.mark.parametrize("name", ["B", "สำนัก ข", "สำนักข", "  สำนัก  ข "])
    def test_a_unit_is_found_by_id_name_and_known_spelling(self, tiny, name):
        assert read(tiny).find_unit(name).unit == "B"

    def test_an_unknown_name_is_no_unit(self, tiny):
        assert read(tiny).find_unit("สำนัก ค") is None

    def test_a_bureau_answers_for_what_its_groups_answer_for(self, tiny):
        roles = read(tiny).roles_of("A")
        assert [(kpi.kpi, owner.role) for kpi, owner in roles] == [("K1", "lead"), ("K2", "lead")]

    def test_the_reporter_is_the_unit_marked(self, tiny):
        framework = read(tiny)
        assert framework.reporter_of("K1").unit == "A"

    def test_a_sheet_without_a_marked_reporter_has_none(self, tiny):
        framework = read(tiny, changed("owners", "K3,1,lead,yes", "K3,1,lead,"))
        assert framework.reporter_of("K3") is None


class TestDuties:
    def test_a_duty_is_owed_in_its_rounds(self, tiny):
        assert [duty.duty for duty in read(tiny).duties_in(6)] == ["D1"]

    def test_a_duty_without_a_printed_round_is_owed_in_the_last(self, tiny):
        assert [duty.duty for duty in read(tiny).duties_in(12)] == ["D1", "D2"]

    def test_a_duty_of_another_body_is_no_duty_here(self, tiny):
        framework = read(tiny, changed("duties", "D1,K1,duty", "D1,K1,context"))
        assert framework.duties_in(6) == ()

    def test_evidence_is_found_by_the_item_that_asks_for_it(self, tiny):
        framework = read(tiny)
        assert [row.text_th for row in framework.evidence_of("K1", "L5-1")] == ["รายงานผล"]
        assert framework.evidence_of("K1", "L1-1") == ()


class TestWeights:
    def test_weights_that_sum_to_99_are_refused(self, tiny):
        with refused(PmqaError, "tiny/kpis.csv:2 [weight]", "99", "100"):
            read(tiny, changed("kpis", "KPI 2,25", "KPI 2,24"))

    def test_a_component_must_weigh_what_its_kpis_weigh(self, tiny):
        parts = TABLES["parts"].replace("Component 1,60", "Component 1,55")
        with refused(DataError, "parts.csv:2 [weight]", "C1", "60", "55"):
            read(tiny, {"parts": parts.replace("Component 2,40", "Component 2,40")})

    def test_a_kpi_without_a_weight_is_named(self, tiny):
        with refused(PmqaError, "K3"):
            read(tiny, changed("kpis", "KPI 3,15", "KPI 3,"))

    def test_a_framework_may_have_no_weights(self, tiny):
        kpis = TABLES["kpis"]
        for weight in ("60", "25", "15"):
            kpis = kpis.replace(f",{weight},", ",,", 1)
        parts = TABLES["parts"].replace(",60,", ",,").replace(",40,", ",,")
        head = HEAD.replace("weights: 100", "weights: null")
        assert read(tiny, {"kpis": kpis, "parts": parts}, head=head).head.weights is None


class TestRequirements:
    def test_a_condition_that_is_its_own_parent_is_refused(self, tiny):
        with refused(DataError, "conditions.csv:5 [parent]", "C3 → C3"):
            read(tiny, changed("conditions", "K1,C3,C0", "K1,C3,C3"))

    def test_a_gate_that_refers_to_itself_is_refused(self, tiny):
        with refused(DataError, "C0 → C0"):
            read(tiny, changed("conditions", "K1,C0,,L3-2", "K1,C0,,C0"))

    def test_a_longer_circle_is_told_by_its_way(self, tiny):
        with refused(PmqaError, "C0 → C1 → C0"):
            read(tiny, changed("conditions", "K1,C0,,L3-2", "K1,C0,C1,L3-2"))

    def test_an_unknown_gate_is_named_with_its_near_miss(self, tiny):
        with refused(DataError, "conditions.csv:2 [gates]", "L3-9", "L3-2"):
            read(tiny, changed("conditions", "K1,C0,,L3-2", "K1,C0,,L3-9"))

    def test_a_rule_needs_parts_below_it(self, tiny):
        with refused(DataError, "[rule]", "all"):
            read(tiny, changed("items", "K1,1,L1-1,,plan,tick,,", "K1,1,L1-1,,plan,tick,all,"))

    def test_at_least_more_than_there_are_is_refused(self, tiny):
        with refused(DataError, "[count]", "4", "3"):
            read(tiny, changed("conditions", "at_least,2", "at_least,4"))

    def test_a_value_needs_a_threshold(self, tiny):
        with refused(DataError, "items.csv:3 [threshold]"):
            read(tiny, changed("items", "K1.P,>=,80", "K1.P,,"))

    def test_a_level_without_items_is_refused(self, tiny):
        with refused(DataError, "K1", "5"):
            read(tiny, changed("items", "K1,5,L5-1", "K1,3,L5-1"))

    def test_points_beyond_those_of_the_level_are_refused(self, tiny):
        with refused(DataError, "[points]", "2.5", "2"):
            read(tiny, changed("items", "satisfaction,1.00", "satisfaction,2.5"))

    def test_a_level_that_the_framework_does_not_have_is_refused(self, tiny):
        with refused(DataError, "[level]", "2", "1, 3, 5"):
            read(tiny, changed("items", "K1,1,L1-1", "K1,2,L1-1"))


class TestBandsAndScales:
    def test_a_gap_between_bands_is_refused(self, tiny):
        with refused(DataError, "bands.csv:2 [high]", "69", "70"):
            read(tiny, changed("bands", "1,65,70", "1,65,69"))

    def test_points_that_fall_as_the_percent_rises_are_refused(self, tiny):
        with refused(DataError, "bands.csv:3 [points]"):
            read(tiny, changed("bands", "65,70,0.55", "65,70,1.55"))

    def test_the_highest_band_has_no_end(self, tiny):
        with refused(DataError, "bands.csv:4 [high]"):
            read(tiny, changed("bands", "3,80,,", "3,80,100,"))

    def test_a_ladder_goes_one_way(self, tiny):
        with refused(DataError, "ladders.csv:2 [low]", "K3"):
            read(tiny, changed("ladders", "K3,2,,25", "K3,2,,35"))

    def test_grades_stand_best_first(self, tiny):
        with refused(DataError, "grades.csv:2 [low]", "medal"):
            read(tiny, changed("grades", "Gold,90", "Gold,70"))


class TestLinks:
    @pytest.mark.parametrize(
        ("table", "old", "new", "words"),
        [
            ("owners", "yes,A,", "yes,AA,", ("owners.csv:2 [unit]", "AA")),
            ("owners", "K3,1,lead", "K9,1,lead", ("owners.csv:6 [sheet]", "K9")),
            ("kpis", "K1,G1", "K1,G7", ("kpis.csv:2 [parts]", "G7")),
            ("items", "K1.P", "K1.Q", ("items.csv:3 [measure]", "K1.Q")),
            ("evidence", "L5-1", "L5-7", ("evidence.csv:2 [item]", "L5-7")),
            ("duties", "D1,K1", "D1,K8", ("duties.csv:2 [sheet]", "K8")),
            ("measures", "K2.S,K2", "K2.S,K7", ("measures.csv:5 [kpi]", "K7")),
            ("bands", ",doc,", ",dok,", ("bands.csv:2 [document]", "dok", "doc")),
        ],
    )  # fmt: skip
    def test_a_link_that_leads_nowhere_is_told_with_its_cell(self, tiny, table, old, new, words):
        with refused(DataError, *words):
            read(tiny, changed(table, old, new))

    def test_one_name_for_two_units_is_refused(self, tiny):
        with refused(DataError, "unit_spellings.csv:2 [spelling]", "สำนัก ก", "A", "B"):
            read(tiny, changed("unit_spellings", "สำนักข", "สำนัก ก"))

    def test_two_reporters_of_a_sheet_are_refused(self, tiny):
        with refused(DataError, "owners.csv:3 [reporter]", "owners.csv:2 [reporter]"):
            read(tiny, changed("owners", "K1,2,support,,", "K1,2,support,yes,"))

    def test_a_unit_without_an_id_is_refused(self, tiny):
        with refused(DataError, "owners.csv:3 [unit]"):
            read(tiny, changed("owners", ",,B,unit", ",,,unit"))

    def test_a_kpi_that_stands_twice_is_refused(self, tiny):
        with refused(DataError, "kpis.csv:4 [kpi]", "kpis.csv:3 [kpi]"):
            read(tiny, changed("kpis", "K3,C2,K3,K3", "K2,C2,K3,K3"))


class TestFiles:
    def test_an_unknown_framework_names_those_there_are(self, tiny):
        with refused(DataError, "tinny", "tiny"):
            load_framework(tiny(files()), Ledger(), "tinny", {"doc"})

    def test_an_unknown_key_of_the_head_is_refused(self, tiny):
        with refused(SettingsError, "polici", "policy"):
            read(tiny, head=HEAD + "polici: ladder\n")

    def test_a_cell_that_is_no_number_is_told(self, tiny):
        with refused(DataError, "items.csv:3 [threshold]", "มาก"):
            read(tiny, changed("items", "K1.P,>=,80", "K1.P,>=,มาก"))

    def test_all_faults_are_told_together(self, tiny):
        table = TABLES["owners"].replace("yes,A,", "yes,AA,").replace(",,B,", ",,BB,")
        with refused(PmqaError, "AA", "BB"):
            read(tiny, {"owners": table})
