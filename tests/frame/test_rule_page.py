"""The page of a rule: written or declared, it holds how grave, what it rests on and what a check prints."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cunwu.core.paths import Project
from cunwu.core.problem import CunwuError
from cunwu.frame.rule_declared import declarations
from cunwu.frame.rule_example import read_examples, show_examples
from cunwu.frame.rule_page import SECTIONS, Declaration, RulePages, declared_page, printed, read_page
from cunwu.frame.rule_report import report_on
from cunwu.rules.catalogue import CODES

ROOT = Path(__file__).resolve().parents[2]
NAMES_A_FINDING = Declaration(
    kind="audit",
    words=("处理", "发现"),
    title="处理针对的发现没有",
    checked="「处理」写的「发现」，是同一份里「发现」的编号。",
    wrong="发9",
)
HAS_A_TITLE = Declaration(kind="notice", words=("标题",), title="缺了标题", checked="公告写「标题」。")
PAGE = """\
# FIN003 期末对不上

## 错误示例
### 例一：多了一行

```yaml title="notices/1.yml" hl_lines="2"
编号: 1
标题: 甲
种类: 通知
```

### 例二：接在后面

```yaml title="village.yml（接在后面）" hl_lines="1"
备注: 甲
```

### 例三：公布以后改的

```yaml title="公布过的 notices/1.yml"
编号: 1
标题: 甲
```

```diff title="notices/1.yml" hl_lines="2"
- 标题: 甲
+ 标题: 乙
```

## 改成
### 例三：换了名字

`notices/1.yml` 改名为 `notices/2.yml`。

删去 `公布过的 notices/1.yml`。

### 写全

```diff title="notices/1.yml"
  种类: 通知
+ 起: 2026-03-15
```
"""


def test_an_example_continues_a_base_file_and_changes_what_was_published() -> None:
    first, second, third = read_page(PAGE).bad
    assert first.blocks["notices/1.yml"].marked == (2,)
    assert second.blocks["village.yml"].text.endswith("种类: 农村集体经济组织\n备注: 甲\n")
    assert second.blocks["village.yml"].marked == (9,)
    assert third.blocks["notices/1.yml"].text == "编号: 1\n标题: 乙\n"
    assert third.blocks["notices/1.yml"].marked == (2,)


BUILDS_ON = """\
### 例一：标题没有写

```yaml title="notices/1.yml"
编号: 1
种类: 通知
```

```yaml title="notices/2.yml" hl_lines="1"
编号: 2
```

### 例二：种类写错

只差一行。

```diff title="notices/1.yml" hl_lines="2"
- 种类: 通知
+ 种类: 通报
```
"""


def test_an_example_that_changes_a_file_of_the_one_before_takes_over_the_others() -> None:
    _, second = read_examples(BUILDS_ON)
    assert {title: (block.text, block.marked) for title, block in second.blocks.items()} == {
        "notices/1.yml": ("编号: 1\n种类: 通报\n", (2,)),
        "notices/2.yml": ("编号: 2\n", ()),
    }


def test_such_an_example_is_shown_whole() -> None:
    first, second = show_examples(BUILDS_ON).split("### 例二")
    assert first == BUILDS_ON.split("### 例二", maxsplit=1)[0]
    assert second == (
        "：种类写错\n\n只差一行。\n\n"
        '```yaml title="notices/1.yml" hl_lines="2"\n编号: 1\n种类: 通报\n```\n\n'
        '```yaml title="notices/2.yml"\n编号: 2\n```\n\n'
    )


def test_an_amendment_mends_the_example_it_names_else_the_first() -> None:
    renamed, completed = read_page(PAGE).amended
    assert {title: block.text for title, block in renamed.blocks.items()} == {"notices/2.yml": "编号: 1\n标题: 乙\n"}
    assert completed.blocks["notices/1.yml"].text == "编号: 1\n标题: 甲\n种类: 通知\n起: 2026-03-15\n"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("### 例三：换", "### 例四：换", "例四，错误示例里没有"),
        ("`notices/1.yml` 改名", "`notices/9.yml` 改名", "没有 notices/9.yml"),
        ("删去 `公布过的 notices/1.yml`", "删去 `notices/1.yml`", "没有 notices/1.yml"),
        ("  种类: 通知", "  种类: 公示", "出现了 0 处"),
    ],
)
def test_an_amendment_that_fits_nothing_is_refused(old: str, new: str, message: str) -> None:
    with pytest.raises(CunwuError, match=message):
        print(read_page(PAGE.replace(old, new)).amended)


def test_a_file_is_written_once_in_an_example() -> None:
    twice = '```yaml title="a.yml"\n1\n```\n'
    with pytest.raises(CunwuError, match=r"两次 a\.yml"):
        print(read_page(f"# X 甲\n\n## 错误示例\n{twice}\n{twice}").bad)


def test_a_page_holds_what_people_wrote_and_what_the_program_says() -> None:
    text = RulePages(Project(ROOT)).markdown("FIN003")
    grave = "改好以前，网上这份记录还是上一次没有错误的样子，新的记录先不公布；其余照常公布。"
    assert text.startswith(f"# FIN003 期末余额对不上\n\n**错误：{grave}")
    assert [line[3:] for line in text.splitlines() if line.startswith("## ")] == list(SECTIONS)
    assert "\n\n依据：[收支表的算术关系](../sources.md#bookkeeping-identities)" in text
    assert "villages/shanghe/finance/2026-03.yml:9:9: 错误 FIN003 「库存现金」期末余额应为 880.00 元" in text
    assert "改法：核对这个账户的期初" in text
    assert "\n1. 看期初" in text


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("YML001", "**错误：这个文件读不了；改好以前，网上这份记录还是上一次没有错误的样子"),
        ("PRV001", "**错误：改好以前不公布，也不能豁免；"),
        ("SUP003", "**提醒：不影响公布，"),
    ],
)
def test_a_page_says_how_grave_a_problem_is(code: str, words: str) -> None:
    assert words in RulePages(Project(ROOT)).markdown(code)


@pytest.fixture
def bare(tmp_path: Path) -> Project:
    """A project without a page of rules and without sources."""
    return Project(tmp_path)


def test_a_code_that_is_declared_at_a_field_needs_no_written_page(bare: Project) -> None:
    text = RulePages(bare, {"AUD001": NAMES_A_FINDING}).markdown("AUD001")
    assert text.startswith("# AUD001 处理针对的发现没有\n\n**错误：")
    assert NAMES_A_FINDING.checked in text
    assert "](../sources.md#program-references)" in text
    assert '```yaml title="audits/2025-清账.yml" hl_lines="16"' in text
    assert "-     发现: 发9\n+     发现: 发1\n" in text
    assert "audits/2025-清账.yml:16:9: 错误 AUD001 " in text
    assert "1. " in text


@pytest.mark.parametrize(("code", "declaration"), [("AUD001", NAMES_A_FINDING), ("REC001", HAS_A_TITLE)])
def test_the_example_of_a_declaration_yields_its_code_and_the_sample_itself_does_not(
    code: str, declaration: Declaration
) -> None:
    page = declared_page(declaration)
    (bad,), (amended,) = page.bad, page.amended
    samples = [problem.code for problem in report_on(amended, page.base).problems]
    assert code not in samples
    assert sorted(problem.code for problem in report_on(bad, page.base).problems) == sorted([*samples, code])
    assert code in printed(CODES[code], page)


def test_a_written_page_goes_before_a_declared_one() -> None:
    assert RulePages(Project(ROOT), {"FIN003": NAMES_A_FINDING}).page("FIN003").title == "期末余额对不上"


def test_a_declaration_of_a_field_that_the_sample_lacks_is_refused() -> None:
    with pytest.raises(CunwuError, match="audit 的例子里没有「处理、没有」"):
        declared_page(Declaration("audit", ("处理", "没有"), "标题", "检查。", "甲"))


def test_a_code_without_any_page_is_named(bare: Project) -> None:
    with pytest.raises(CunwuError, match="规则 AUD001 没有说明页"):
        RulePages(bare).page("AUD001")


def test_titles_made_from_words_of_fields_read_as_sentences() -> None:
    titles = {code: declaration.title for code, declaration in declarations().items()}
    assert titles["BEN002"] == "公示的「止」早于「起」"
    assert titles["AUD001"] == "处理写的「发现」查不到"
    assert titles["AUD009"] == "退赔的日期早于「时间」"
    assert not [title for title in titles.values() if re.search(r"的.早于|于.$", title)]


def test_the_lines_of_a_rule_tried_alone_are_those_of_a_whole_check() -> None:
    pages = RulePages(Project(ROOT))
    shown = [(entry, page) for code, entry in CODES.items() if (page := pages.find(code)) and page.bad]
    assert len(shown) > 300
    assert [entry.code for entry, page in shown if printed(entry, page) != printed(entry, page, alone=False)] == []
