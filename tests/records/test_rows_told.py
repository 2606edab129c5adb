"""What only shows when the values of a row are read together: a name beside an illness, one number in two fields."""

from __future__ import annotations

import pytest

from cunwu.core.problem import Severity
from support.gate import problems_of

HEAD = "账套: 合作社\n期间: 2026-03\n制度: 简易\n明细:\n"
PERSON, CALLED, CARD = "110101199003071233", "16712345678", "6222021234567890128"


def told(rows: str) -> list[tuple[str, Severity]]:
    return [(problem.code, problem.severity) for problem in problems_of({"finance/2026-03.yml": HEAD + rows})]


def row(number: int = 1, **values: str) -> str:
    return f"  - 编号: {number}\n    日期: 2026-03-03\n" + "".join(
        f"    {word}: '{text}'\n" for word, text in values.items()
    )


ASKED, REFUSED = [("PRV014", Severity.NOTICE)], [("PRV001", Severity.ERROR)]


@pytest.mark.parametrize(
    "rows",
    [
        row(对方="张建国", 摘要="付肝癌手术费"),
        row(摘要="付肝癌手术费", 对方="张建国"),
        row(对方="张建国（户主）", 摘要="重度残疾人护理补贴"),
        row(对方="张建国", 摘要="慰问金", 说明="因家里的劳动力今年春天以来一直在县医院住院，生活有困难"),
        row(对方="张某", 说明="精神异常"),
        row(摘要="慰问村民张建国", 说明="女儿 9 岁"),
        row(对方="张建国", 摘要="孤儿"),
        row(对方="张建国", 小组="身份证后六位 071233"),
        row(对方="张建国", 摘要="刑满释放人员安置"),
        "  - {编号: 1, 对方: 张建国, 摘要: 尿毒症}\n",
        row(对方="张建国", 不认识的栏="白血病"),
    ],
)
def test_a_name_beside_an_illness_in_the_next_field_is_asked_about(rows: str) -> None:
    assert told(rows) == ASKED


@pytest.mark.parametrize(
    "rows",
    [
        row(对方="县残疾人联合会", 摘要="残疾人之家修缮"),
        row(审批人="张建国", 摘要="付大病救助政策宣传费"),
        row(经手人="张建国", 摘要="付肝癌早期筛查组织费"),
        row(对方="张建国", 摘要="糖尿病健康讲座场租"),
        row(1, 对方="张建国", 摘要="工资") + row(2, 对方="县医院", 摘要="肝癌筛查"),
        row(对方="张某", 摘要="重度残疾人护理补贴发放"),
        row(凭证="430103195803", 对方="张建国", 摘要="工资"),
        row(凭证="150", 文号="20260301", 摘要="工资"),
        row(凭证="记-150", 票号="12345678"),
        row(1, 凭证="HT430103202603011", 合同="43010320260301102") + row(2, 凭证="430103202603012"),
    ],
)
def test_schemes_officials_and_numbers_of_papers_are_not_asked_about(rows: str) -> None:
    assert told(rows) == []


@pytest.mark.parametrize(
    "rows",
    [
        row(凭证=PERSON[:12], 合同=PERSON[12:]),
        row(凭证=PERSON[:6], 摘要=PERSON[6:14], 合同=PERSON[14:]),
        row(凭证=PERSON[:12], 对方="张某", 合同=PERSON[12:]),
        row(对方=f"张某 {PERSON[:9]}", 摘要=f"{PERSON[9:]} 付款"),
        row(1, 摘要=f"张某{PERSON[:10]}") + row(2, 摘要=f"{PERSON[10:]}补"),
        row(摘要="一一〇一〇一一九九〇", 说明="〇三〇七一二三三"),
        "  - {编号: 1, 凭证: " + PERSON[:10] + ", 合同: '" + PERSON[10:] + "'}\n",
    ],
)
def test_an_identity_number_in_two_fields_or_two_rows_is_refused(rows: str) -> None:
    assert told(rows) == REFUSED
    assert all(PERSON[6:14] not in problem.message for problem in problems_of({"finance/2026-03.yml": HEAD + rows}))


@pytest.mark.parametrize(
    "rows",
    [
        row(对方=f"张某 {CALLED[:3]}", 摘要=CALLED[3:]),
        row(对方="张某", 摘要=f"电话{CALLED[:7]}", 说明=f"{CALLED[7:]}"),
        row(对方=f"张某{CARD[:8]}", 摘要=CARD[8:]),
        row(摘要=f"打给 {CARD[:10]}", 说明=CARD[10:]),
        row(摘要=CALLED[:5], 说明=CALLED[5:]),
        row(1, 摘要=f"联系{CALLED[:3]}") + row(2, 摘要=f"{CALLED[3:]}"),
    ],
)
def test_a_telephone_or_a_card_in_two_fields_is_asked_about(rows: str) -> None:
    assert told(rows) == ASKED
