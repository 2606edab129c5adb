"""The messages that a tired accountant met and that led astray: each slip, and the words that are printed for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from cunwu.core.problem import Problem
from support.projects import APRIL, MARCH, SMALL, flat, make_project, verdicts_of

Changes = dict[str, str | bytes | None]
HERE = "qinghe/shanghe/"
FINANCE = HERE + "finance/"
EXPENSE = """\
  - 编号: 002
    日期: 2026-03-09
    摘要: 买水管
    科目: 公益支出
    支出: 200.00
    账户: 现金
"""


def printed(tmp_path: Path, changes: Changes) -> list[str]:
    """What a check of the village prints: place, message and remedy of each problem, consequences after their cause."""
    files = {**SMALL, **{f"{HERE}{name}": content for name, content in changes.items()}}
    make_project(tmp_path, {name: content for name, content in files.items() if content is not None})
    return [_line(problem) for problem in flat(verdicts_of(tmp_path)["qinghe/shanghe"].problems)]


def _line(problem: Problem) -> str:
    name = problem.file.removeprefix(f"villages/{HERE}")
    return f"{name}:{problem.spot.line} {problem.code}{problem.message}{problem.remedy}"


def rows(text: str) -> str:
    """March with the dash of its entry missing and a second entry below it."""
    head, _, entry = text.partition("  - 编号: 001\n")
    return head + "  编号: 001\n" + (entry + EXPENSE).replace("  - 编号", "    编号").replace("    ", "  ")


PASTED = MARCH.partition("  - 编号: 001\n")[0] + "".join(
    f"00{n}\t2026/3/{n}\t鱼塘承包款\t经营收入\t{n},000.00\t现金\n" for n in range(1, 4)
)

MARCH_FILE, APRIL_FILE = "finance/2026-03.yml", "finance/2026-04.yml"
FOUR_FAULTS = (
    MARCH.replace("账套: ", "账套：")
    .replace("2026-03-03", "2026/3/3")
    .replace("摘要", "摘药")
    .replace("期末: 1500.00", "期末: 1600.00")
)
WRONG_SIDE = (MARCH + EXPENSE).replace("支出: 200.00", "收入: 200.00").replace("期末: 1500.00", "期末: 1300.00")
SWAPPED = (MARCH + EXPENSE).replace("支出: 200.00", "支出: 276.00").replace("期末: 1500.00", "期末: 1233.00")

STEPS = """\
编号: 2026-03-12
种类: 村民代表会议
议题: 路灯
召开日期: 2026-03-12
四议两公开:
  - 编号: 步1
    步骤: 党员大会审议
    日期: 2026-03-04
  - 编号: 步2
    步骤: 村民代表会议决议
    日期: 2026-03-02
"""
"""True, and irregular: whoever reads what is printed must not be led to write another date."""

TABLE: dict[str, tuple[Changes, str]] = {
    "G1 an amount with a comma": (
        {MARCH_FILE: MARCH.replace("期初: 1200.00", "期初: 1,200.00")},
        """\
finance/2026-03.yml:8 REC003
    「期初」请删去金额里的逗号，应为 1200.00，填写的是「1,200.00」
    改成 期初: 1200.00
""",
    ),
    "G1 an amount that could mean two": (
        {MARCH_FILE: MARCH.replace("收入: 300.00", "收入: 3,00.00")},
        """\
finance/2026-03.yml:15 REC003
    「收入」请删去金额里的逗号，应为金额（元），如 1234.50，填写的是「3,00.00」
    对照原件重写「收入」，写成金额（元）（或 不详）
""",
    ),
    "G1 a choice": (
        {MARCH_FILE: MARCH.replace("类别: 库存现金", "类别: 现金")},
        """\
finance/2026-03.yml:7 REC003
    「类别」应为 库存现金、银行存款、专项、土地补偿费专户、其他 之一，填写的是「现金」
    改成 类别: 库存现金
""",
    ),
    "G1 a choice that is near none": (
        {MARCH_FILE: MARCH.replace("类别: 库存现金", "类别: 腰包")},
        """\
finance/2026-03.yml:7 REC003
    「类别」应为 库存现金、银行存款、专项、土地补偿费专户、其他 之一，填写的是「腰包」
    「类别」从这几个里选一个：库存现金、银行存款、专项、土地补偿费专户、其他
""",
    ),
    "G2 rows without dashes": (
        {MARCH_FILE: rows(MARCH).replace("期末: 1500.00", "期末: 1300.00"), APRIL_FILE: None},
        """\
finance/2026-03.yml:11 YML022
    「明细」下面每一条前面少了「- 」：2 条连在了一起
    在第 11、17 行的「编号」前面加「- 」（短横线加一个空格），同一条的其他各行和「编号」左边对齐
""",
    ),
    "G3 rows pasted from a table": (
        {MARCH_FILE: PASTED},
        """\
finance/2026-03.yml:11 YML023
    第 11–13 行像是从表格（Excel、WPS）里直接粘贴来的，一行有 6 格
    表格的一行写成一条，每一格前面写上栏目，例如第 11 行写成 - {编号: 001, 日期: 2026-03-01, 摘要: 鱼塘承包款, 科
    目: 经营收入, 账户: 现金, 收入: 1000.00}，下一行 - {编号: 002, 日期: 2026-03-02, 摘要: 鱼塘承包款, 科目: 经营收
    入, 账户: 现金, 收入: 2000.00}（照这样接着写，栏目对不上的改过来）
""",
    ),
    "G4 a workbook": (
        {"finance/2026-05.xlsx": b"PK\x03\x04"},
        """\
finance/2026-05.xlsx:1 REC026
    「2026-05.xlsx」是电子表格（Excel、WPS），这里不读，里面的内容没有公布
    变成记录：cunwu import villages/qinghe/shanghe/finance/2026-05.xlsx --place qinghe/shanghe，再删去它；原件要随
    记录公布的，移到 attachments/，在记录的「附件」里写上
""",
    ),
    "A2 two steps in another order": (
        {"meetings/2026-03-12.yml": STEPS},
        """\
meetings/2026-03-12.yml:5 MTG007
    到了「村民代表会议决议」，前面缺少：党组织提议、两委商议
    走过的步骤补上；没有走的不要写，在「反常说明」里写明为什么
meetings/2026-03-12.yml:11 MTG005
    「村民代表会议决议」的日期 2026 年 3 月 2 日早于「党员大会审议」的 2026 年 3 月 4 日
    核对日期，抄错的改正；确实是这个次序的照实写，不要改日期。六步依次是：党组织提议、两委商议、党员大会审议、村民代表会议
    决议、决议公开、实施结果公开
""",
    ),
    "G11 a folder of nobody": (
        {"xyz/1.yml": "a: b\n"},
        """\
xyz/1.yml:1 REC007
    文件夹「xyz」里有 1 个文件，但没有 village.yml 或 region.yml
    在「xyz」里建 village.yml（村）或 region.yml（镇、县）；文件夹放错了就移到村的文件夹里
""",
    ),
    "G5 a wrong opening": (
        {APRIL_FILE: APRIL.replace("期初: 1500.00", "期初: 1050.00")},
        """\
finance/2026-04.yml:8 FIN004
    「库存现金」期初余额应等于上期期末 1,500.00 元，填写的是 1,050.00 元；期末照上期的数算正好对得上，错的只是期初
    核对 2026-03 的期末；上期没有错就把期初改为 1500.00，期末不动
""",
    ),
    "G6 no period": (
        {MARCH_FILE: MARCH.replace("期间: 2026-03\n", "")},
        """\
finance/2026-03.yml:1 REC001
    缺少「期间」
    补一行「期间: 2026-03」（照文件名）
""",
    ),
    "G8 four faults in three layers": (
        {MARCH_FILE: FOUR_FAULTS, APRIL_FILE: None},
        """\
finance/2026-03.yml:1 YML004
    「账套」后面用了全角冒号「：」
    改成半角冒号加一个空格：「账套: 合作社」；如果这是正文，请给整段文字加英文双引号
finance/2026-03.yml:9 FIN003
    「库存现金」期末余额应为 1,500.00 元，填写的是 1,600.00 元，相差 100.00 元
    核对这个账户的期初、明细和划转；都没有错就把期末改为 1500.00
finance/2026-03.yml:12 REC003
    「日期」要用短横隔开，不用斜线，应为 2026-03-03，填写的是「2026/3/3」
    改成 日期: 2026-03-03
finance/2026-03.yml:13 REC002
    没有「摘药」这一栏，是不是「摘要」？
    把「摘药」改成「摘要」
""",
    ),
    "G10 a day without its year": (
        {MARCH_FILE: MARCH.replace("2026-03-03", "3月5日")},
        """\
finance/2026-03.yml:12 REC003
    「日期」少写了年份，应为 2026-03-05，填写的是「3月5日」
    改成 日期: 2026-03-05
""",
    ),
    "G10 a day with points": (
        {MARCH_FILE: MARCH.replace("2026-03-03", "2026.3.5")},
        """\
finance/2026-03.yml:12 REC003
    「日期」要用短横隔开，不用点，应为 2026-03-05，填写的是「2026.3.5」
    改成 日期: 2026-03-05
""",
    ),
    "G10 a day as a spreadsheet keeps it": (
        {MARCH_FILE: MARCH.replace("2026-03-03", "46086")},
        """\
finance/2026-03.yml:12 REC003
    「日期」这是表格软件里的日期序号，不是日期，应为 2026-03-05，填写的是「46086」
    改成 日期: 2026-03-05
""",
    ),
    "G11 a folder with a misspelt name": (
        {"notice/1.txt": "x", "notices/1.yml.txt": "x"},
        """\
notice/1.txt:1 REC007
    文件夹「notice」里有 1 个文件，但没有 village.yml 或 region.yml
    放记录的，文件夹改名为 notices；放一个村、一个镇的，在「notice」里建 village.yml（村）或 region.yml（镇、县）
    ；文件夹放错了就移到村的文件夹里
notices/1.yml.txt:1 REC005
    「1.yml.txt」不是任何一种记录的文件
    改名为 1.yml（不要 .yaml、.txt 结尾，字母小写）
""",
    ),
    "half of the difference is a line on the wrong side": (
        {MARCH_FILE: WRONG_SIDE, APRIL_FILE: None},
        """\
finance/2026-03.yml:9 FIN003
    「库存现金」期末余额应为 1,700.00 元，填写的是 1,300.00 元，相差 −400.00 元；编号 002 正好是相差的数的一半，多
    半是收支写反了
    核对这个账户的期初、明细和划转；都没有错就把期末改为 1700.00
""",
    ),
    "a difference of nines is two digits swapped": (
        {MARCH_FILE: SWAPPED, APRIL_FILE: None},
        """\
finance/2026-03.yml:9 FIN003
    「库存现金」期末余额应为 1,224.00 元，填写的是 1,233.00 元，相差 9.00 元；相差的数能被 9 整除：编号 002 的 276
    .00 像是两个数字写颠倒了，原来多半是 267.00
    核对这个账户的期初、明细和划转；都没有错就把期末改为 1224.00
""",
    ),
}


@pytest.mark.parametrize(("changes", "expected"), TABLE.values(), ids=TABLE.keys())
def test_a_slip_is_named_as_what_it_is_with_the_value_to_write(tmp_path: Path, changes: Changes, expected: str) -> None:
    """Lines of the expected text are broken only to fit this page."""
    assert "".join(printed(tmp_path, changes)) == "".join(line.strip() for line in expected.splitlines())
