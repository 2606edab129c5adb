"""A list of villages → the files of their places: each row is a village, its columns are words of cadres."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from cunwu.core.frozen import Frozen
from cunwu.core.patterns import regex
from cunwu.core.problem import CunwuError
from cunwu.kinds.base import Item
from cunwu.kinds.common import Settings
from cunwu.kinds.fields import fields_of
from cunwu.kinds.parsers import parse_line
from cunwu.kinds.village import LegalPerson, Village
from cunwu.yaml.compose import compose
from cunwu.yaml.tree import Plain

_SLUG = regex(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_SPLIT = regex(r"[、，,；;/\s]+")
_GROUP_COUNT = regex(r"([1-9][0-9]?) ?个?组?")
_NUMERALS = "一二三四五六七八九十"
_RHYTHMS = {
    "月": "月",
    "每月": "月",
    "按月": "月",
    "月度": "月",
    "季": "季",
    "季度": "季",
    "每季": "季",
    "按季": "季",
    "每季度": "季",
}
_MOST_GROUPS = 60


def _parser(model: type[Item], name: str) -> Callable[[str], Any]:
    """The parser of a declared field: a cell is read as the record will be."""
    form = next(spec.form for spec in fields_of(model) if spec.name == name)
    if form is None:
        raise ValueError(f"{name} holds no single value")
    return form.parse


def _slug(text: str) -> str:
    if not _SLUG.fullmatch(text):
        raise ValueError("应为小写英文字母、数字和短横线，如 shanghe")
    return text


def _rhythm(text: str) -> str:
    if text not in _RHYTHMS:
        raise ValueError("应为 月 或 季")
    return _RHYTHMS[text]


def _due(text: str) -> str:
    number = text.removesuffix("日").removesuffix("号").removeprefix("每月")
    if not (number.isascii() and number.isdecimal() and 1 <= int(number) <= 28):
        raise ValueError("应为 1 到 28 之间的日子，如 15")
    return str(int(number))


class _Column(Frozen):
    """One column: its word, what else lists call it, and how a cell is read."""

    word: str
    also: tuple[str, ...]
    parse: Callable[[str], Any]


COLUMNS = (
    _Column("村", ("村名", "行政村", "村名称", "村（社区）", "名称", "村社区"), parse_line),
    _Column("省", ("省份", "省（区、市）"), parse_line),
    _Column("市", ("地市", "设区市", "市（州）", "州"), parse_line),
    _Column("县", ("县区", "区县", "县（市、区）", "县市区", "区"), parse_line),
    _Column("乡镇", ("镇", "乡", "街道", "乡镇街道", "乡镇（街道）", "镇街", "所属乡镇"), parse_line),
    _Column("村文件夹", ("文件夹", "英文名", "拼音", "简码", "网址名"), _slug),
    _Column("乡镇文件夹", ("镇文件夹", "乡镇拼音", "镇拼音"), _slug),
    _Column("代码", ("行政区划代码", "区划代码", "村代码", "统计用区划代码"), _parser(Village, "code")),
    _Column("城乡分类", ("城乡分类代码",), _parser(Village, "urban_class")),
    _Column("村民小组", ("小组", "组", "村民组", "村民小组名称", "小组数", "村民小组数"), parse_line),
    _Column("户数", ("总户数",), lambda text: _parser(Village, "households")(_with_unit(text, "户"))),
    _Column("人口", ("总人口", "人数"), lambda text: _parser(Village, "people")(_with_unit(text, "人"))),
    _Column("村委会", ("村民委员会", "村委会名称"), parse_line),
    _Column("村委会信用代码", ("村委会代码", "村委会统一社会信用代码"), _parser(LegalPerson, "credit_code")),
    _Column("合作社", ("集体经济组织", "农村集体经济组织", "经济合作社", "集体经济组织名称", "合作社名称"), parse_line),
    _Column(
        "合作社信用代码",
        ("集体经济组织信用代码", "合作社代码", "集体经济组织统一社会信用代码"),
        _parser(LegalPerson, "credit_code"),
    ),
    _Column("周期", ("公开周期", "多久公开一次"), _rhythm),
    _Column("截止日", ("公开截止日", "几日以前", "每月几日前"), _due),
    _Column("监督电话", ("电话", "举报电话"), _parser(Settings, "hotline")),
    _Column("公开栏地址", ("公开栏", "公开栏位置"), parse_line),
    _Column("加入日期", ("上线日期", "开始日期"), _parser(Village, "joined")),
    _Column("撤销日期", ("撤并日期", "撤销时间", "撤村日期"), _parser(Village, "abolished")),
    _Column("并入", ("并入村", "并到", "合并到", "撤并到", "并入哪个村"), _parser(Village, "merged_into")),
    _Column("备注", ("说明", "序号", "编号"), parse_line),
)
"""What a list of places may hold. Only the village is needed; notes and row numbers are read over."""
_BY_WORD = {name: column for column in COLUMNS for name in (column.word, *column.also)}
_ABOVE = ("省", "市", "县", "乡镇")


def _with_unit(text: str, unit: str) -> str:
    return f"{text} {unit}" if text.isascii() and text.isdecimal() else text


Row = Mapping[str, str]
"""Word of a column → text; empty cells are left out."""


def rows_of(sheet: Sequence[Sequence[str]]) -> tuple[Row, ...]:
    """The villages of a list. Raises CunwuError that names every cell that cannot be read."""
    start = next((n for n, row in enumerate(sheet) if any(_column(cell) == _BY_WORD["村"] for cell in row)), None)
    if start is None:
        known = "、".join(column.word for column in COLUMNS)
        raise CunwuError("名单里没有写着「村」的表头", next_step=f"第一行写表头，至少有「村」；可以有：{known}")
    heads = [_column(cell) for cell in sheet[start]]
    complaints = [
        f"第 {start + 1} 行第 {n} 列：不认得表头「{cell}」，可以写 {'、'.join(column.word for column in COLUMNS)}"
        for n, (cell, head) in enumerate(zip(sheet[start], heads, strict=True), 1)
        if cell and head is None
    ]
    twice = [column.word for column, times in Counter(filter(None, heads)).items() if times > 1]
    complaints += [f"第 {start + 1} 行：表头「{word}」写了两次，留一列" for word in twice]
    rows: list[Row] = []
    for number, cells in enumerate(sheet[start + 1 :], start + 2):
        if any(cells):
            rows.append(_row(number, cells, heads, complaints))
    complaints += _told_twice(rows)
    if complaints or not rows:
        shown = "\n  ".join(complaints) or "表头下面一个村也没有"
        raise CunwuError(f"名单有 {len(complaints) or 1} 处要改：\n  {shown}", next_step="改好名单，再运行一次")
    return tuple(rows)


def _column(cell: str) -> _Column | None:
    return _BY_WORD.get("".join(cell.split()).replace("(", "（").replace(")", "）"))


def _row(number: int, cells: Sequence[str], heads: Sequence[_Column | None], complaints: list[str]) -> Row:
    row: dict[str, str] = {}
    for at, (cell, head) in enumerate(zip(cells, heads, strict=False), 1):
        if not cell or head is None or head.word == "备注":
            continue
        try:
            head.parse(cell)
        except ValueError as error:
            complaints.append(f"第 {number} 行第 {at} 列「{head.word}」：{error}，填写的是「{cell}」")
            continue
        row[head.word] = cell
    if "村" not in row:
        complaints.append(f"第 {number} 行：没有写村的名称")
    if "并入" in row and "撤销日期" not in row:
        remedy = "例如 2020-05；账并在合作社的，不在名单里写，写在 village.yml 的法人里"
        complaints.append(f"第 {number} 行：写了并入{row['并入']}，没有写「撤销日期」，{remedy}")
    if "合作社信用代码" in row and "合作社" not in row:
        complaints.append(f"第 {number} 行：写了合作社信用代码，没有写「合作社」的名称")
    return row


def _told_twice(rows: Iterable[Row]) -> Iterator[str]:
    counted = Counter((*(row.get(word, "") for word in _ABOVE), row.get("村", "")) for row in rows)
    yield from (f"「{'·'.join(filter(None, names))}」写了 {times} 次" for names, times in counted.items() if times > 1)


# --- rows → files -----------------------------------------------------------------------------------------------------


def place_files(rows: Sequence[Row], joined: str, name: str = "") -> dict[str, str]:
    """Path below villages/ → content of the files of all places; the root is the lowest place that holds them all.

    `name` is what the root is called if the list names no place above all its villages.
    """
    above = [tuple((word, row[word]) for word in _ABOVE if word in row) for row in rows]
    shared = _shared(above)
    common = {
        word: text for word in ("周期", "截止日", "监督电话") if (text := _alike(row.get(word, "") for row in rows))
    }
    files = {"region.yml": compose(_root(shared, common, name))}
    slugs = _Slugs()
    for row, path in zip(rows, above, strict=True):
        folder = ""
        for depth in range(len(shared), len(path)):
            word, text = path[depth]
            folder += slugs.of(folder, text, row.get("乡镇文件夹", "") if word == "乡镇" else "", "p") + "/"
            files.setdefault(f"{folder}region.yml", compose(_region(word, text)))
        slug = slugs.of(folder, f"村 {row['村']}", row.get("村文件夹", ""), "c")
        files[f"{folder}{slug}/village.yml"] = compose(_village(row, common, joined))
    return files


def _shared(paths: Sequence[tuple[tuple[str, str], ...]]) -> tuple[tuple[str, str], ...]:
    """The places that hold every village of the list."""
    first, shared = paths[0], []
    for depth, step in enumerate(first):
        if any(path[: depth + 1] != first[: depth + 1] for path in paths):
            break
        shared.append(step)
    return tuple(shared)


def _alike(texts: Iterable[str]) -> str:
    """The text of all rows; empty if they differ: what a county owes each month, no village may owe each quarter."""
    found = set(texts)
    return found.pop() if len(found) == 1 else ""


def _root(shared: Sequence[tuple[str, str]], common: Row, name: str) -> dict[str, Plain]:
    if not shared:
        root: dict[str, Plain] = {"名称": name or "村务公开板", "级别": "其他"}
    else:
        root = _region(*shared[-1])
        if len(shared) > 1:
            root["隶属"] = "".join(text for _, text in shared[:-1])
    return {**root, **_settings(common)}


def _region(word: str, text: str) -> dict[str, Plain]:
    endings = {"镇": "镇", "乡": "乡", "街道": "街道", "街道办事处": "街道", "区": "区"}
    ending = next((level for end, level in endings.items() if text.endswith(end)), "")
    if word == "乡镇":
        return {"名称": text, "级别": ending or "其他"}
    return {"名称": text, "级别": "区" if word == "县" and ending == "区" else word}


def _settings(row: Row) -> dict[str, Plain]:
    own: dict[str, Plain] = {word: row[word] for word in ("周期", "截止日", "监督电话") if word in row}
    if "周期" in own:
        own["周期"] = _RHYTHMS[row["周期"]]
    if "截止日" in own:
        own["截止日"] = _due(row["截止日"])
    return {"公开设置": own} if own else {}


def _village(row: Row, common: Row, joined: str) -> dict[str, Plain]:
    name = row["村"]
    village: dict[str, Plain] = {"名称": name}
    if "代码" in row:
        village["行政区划代码"] = row["代码"]
    if "城乡分类" in row:
        village["城乡分类"] = row["城乡分类"]
    village |= {word: row[word] for word in ("撤销日期", "并入") if word in row}
    village["加入日期"] = row.get("加入日期", joined)
    village |= {word: _with_unit(row[word], unit) for word, unit in (("户数", "户"), ("人口", "人")) if word in row}
    if groups := _groups(row.get("村民小组", "")):
        village["村民小组"] = groups
    village["法人"] = list(_legal_persons(row, name))
    if "公开栏地址" in row:
        village["公开栏地址"] = row["公开栏地址"]
    own = {word: row[word] for word in ("周期", "截止日", "监督电话") if word in row and row[word] != common.get(word)}
    return {**village, **_settings(own)}


def _groups(text: str) -> list[Plain]:
    """Groups by name, or so many of them: 一组、二组、三组 or 6个组."""
    counted = _GROUP_COUNT.fullmatch(text)
    if counted and int(counted[1]) <= _MOST_GROUPS:
        names = [f"第{_numeral(n)}村民小组" for n in range(1, int(counted[1]) + 1)]
        return [{"编号": f"{n}组", "名称": name} for n, name in enumerate(names, 1)]
    return [{"编号": name, "名称": name} for name in dict.fromkeys(_SPLIT.split(text)) if name]


def _numeral(number: int) -> str:
    tens, ones = divmod(number, 10)
    lead = "" if not tens else ("十" if tens == 1 else f"{_NUMERALS[tens - 1]}十")
    return lead + (_NUMERALS[ones - 1] if ones else "")


def _legal_persons(row: Row, name: str) -> Iterator[dict[str, Plain]]:
    """The committee every village has; the collective only where the list says what it is called."""
    yield {
        "编号": "村委会",
        "名称": row.get("村委会", f"{name}{'居民' if name.endswith('社区') else '村民'}委员会"),
        "种类": "村民委员会",
        **({"信用代码": row["村委会信用代码"]} if "村委会信用代码" in row else {}),
    }
    if "合作社" in row:
        yield {
            "编号": "合作社",
            "名称": row["合作社"],
            "种类": "农村集体经济组织",
            **({"信用代码": row["合作社信用代码"]} if "合作社信用代码" in row else {}),
        }


class _Slugs:
    """Names of folders: as the list says, else numbered; a guess at the sound of a name may be wrong for ever."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], str] = {}
        self._taken: set[str] = set()

    def of(self, folder: str, place: str, wanted: str, lead: str) -> str:
        """The folder of a place in that folder. Raises CunwuError if two places want one."""
        key = (folder, place)
        if key in self._known:
            return self._known[key]
        number = sum(one == folder for one, _ in self._known) + 1
        slug = wanted or f"{lead}{number:02d}"
        if f"{folder}{slug}" in self._taken:
            message = f"文件夹「{slug}」给了两个地方，其中一个是「{place.removeprefix('村 ')}」"
            raise CunwuError(message, next_step="改名单里的文件夹名，再运行一次")
        self._taken.add(f"{folder}{slug}")
        self._known[key] = slug
        return slug


def unnamed(rows: Iterable[Row]) -> int:
    """How many villages of a list have no name of a folder."""
    return sum("村文件夹" not in row for row in rows)
