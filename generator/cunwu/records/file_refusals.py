"""What may be wrong with the place of a file in the project, before anything in it is read."""

from __future__ import annotations

from cunwu.core.problem import Severity
from cunwu.core.refusal import Refusal
from cunwu.records.strays import STRAY_REFUSALS

FILE_REFUSALS: dict[str, Refusal] = {
    refusal.code: refusal
    for refusal in (
        *STRAY_REFUSALS,
        Refusal(
            "REC006",
            "link_refused",
            "「{name}」是链接或特殊文件，不会打开",
            "删去链接，把真正的文件放在这里",
        ),
        Refusal(
            "REC036",
            "attributes_of_git",
            "「{name}」会让 git 改变别的文件，提交的和看到的不一样",
            "删去「{name}」；最上面一层的 .gitattributes 只写 text、eol、binary，不写 villages/、content/、theme/",
        ),
        Refusal(
            "REC021",
            "path_hidden",
            "「{name}」以点开头，是隐藏的：不会公布，里面的内容也没有人看得到",
            "是记录就去掉名称开头的点；不是记录就删去",
            severity=Severity.NOTICE,  # an editor's swap file hurts nobody; a record that is hidden is HIS003
        ),
        Refusal(
            "REC007",
            "folder_without_place",
            "文件夹「{folder}」里有 {count} 个文件，但没有 village.yml 或 region.yml",
            "{near}在「{folder}」里建 village.yml（村）或 region.yml（镇、县）；文件夹放错了就移到村的文件夹里",
        ),
        Refusal(
            "REC020",
            "place_inside_village",
            "村的文件夹里还有一个地方「{folder}」，不会公布",
            "把文件夹「{folder}」移到镇的文件夹里，和这个村并排；自然村的记录写在这个村里，不用另建文件夹",
        ),
        Refusal(
            "REC008",
            "slug_unusable",
            "文件夹名「{name}」应由小写字母、数字和 - 组成",
            "改用拼音，例如 shanghe；中文名称写在 village.yml 或 region.yml 里",
        ),
    )
}
