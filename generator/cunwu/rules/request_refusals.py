"""HIS: what can be said of a request as a whole: what is refused, and what whoever merges must have seen."""

from __future__ import annotations

from collections.abc import Mapping

from cunwu.core.problem import Severity
from cunwu.core.refusal import Refusal
from cunwu.values.placeholders import REASON_HERE

_SOURCE = "program/requests"
_CONFIRM = (
    "核对以后确实如此，就在提交说明里另起一行写「确认大幅变动：」，后面写原因；已经提交的，再加一个提交："
    f'git commit --allow-empty -m "确认大幅变动：{REASON_HERE}"'
)

REQUEST_REFUSALS: Mapping[str, Refusal] = {
    refusal.code: refusal
    for refusal in (
        Refusal(
            "HIS007",
            "amount_fell_far",
            "{subject}从 {before} 元降到 {after} 元（{difference}），少了三成以上",
            _CONFIRM,
            _SOURCE,
        ),
        Refusal("HIS008", "many_items_withdrawn", "一次撤销得太多：{subject}", _CONFIRM, _SOURCE),
        Refusal(
            "HIS009",
            "records_and_program_changed_together",
            "同一个申请里既改记录又改程序，请分成两个；改到的程序文件：{files}",
            "把记录和程序分成两个申请，各自检查、各自合并；改程序的先合并。确实要允许，先在最上面的 region.yml 写"
            "「公开设置」里的 记录程序同改: 是，合并以后再申请",
            _SOURCE,
        ),
        Refusal(
            "HIS011",
            "settings_changed",
            "「{word}」从 {before} 改为 {after}；以前已经到期的，仍按原来的算",
            "核对是不是该改、谁定的；改得对就不用动，合并以后才照新的算",
            _SOURCE,
            Severity.NOTICE,
        ),
        Refusal(
            "HIS030",
            "demonstration_turned",
            "「演示」从 {before} 改为 {after}：「{name}」公布过记录，改了它，公布过的数就在真实的合计里忽有忽无",
            "改回来；确实要改，由上面一级在 region.yml 写一条「更正」：条目 {name}，字段 演示，原值 {was}，新值 {now}，"
            "写明原因、批准和日期",
            _SOURCE,
        ),
        Refusal(
            "HIS019",
            "history_begins_elsewhere",
            "{sentence}",
            "核对那以前是不是只有示例，是就不用动；这句话也会写在网站上",
            _SOURCE,
            Severity.NOTICE,
        ),
        Refusal(
            "HIS014",
            "words_taken_down",
            "{label}{where}的「{field}」屏蔽了：原来的内容以后哪里也看不到",
            "核对原来的内容确实是个人信息，依法该撤；单位、地名、事由不是个人信息，改回来",
            _SOURCE,
            Severity.NOTICE,
        ),
        Refusal(
            "HIS033",
            "takedown_on_its_own_word",
            "{label}{where}的「{field}」屏蔽了，原因里说是姓名；程序认不出是不是：原来的内容以后哪里也看不到",
            "打开公布过的版本，看屏蔽的确实是人的姓名；是用途、东西、决定的，改回来",
            _SOURCE,
            Severity.NOTICE,
        ),
        Refusal(
            "ATT008",
            "pictures_to_be_looked_at",
            "「{record}」带来了附件 {number}（{file}），{seen}：请自己打开看一遍",
            "没有人脸、孩子、号码、住址、病情和签名的，合并；有的，请提申请的人用 cunwu attach --cover 遮住再放",
            _SOURCE,
            Severity.NOTICE,
        ),
        Refusal(
            "ATT011",
            "number_printed_on_a_picture",
            "「{record}」的附件 {number} 上面印着{found}（{where}）",
            "涂黑再放：cunwu attach --mask，或者 --cover 左,上,宽,高；删去这一份，合并以后就收不回来了",
            _SOURCE,
        ),
        Refusal(
            "ATT012",
            "picture_looks_like_it_has_a_number",
            "「{record}」的附件 {number} 上面有像号码的：{found}（{where}），{seen}",
            "打开看：是个人的号码，用 cunwu attach --mask 涂黑再放；是单号、单位的账号，不用动",
            _SOURCE,
            Severity.NOTICE,
        ),
        Refusal(
            "ATT013",
            "pictures_were_not_read",
            "{count} 份照片、扫描件上面的字没有识别：这里没有装 {extra}；有没有号码，以「已看过: 是」的人为准",
            "审核的人自己放大看一遍；要程序也看，在检查的机器上 pip install '{extra}'",
            _SOURCE,
            Severity.NOTICE,
        ),
        Refusal(
            "HIS020",
            "start_of_history_does_not_hold",
            "{sentence}",
            "写还只有示例的最后一个提交，示例的地方全部删去；不是从示例开始的，不写这一行",
            _SOURCE,
        ),
        Refusal(
            "HIS015",
            "takedown_of_what_is_nobodys",
            "{label}{where}的「{field}」{fault}",
            "把原来的内容放回来，删去这条屏蔽；里面有个人姓名的，只屏蔽姓名：cunwu redact 加 --part",
            _SOURCE,
        ),
        Refusal(
            "HIS016",
            "only_other_files_changed",
            "这次申请没有改记录，改的是：{files}；没有检查任何记录",
            "网站怎样做、怎样检查由这些文件决定，请看得懂程序的人看过再合并",
            _SOURCE,
            Severity.NOTICE,
        ),
        Refusal(
            "HIS017",
            "commit_time_excuses_lateness",
            "提交写的时间是 {day}，{period}{fault}：照它算，就不算逾期了",
            "用合并提交（git merge --no-ff）合并，公布的日子就是合并那天；电脑的日期错了，调对再提交",
            _SOURCE,
            Severity.NOTICE,
        ),
        Refusal(
            "HIS018",
            "periods_owed_no_more",
            "改了{words}，以前已经到期的 {count} 期就不再算这个村该公开的了",
            "核对是不是该改、谁定的；以前欠的要不要补，先说清楚再合并",
            _SOURCE,
            Severity.NOTICE,
        ),
        Refusal(
            "HIS022",
            "goal_met_when_set",
            "「{goal}」是新定的目标，要达到 {aim}，这时已达到 {achieved}",
            "核对是先定的目标还是先有的数；照旧档案补登的不用改，还在做的，照文件写真正的目标",
            _SOURCE,
            Severity.NOTICE,
        ),
        Refusal(
            "HIS025",
            "place_called_otherwise",
            "{what}：以前公布的，以后都在它下面",
            "核对是不是该改、谁定的；两个村的名字、文件夹对调，一个村的数就成了另一个村的",
            _SOURCE,
            Severity.NOTICE,
        ),
        Refusal(
            "HIS031",
            "village_given_up",
            "「{name}」写上了{day}撤销：那以后的，就不再算它该公开的了",
            "核对撤并的批文和日期、并到了哪里；村还在的，删去这一行",
            _SOURCE,
            Severity.NOTICE,
        ),
        Refusal(
            "HIS034",
            "head_lost",
            "别处公开栏的树头没有了，或者换了内容：它是那里公布过什么的凭据",
            "还原这个文件；查清了是误会、不要再比的，移到旁边一层，例如 heads/地方/查清的/，内容不动",
            _SOURCE,
        ),
        Refusal(
            "HIS032",
            "word_taken_back",
            "{label}{where}的「{field}」{what}",
            "核对是事情又变了，还是把公布过的收了回去；有原因的，写进「备注」",
            _SOURCE,
            Severity.NOTICE,
        ),
        Refusal(
            "HIS026",
            "irregularity_gone",
            "公布过的反常不见了：{code} {message}；{cause}",
            "核对是改对了，还是改得看不出来了；数本来抄错的，写更正",
            _SOURCE,
            Severity.NOTICE,
        ),
        Refusal(
            "HIS023",
            "figure_filled_in_after_closing",
            "{where}「{field}」填上了 {after}：{period}在 {closed} 已经截止，公布的时候没有写",
            "核对原件；填了它，这一期的合计、够不够规定就要重新算",
            _SOURCE,
            Severity.NOTICE,
        ),
        Refusal(
            "HIS024",
            "waiver_given",
            "准许「{place}」从 {since} 到 {until} 不照 {code}：{reason}（批准：{approved}）",
            "核对是不是该准许、谁定的；合并以后这句话写在反常的旁边",
            _SOURCE,
            Severity.NOTICE,
        ),
        Refusal(
            "HIS027",
            "note_older_than_what_it_is_about",
            "{word} {number} 的日期 {day} 早于公布的日子 {since}：那时还没有公布，没有什么可以{word}的",
            "核对年份和月份；确实那天就定了的，照实写，不用动",
            _SOURCE,
            Severity.NOTICE,
        ),
        Refusal(
            "HIS028",
            "value_between_was_never_published",
            "更正 {number} 改成的内容没有公布过，更正 {then} 又从它改起：大家看到的是从原来的直接改成后来的",
            "合成一条：原值照抄公布过的，新值写最后的；确实先后定过两次的，照实写，不用动",
            _SOURCE,
            Severity.NOTICE,
        ),
        Refusal(
            "HIS029",
            "record_of_a_neighbour_copied",
            "这份{label}和「{other}」的 {path} 一字不差（村名不算），像是存错了村",
            "看原件上是哪个村的：是「{other}」的，删去这一份，换成本村的；两个村真的一样，就不用动",
            _SOURCE,
            Severity.NOTICE,
        ),
        Refusal(
            "HIS013",
            "commit_from_the_future",
            "提交 {commit} 写的时间是 {day}，还没有到",
            "把电脑的日期和时间调对，再提交一次：git commit --amend --date=now --no-edit；前面的提交用 git rebase",
            _SOURCE,
        ),
    )
}
