"""The command line as a clerk meets it: exit codes, formats, hostile records; never a traceback, never a number."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from cunwu.commands.check import check_records
from cunwu.core.paths import Project
from cunwu.core.problem import Problem, Severity, Spot
from cunwu.records.privacy import Leak, find_leaks
from cunwu.reports.formats import REPORTS
from cunwu.rules.catalogue import CODES
from support.faults import make_faulty_project
from support.projects import (
    AS_OF,
    DEED,
    MARCH,
    ROOT,
    SMALL,
    VILLAGE,
    environment,
    flat,
    make_project,
    run_cunwu,
    verdicts_of,
    write,
)

DAY = ("--as-of", AS_OF.isoformat())


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_project(tmp_path_factory.mktemp("sound"), SMALL).root


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("faulty")
    make_faulty_project(root)
    return root


# --- exit codes ----------------------------------------------------------------------------------------------------


def test_nothing_wrong_is_exit_0(sound: Path) -> None:
    done = run_cunwu("check", *DAY, cwd=sound)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "检查了 4 个地方，没有发现问题（检查日 2026-11-20）\n"


def test_notices_alone_are_exit_0(tmp_path: Path) -> None:
    old = "编号: 旧\n标题: 通知\n种类: 通知\n起: 2019-03-01\n"
    make_project(tmp_path, {"region.yml": "名称: 北山县\n级别: 县\n", "a/village.yml": VILLAGE, "a/notices/1.yml": old})
    done = run_cunwu("check", *DAY, cwd=tmp_path)
    assert done.returncode == 0
    assert "共 0 处错误、0 处反常、1 处提醒，涉及 1 个地方" in done.stdout


def test_errors_in_records_are_exit_1(faulty: Path) -> None:
    done = run_cunwu("check", *DAY, cwd=faulty)
    assert (done.returncode, done.stderr) == (1, "")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("check", "--format", "word"), "没有「word」这种格式"),
        (("check", "--as-of", "2026-2-30"), "应为日期"),
        (("check", "--as-of", "2026-02-30"), "2026 年 2 月有 28 天"),
        (("check", "villages/nowhere"), "没有文件或文件夹 villages/nowhere"),
        (("check", "mkdocs.yml"), "mkdocs.yml 不是记录"),
        (("check", "/"), "/ 不在项目文件夹里"),
        (("explain", "FIN999"), "没有代码为「FIN999」的规则"),
        (("schema", "天气"), "没有「天气」这种记录"),
        (("schema",), "下一步：cunwu schema --help"),
        (("publish-everything",), "没有「publish-everything」这一种，有：check"),
        ((), "少了：命令"),
    ],
)
def test_wrong_use_is_exit_2_and_says_what_to_do(sound: Path, arguments: tuple[str, ...], says: str) -> None:
    done = run_cunwu(*arguments, cwd=sound)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert "下一步：" in done.stderr


def test_a_folder_that_is_no_project_is_exit_2(tmp_path: Path) -> None:
    done = run_cunwu("check", cwd=tmp_path)
    assert done.returncode == 2
    assert "没有找到 mkdocs.yml 和 villages/" in done.stderr


def test_a_project_without_its_first_region_is_exit_2_and_the_next_step_can_be_done(tmp_path: Path) -> None:
    make_project(tmp_path, {"a/village.yml": VILLAGE})
    done = run_cunwu("check", cwd=tmp_path)
    assert done.returncode == 2
    assert "没有找到 villages/region.yml" in done.stderr
    assert "下一步：cunwu explain" not in done.stderr


def test_a_fault_of_the_program_is_exit_3_with_a_report_and_no_traceback(sound: Path, tmp_path: Path) -> None:
    program = tmp_path / "program"
    shutil.copytree(ROOT / "generator" / "cunwu", program / "cunwu", ignore=shutil.ignore_patterns("__pycache__"))
    checker = program / "cunwu" / "rules" / "checker.py"
    whole = checker.read_text("utf-8")
    broken = whole.replace("    mended = mend_board(board)\n", "    raise ZeroDivisionError\n")
    assert broken != whole
    checker.write_text(broken, "utf-8")
    done = run_cunwu("check", cwd=sound, program=program, variables={"TMPDIR": str(tmp_path)})
    assert (done.returncode, done.stdout) == (3, "")
    assert "Traceback" not in done.stderr
    assert "程序自身出错，不是记录的问题" in done.stderr
    (report,) = tmp_path.glob("cunwu-*.txt")
    assert str(report) in done.stderr
    assert "ZeroDivisionError" in report.read_text("utf-8")


def test_a_reader_of_the_output_that_leaves_early_is_no_fault(tmp_path: Path) -> None:
    make_project(tmp_path, {"region.yml": "名称: 县\n级别: 县\n", "a/village.yml": VILLAGE})
    write(tmp_path, {f"a/notices/{number}.yml": "编号: ~\n" * 90 for number in range(30)})
    done = subprocess.run(
        ["bash", "-c", '"$0" -m cunwu.cli check | head -1', sys.executable],
        cwd=tmp_path,
        env=environment(),
        check=True,
        capture_output=True,
        text=True,
    )
    assert (done.stdout.count("\n"), done.stderr) == (1, "")


# --- which files ---------------------------------------------------------------------------------------------------

WRONG_CLOSING = MARCH.replace("期末: 1500.00", "期末: 1600.00")


@pytest.fixture
def two_faults(tmp_path: Path) -> Path:
    """March is wrong in one village, a deed in the other."""
    make_project(
        tmp_path,
        {
            **SMALL,
            "qinghe/shanghe/finance/2026-03.yml": WRONG_CLOSING,
            "qinghe/lianhua/deeds/2026-03.yml": DEED.replace("实事\n日期", "好事\n日期"),
        },
    )
    return tmp_path


@pytest.mark.parametrize(
    ("paths", "codes"),
    [
        ((), {"FIN003", "FIN004", "REC003"}),
        (("villages",), {"FIN003", "FIN004", "REC003"}),
        (("villages/qinghe/shanghe",), {"FIN003", "FIN004"}),
        (("villages/qinghe/shanghe/finance/",), {"FIN003", "FIN004"}),
        (("villages/qinghe/shanghe/finance/2026-03.yml",), {"FIN003", "FIN004"}),
        (("villages/qinghe/shanghe/finance/2026-04.yml",), {"FIN003", "FIN004"}),  # the cause is told with it
        (("villages/qinghe/shanghe/deeds",), set()),
        (("villages/qinghe/lianhua/deeds/2026-03.yml",), {"REC003"}),
        (("villages/qinghe/shanghe/deeds", "villages/qinghe/lianhua"), {"REC003"}),
    ],
)
def test_a_path_narrows_what_is_told(two_faults: Path, paths: tuple[str, ...], codes: set[str]) -> None:
    report = check_records(Project(two_faults), [Path(path) for path in paths], AS_OF, two_faults)
    assert {problem.code for problem in report.problems} == codes


def test_paths_count_from_where_one_stands(two_faults: Path) -> None:
    done = run_cunwu("check", *DAY, "deeds/2026-03.yml", cwd=two_faults / "villages" / "qinghe" / "lianhua")
    assert done.returncode == 1
    assert "villages/qinghe/lianhua/deeds/2026-03.yml:3:5: 错误 REC003" in done.stdout
    assert "FIN003" not in done.stdout


def test_a_village_whose_name_begins_like_another_is_not_taken_for_it(two_faults: Path) -> None:
    write(two_faults, {"qinghe/lian/village.yml": VILLAGE})
    report = check_records(Project(two_faults), [Path("villages/qinghe/lian")], AS_OF, two_faults)
    assert list(report.problems) == []


# --- formats -------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def outputs(faulty: Path) -> Mapping[str, str]:
    """Format → what a check of the village with every fault prints."""
    return {name: run_cunwu("check", *DAY, "--format", name, cwd=faulty).stdout for name in REPORTS}


@pytest.fixture(scope="module")
def problems(faulty: Path) -> list[Problem]:
    found = [problem for verdict in verdicts_of(faulty).values() for problem in verdict.problems]
    assert len(found) > 100
    return found


def read_problem(told: dict[str, Any]) -> Problem:
    return Problem(
        told["file"],
        Spot(told["line"], told["column"], told["end_column"] - told["column"]),
        told["code"],
        told["message"],
        told["remedy"],
        Severity(told["severity"]),
        told["line_text"],
        tuple(read_problem(below) for below in told["consequences"]),
        item=told["item"],
        field=told["field"],
        answer=told["answer"],
    )


def test_json_says_everything_a_problem_holds(outputs: Mapping[str, str], problems: list[Problem]) -> None:
    report = json.loads(outputs["json"])
    assert [read_problem(told) for told in report["problems"]] == problems
    assert (report["version"], report["as_of"], report["checked"]) == (1, "2026-11-20", 4)
    every = list(flat(tuple(problems)))
    assert [report[name] for name in ("errors", "irregularities", "notices")] == [
        sum(problem.severity is severity for problem in every)
        for severity in (Severity.ERROR, Severity.IRREGULAR, Severity.NOTICE)
    ]


def closed(required: dict[str, Any], **optional: Any) -> dict[str, Any]:
    """A JSON Schema of an object with these properties and no others."""
    return {
        "type": "object",
        "properties": {**required, **optional},
        "required": list(required),
        "additionalProperties": False,
    }


TEXT = {"type": "string", "minLength": 1}
MESSAGE = closed({"text": TEXT})
LEVEL = {"enum": ["none", "note", "warning", "error"]}
COUNTED = {"type": "integer", "minimum": 1}
SARIF = closed(
    {
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "items": closed(
                {
                    "tool": closed(
                        {
                            "driver": closed(
                                {"name": TEXT},
                                version=TEXT,
                                language={"type": "string", "pattern": "^[a-z]{2}(-[A-Z]{2})?$"},
                                rules={
                                    "type": "array",
                                    "uniqueItems": True,
                                    "items": closed(
                                        {"id": TEXT},
                                        name=TEXT,
                                        shortDescription=MESSAGE,
                                        help=MESSAGE,
                                        defaultConfiguration=closed({}, level=LEVEL),
                                    ),
                                },
                            )
                        }
                    ),
                    "results": {
                        "type": "array",
                        "items": closed(
                            {"message": MESSAGE},
                            ruleId=TEXT,
                            ruleIndex={"type": "integer", "minimum": 0},
                            level=LEVEL,
                            locations={
                                "type": "array",
                                "items": closed(
                                    {},
                                    physicalLocation=closed(
                                        {"artifactLocation": closed({}, uri={"type": "string", "pattern": "^[!-~]+$"})},
                                        region=closed({"startLine": COUNTED}, startColumn=COUNTED, endColumn=COUNTED),
                                    ),
                                ),
                            },
                            partialFingerprints={"type": "object", "additionalProperties": TEXT},
                        ),
                    },
                },
                columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
            ),
        },
    },
    **{"$schema": {"type": "string", "format": "uri"}},
)
"""What SARIF 2.1.0 asks of the objects we write, in our words: our properties, their types, those required."""


def test_sarif_has_the_shape_the_standard_asks_for(outputs: Mapping[str, str], problems: list[Problem]) -> None:
    log = json.loads(outputs["sarif"])
    Draft202012Validator(SARIF).validate(log)
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == [
        problem.code for problem in flat(tuple(problems))
    ]


def test_gitlab_gets_a_fingerprint_of_its_own_for_each_problem(
    outputs: Mapping[str, str], problems: list[Problem]
) -> None:
    rows = json.loads(outputs["gitlab"])
    fingerprints = [row["fingerprint"] for row in rows]
    assert len(set(fingerprints)) == len(rows) == len(list(flat(tuple(problems))))
    assert {row["severity"] for row in rows} == {"major", "minor", "info"}


def test_fingerprints_stay_when_lines_are_added_above(tmp_path: Path) -> None:
    def fingerprints(text: str) -> list[str]:
        make_project(tmp_path, {**SMALL, "qinghe/shanghe/finance/2026-03.yml": text})
        report = check_records(Project(tmp_path), [], AS_OF, tmp_path)
        return [row["fingerprint"] for row in json.loads(REPORTS["gitlab"](report))]

    assert fingerprints(WRONG_CLOSING) == fingerprints(f"# 三月\n\n{WRONG_CLOSING}")


def test_junit_has_a_suite_for_each_place_and_a_failure_for_each_faulty_file(
    outputs: Mapping[str, str], problems: list[Problem]
) -> None:
    root = ET.fromstring(outputs["junit"])  # noqa: S314 - our own output
    assert [suite.get("name") for suite in root] == [
        "不属于任何地方的文件",
        "北山县",
        "清河镇",
        "清河镇 · 错字村",
        "清河镇 · 上河村",
        "网页文字和隐藏文件",
    ]
    with_errors = {problem.file for problem in problems if problem.is_error}
    assert len(root.findall(".//failure")) == len(with_errors)
    for suite in root:
        assert suite.get("failures") == str(len(suite.findall(".//failure")))
        assert suite.get("tests") == str(len(suite.findall("testcase")))


_COMMAND = re.compile(
    r"::(error|warning|notice) file=([^:,\n]+),line=([0-9]+),col=([0-9]+),endColumn=([0-9]+),"
    r"title=([A-Z]{3}[0-9]{3})::(.+)"
)


def unescaped(text: str) -> str:
    """What GitHub makes of a message or a property."""
    for code, sign in (("%0A", "\n"), ("%0D", "\r"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, sign)
    return text


def said(problem: Problem) -> str:
    """What was said of it in the open, as a sentence."""
    return f"说明：{problem.answer}。" if problem.answer else ""


def test_github_gets_one_command_for_each_problem(outputs: Mapping[str, str], problems: list[Problem]) -> None:
    lines = outputs["github"].removesuffix("\n").split("\n")
    matches = [_COMMAND.fullmatch(line) for line in lines]
    assert [
        (unescaped(match[2]), int(match[3]), match[6], unescaped(match[7])) for match in matches if match is not None
    ] == [
        (problem.file, problem.spot.line, problem.code, f"{problem.message}。{said(problem)}{problem.remedy}")
        for problem in flat(tuple(problems))
    ]


@pytest.fixture
def forged(tmp_path: Path) -> Path:
    """Records that try to write commands and colours into whatever shows them."""
    make_project(
        tmp_path,
        {
            "region.yml": "名称: 县\n级别: 县\n",
            "a/village.yml": VILLAGE.replace("上河村\n", '"::warning::村%0A, 村"\n', 1),
            "a/notices/kind.yml": "编号: 1\n标题: 通知\n起: 2026-03-01\n"
            '种类: "好\\n::error file=x.yml,line=1::伪造%0A,\\r"\n',
            "a/notices/key.yml": '"::stop-commands::x, y%25": 1\n编号: 2\n标题: 通知\n种类: 通知\n起: 2026-03-01\n',
            "a/notices/red.yml": "编号: 3\n标题: \x1b[31m红\x1b[0m \x9b31m \u202e反\n",
            "a/notices/escaped.yml": '编号: 4\n标题: "\\e[2J\\a"\n',
            "a/notices/p,q::r%0A.yml": "编号: 5\n标题: ~\n",
            "a/notices/\x1b[31mred\n::error::.yml": "编号: 6\n标题: 通知\n种类: 通知\n起: 2026-03-01\n",
            "a/\x1b]0;title\x07": "x",
        },
    )
    return tmp_path


def test_no_record_writes_a_command_of_its_own_into_githubs_log(forged: Path) -> None:
    done = run_cunwu("check", *DAY, "--format", "github", cwd=forged)
    lines = done.stdout.removesuffix("\n").split("\n")
    assert done.returncode == 1
    assert len(lines) >= 6
    for line in lines:
        assert _COMMAND.fullmatch(line), line
        assert "\r" not in line


def test_a_terminal_shows_what_it_cannot_print_as_code_points(forged: Path) -> None:
    done = run_cunwu("check", *DAY, cwd=forged)
    assert done.returncode == 1
    assert re.findall("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]", done.stdout) == []
    assert "<U+001B>[31m红<U+001B>[0m <U+009B>31m <U+202E>反" in done.stdout
    assert "<U+001B>]0;title<U+0007>" in done.stdout


@pytest.mark.parametrize("name", REPORTS)
def test_every_format_survives_forged_records(forged: Path, name: str) -> None:
    done = run_cunwu("check", *DAY, "--format", name, cwd=forged)
    assert (done.returncode, done.stderr) == (1, "")
    if name in ("json", "sarif", "gitlab"):
        json.loads(done.stdout)
    if name == "junit":
        ET.fromstring(done.stdout)  # noqa: S314 - our own output


@pytest.mark.parametrize("name", REPORTS)
def test_a_file_named_in_another_encoding_is_told_in_every_format(tmp_path: Path, name: str) -> None:
    make_project(tmp_path, SMALL)
    folder = bytes(tmp_path / "villages" / "qinghe" / "shanghe" / "meetings")
    Path(folder.decode()).mkdir()
    Path((folder + b"/" + "收支.yml".encode("gbk")).decode("utf-8", "surrogateescape")).write_text("编号: 1\n")
    done = run_cunwu("check", *DAY, "--format", name, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    assert "REC005" in done.stdout


@pytest.mark.parametrize("changes", [{"LC_ALL": "C", "PYTHONIOENCODING": "ascii"}, {"PYTHONIOENCODING": "gbk"}])
def test_a_terminal_of_another_encoding_is_no_fault(faulty: Path, changes: dict[str, str]) -> None:
    done = run_cunwu("check", *DAY, cwd=faulty, variables=changes)
    assert done.returncode == 1
    assert done.stderr == ""


# --- numbers stay out of every message -----------------------------------------------------------------------------

ID = "35010219900101122X"
WRITTEN = (
    ID,
    ID.lower(),
    "350102 19900101 122X",
    "３５０１０２１９９００１０１１２２Ｘ",
    "三五零一零二一九九零零一零一一二二X",
)


@pytest.fixture(scope="module")
def leaking(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Identity numbers wherever a message could pick one up."""
    note = "编号: {0}\n标题: {1}\n种类: {2}\n起: {3}\n"
    files = {
        f"{number}-{place}.yml": note.format(*("n", "通知", "通知", "2026-03-01")) + more.replace("{ID}", written)
        for number, written in enumerate(WRITTEN)
        for place, more in {
            "text": "正文: 身份证{ID}号\n",
            "comment": "正文: 好  # {ID}\n",
            "key": "{ID}: 1\n",
            "twice": "{ID}: 1\n{ID}: 2\n",
            "date": "止: {ID}\n",
            "basis": "依据:\n  - {ID}\n",
            "quote": '正文: "{ID}\n',
            "colon": "正文{ID}：1\n",
            "anchor": "正文: &a {ID}\n",
            "null": "正文: [~, {ID}]\n",
            "zero": "零申报事项: {ID}\n",
            "period": "零申报期间: {ID}\n",
        }.items()
    }
    village = VILLAGE.replace("种类: 农村集体经济组织\n", f"种类: 农村集体经济组织\n    信用代码: {ID}\n")
    root = tmp_path_factory.mktemp("leaking")
    make_project(
        root,
        {
            "region.yml": "名称: 县\n级别: 县\n",
            "a/village.yml": village,
            f"a/attachments/张某{ID}.pdf": "",
            f"a/notices/{ID}.yml": note.format(ID, "通知", "通知", "2026-03-01"),
            f"a/张某{ID}.txt": "",
            f"b{ID.lower()}/village.yml": VILLAGE,
        },
    )
    write(root, {f"a/notices/{name}": text for name, text in files.items()})
    (root / "villages" / "a" / f"{ID}.yml").symlink_to("/nowhere")
    return root


@pytest.mark.parametrize("name", REPORTS)
def test_no_format_ever_repeats_an_identity_number(leaking: Path, name: str) -> None:
    told = run_cunwu("check", *DAY, "--format", name, cwd=leaking).stdout
    assert told.count("PRV001") >= 10
    for written in WRITTEN:
        assert written not in told
    assert [hit for hit in find_leaks(told) if hit.leak is Leak.CITIZEN_ID] == []


def test_a_file_with_a_number_for_its_name_can_still_be_asked_about(leaking: Path) -> None:
    done = run_cunwu("check", *DAY, f"villages/a/notices/{ID}.yml", cwd=leaking)
    assert done.returncode == 1
    assert "PRV008" in done.stdout


# --- what it must show ---------------------------------------------------------------------------------------------

NOTE = "编号: n\n标题: 通知\n种类: 通知\n起: 2026-03-01\n"
ENTRY = "金额: 100.00\n"
MUST_SHOW: Mapping[str, tuple[str, bytes, str]] = {
    "25,000 nested brackets": ("notices/x.yml", f"{NOTE}正文: {'[' * 25_000}{']' * 25_000}\n".encode(), "YML013"),
    "an alias bomb": (
        "notices/x.yml",
        b"a: &a [x, x]\n" + b"".join(b"k%d: &k%d [*a, *a]\n" % (n, n) for n in range(30_000)),
        "YML007",
    ),
    "GBK bytes": ("notices/x.yml", NOTE.encode("gbk"), "YML001"),
    "a duplicate key": ("notices/x.yml", f"{NOTE}标题: 公示\n".encode(), "YML011"),
    "an identity number in a remark": ("notices/x.yml", f"{NOTE}备注: 联系人证号{ID}。\n".encode(), "PRV001"),
    "a full-width colon": ("notices/x.yml", NOTE.replace("标题: ", "标题：").encode(), "YML004"),
    "full-width digits": ("finance/2026-03.yml", MARCH.replace("收入: 300.00", "收入: ３００.00").encode(), "REC003"),
    "the 30th of February": ("notices/x.yml", NOTE.replace("03-01", "02-30").encode(), "REC003"),
    "one digit changed in a closing balance": ("finance/2026-03.yml", WRONG_CLOSING.encode(), "FIN003"),
}


@pytest.mark.parametrize("what", MUST_SHOW)
def test_what_must_be_shown_is_refused_with_its_own_code_within_a_second(tmp_path: Path, what: str) -> None:
    name, content, code = MUST_SHOW[what]
    make_project(tmp_path, {"region.yml": "名称: 县\n级别: 县\n", "a/village.yml": VILLAGE, f"a/{name}": content})
    begun = time.process_time()
    verdict = verdicts_of(tmp_path)["a"]
    assert time.process_time() - begun < 1
    assert {problem.code for problem in verdict.problems} == {code}
    assert not verdict.is_clean


def test_all_of_it_together_is_one_orderly_report(tmp_path: Path) -> None:
    make_project(tmp_path, {"region.yml": "名称: 县\n级别: 县\n"})
    for number, (name, content, _) in enumerate(MUST_SHOW.values()):
        write(tmp_path, {f"v{number}/village.yml": VILLAGE, f"v{number}/{name}": content})
    done = run_cunwu("check", *DAY, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    assert [code for _, _, code in MUST_SHOW.values() if code not in done.stdout] == []
    assert "Traceback" not in done.stdout
    assert len(done.stdout) < 50_000


# --- other commands ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["FIN003", "fin003"])
def test_a_code_is_explained_with_the_page_that_the_program_brings(sound: Path, code: str) -> None:
    done = run_cunwu("explain", code, cwd=sound)
    assert done.returncode == 0
    assert done.stdout.startswith("# FIN003 期末余额对不上\n\n**错误：")


@pytest.mark.parametrize("words", [("explain",), ("explain", "FIN003"), ("explain", "CTR014")])
def test_a_board_without_pages_of_rules_reads_no_braces(sound: Path, words: tuple[str, ...]) -> None:
    said = run_cunwu(*words, cwd=sound).stdout
    assert "{" not in said
    assert "FIN003" in said or "…" in said


def test_all_codes_are_listed_by_family(sound: Path) -> None:
    done = run_cunwu("explain", cwd=sound)
    assert [code for code in CODES if f"  {code} " not in done.stdout] == []


@pytest.mark.parametrize("name", ["ledger", "收支"])
def test_a_schema_goes_by_either_name(sound: Path, name: str) -> None:
    schema = json.loads(run_cunwu("schema", name, cwd=sound).stdout)
    assert schema["title"] == "收支"


def test_formatting_mends_what_can_be_read_and_names_what_cannot(tmp_path: Path) -> None:
    make_project(
        tmp_path,
        {
            **SMALL,
            "qinghe/lianhua/deeds/2026-03.yml": DEED.replace("事项: ", "事项:    "),
            "qinghe/lianhua/deeds/x.yml": "a: ~\n",
        },
    )
    first = run_cunwu("fmt", "--check", cwd=tmp_path)
    assert first.returncode == 1
    assert "需要整理：villages/qinghe/lianhua/deeds/2026-03.yml" in first.stdout
    second = run_cunwu("fmt", cwd=tmp_path)
    unreadable = "villages/qinghe/lianhua/deeds/x.yml"
    assert second.stdout.splitlines() == [
        "已整理：villages/qinghe/lianhua/deeds/2026-03.yml",
        f"没有整理：{unreadable}（读不了，先运行 cunwu check {unreadable}）",
        "整理了 1 个文件；1 个读不了",
    ]
    assert (tmp_path / "villages/qinghe/lianhua/deeds/2026-03.yml").read_text("utf-8") == DEED
    assert "整理：" not in run_cunwu("fmt", cwd=tmp_path).stdout.replace("没有整理：", "")
