"""All rules and all codes: those that a module of this folder declares, and those declared at the fields of kinds."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping

from cunwu.core.frozen import Frozen
from cunwu.core.problem import Severity
from cunwu.kinds import KINDS
from cunwu.kinds.reading import REC_REFUSALS
from cunwu.records.file_refusals import FILE_REFUSALS
from cunwu.records.names import NAME_REFUSALS
from cunwu.rules import *  # noqa: F403 - loads every module of the folder, so that none has to be listed
from cunwu.rules.answers import ANSWER_REFUSALS
from cunwu.rules.base import Rule
from cunwu.rules.history import HIS_REFUSALS
from cunwu.rules.relations import relation_rules
from cunwu.rules.request_refusals import REQUEST_REFUSALS
from cunwu.yaml.reader import YML_REFUSALS

FAMILIES: Mapping[str, str] = {
    "YML": "写法：文件能不能读",
    "REC": "记录：任何一种记录",
    "FIN": "财务：收支和余额",
    "SUP": "看一看：不一定有错，请监督委员会看一看",
    "BUD": "预算：计划和执行",
    "STM": "报表：合计和勾稽",
    "CTR": "资产资源和合同：家底和租金",
    "DEB": "债权债务：欠的和还的",
    "BEN": "补助：名单和合计",
    "LEV": "筹资筹劳：该筹的和收到的",
    "AUD": "审计清理：查出的和退回的",
    "PRJ": "项目：工程和资金",
    "CAD": "驻村：派驻、考勤、走访",
    "MTG": "会议：人数、票数、步骤",
    "REF": "引用：记录之间对得上",
    "PUB": "及时：该公开的公开了没有",
    "ATT": "附件：能不能公布，有没有人看过",
    "PRV": "隐私：不该写的号码、住址和姓名",
    "HIS": "历史：公布过的怎样才能改",
    **{kind.family: kind.label for kind in KINDS if kind.family},
}
"""Letters of a code → the subject of its family, in the order of the reference."""


def _declared() -> Iterator[Rule]:
    package = __name__.rpartition(".")[0]
    for name, module in tuple(sys.modules.items()):
        if name.startswith(f"{package}."):
            yield from (value for value in vars(module).values() if isinstance(value, Rule))


RULES: tuple[Rule, ...] = tuple(
    sorted({found.code: found for found in (*_declared(), *relation_rules())}.values(), key=lambda found: found.code)
)
"""Rules that look at records once they are read."""


ARITHMETIC = frozenset(found.code for found in RULES if found.arithmetic)
"""Codes of the rules that an original paper itself may break, so that it can be published as it stands."""


class Entry(Frozen):
    """One code of the catalogue, whether reading or a rule finds its problems."""

    code: str
    name: str
    message: str
    remedy: str
    severity: Severity
    source: str

    @property
    def family(self) -> str:
        """The letters of the code: "FIN" of FIN003."""
        return self.code[:3]


def _catalogue() -> Iterator[Entry]:
    refused = (
        YML_REFUSALS,
        REC_REFUSALS,
        FILE_REFUSALS,
        NAME_REFUSALS,
        HIS_REFUSALS,
        REQUEST_REFUSALS,
        ANSWER_REFUSALS,
    )
    for refusals in refused:
        for one in refusals.values():
            source = one.source or "program/reading"
            yield Entry(one.code, one.name, one.message, one.remedy, one.severity, source)
    for declared in RULES:
        yield Entry(declared.code, declared.name, declared.message, declared.remedy, declared.severity, declared.source)


CODES: Mapping[str, Entry] = {
    entry.code: entry
    for entry in sorted(_catalogue(), key=lambda entry: (list(FAMILIES).index(entry.family), entry.code))
}
"""Every code that a problem can have, in the order of the reference."""
