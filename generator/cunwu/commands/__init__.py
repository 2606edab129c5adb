"""The commands: one module each, with its arguments and its run; the five that edit a record share a module."""

from __future__ import annotations

from cunwu.commands import (
    amend,
    build,
    check,
    completion,
    diff,
    doctor,
    explain,
    export,
    fmt,
    init,
    intake,
    new,
    pack,
    poster,
    schema,
    serve,
    template,
    verify,
    witness,
)
from cunwu.commands.base import Command

_FILL, _AMEND, _SHOW, _KEEP, _MORE = "填写和检查", "改公布过的", "看和导出", "做一个公开栏，换新版本", "给编辑器和终端"
_LEDGER = "villages/town/shanghe/finance/2026-03.yml"
_WHY = '--reason 凭证抄错 --approved "2026-04-08 村务监督委员会"'

COMMANDS: tuple[Command, ...] = (
    Command("check", "检查记录", check.declare, check.run, _FILL, "check --fix villages/town/shanghe"),
    Command(
        "new",
        "下一份记录：照上两份写好，金额和日期空着等您填",
        new.declare,
        new.run,
        _FILL,
        "new 收支 villages/town/shanghe",
    ),
    Command("close", "算出一份收支的期末，填进空着的地方", new.declare_close, new.run_close, _FILL, f"close {_LEDGER}"),
    Command(
        "template",
        "取一份表格来填：一种记录、一个地方、一个期间",
        template.declare,
        template.run,
        _FILL,
        "template 收支 town/shanghe 2026-04 --out 四月.xlsx",
    ),
    Command(
        "import",
        "把填好的表格变成记录：先说读成了什么，没有问题才写",
        intake.declare,
        intake.run,
        _FILL,
        "import 四月.xlsx",
    ),
    Command("fmt", "把记录整理成统一写法", fmt.declare, fmt.run, _FILL, "fmt --check"),
    Command("explain", "说明一条检查规则", explain.declare, explain.run, _FILL, "explain FIN003"),
    Command("diff", "两个版本之间改了什么", diff.declare, diff.run, _FILL, "diff HEAD~1 HEAD"),
    Command(
        "correct",
        "更正一个已经公布的数：改成新值，并写明原值、原因和批准",
        amend.declare_correct,
        amend.run_correct,
        _AMEND,
        f"correct {_LEDGER} 002 支出 1330.00 {_WHY}",
    ),
    Command(
        "withdraw",
        "撤销一个条目或者整份记录：留着可读，不再计入合计",
        amend.declare_withdraw,
        amend.run_withdraw,
        _AMEND,
        f"withdraw {_LEDGER} 004 {_WHY}",
    ),
    Command(
        "redact",
        "依法屏蔽一栏个人信息：换掉文字，数字不动，写明原因和批准",
        amend.declare_redact,
        amend.run_redact,
        _AMEND,
        f"redact {_LEDGER} 012 对方 --reason 本人要求 --approved 村务监督委员会",
    ),
    Command(
        "explain-fact",
        "说明一处反常为什么是这样，写进记录，和它一起公布",
        amend.declare_explain_fact,
        amend.run_explain_fact,
        _AMEND,
        f"explain-fact {_LEDGER} FIN014 --reason 银行三月起不发纸质对账单 --who 村委会主任",
    ),
    Command(
        "late",
        "写明一个条目是截止以后补录的",
        amend.declare_item,
        amend.run_late,
        _AMEND,
        f"late {_LEDGER} 009 --reason 单据迟交 --approved 村务监督委员会",
    ),
    Command("build", "检查并生成网站", build.declare, build.run, _SHOW, "build --site-dir /srv/gongkai --strict"),
    Command("serve", "在本机预览，记录一改就更新", serve.declare, serve.run, _SHOW, "serve"),
    Command(
        "pack", "把一个地方的公开栏打成一个压缩包，不上网也能看", pack.declare, pack.run, _SHOW, "pack town/shanghe"
    ),
    Command(
        "poster",
        "做上墙的公开表：PDF，或者打印用的网页",
        poster.declare,
        poster.run,
        _SHOW,
        "poster town/shanghe --period 2026-03",
    ),
    Command(
        "verify",
        "核对网站：公布簿接不接得上，网页改没改过，纸上的核对码在不在",
        verify.declare,
        verify.run,
        _SHOW,
        "verify --code 3F9A-07C2-E1B4",
    ),
    Command(
        "witness",
        "作见证：留下别处公开栏的树头，被改写就看得出",
        witness.declare,
        witness.run,
        _SHOW,
        "witness ledger.jsonl --heads heads",
    ),
    Command("export", "导出给表格和记账软件用的文件", export.declare, export.run, _SHOW, "export --out ../export"),
    Command(
        "init",
        "新做一个公开栏：文件夹、记录、平台的文件、第一次提交",
        init.declare,
        init.run,
        _KEEP,
        "init gongkai --from 名单.xlsx --platform gitlab",
    ),
    Command("doctor", "新版程序要这个公开栏换什么", doctor.declare, doctor.run, _KEEP, "doctor"),
    Command("migrate", "把这个公开栏换到现在的程序", doctor.declare_migrate, doctor.run_migrate, _KEEP, "migrate"),
    Command("schema", "输出一种记录的 JSON Schema，供编辑器使用", schema.declare, schema.run, _MORE, "schema ledger"),
    Command(
        "completion",
        "输出终端的补全：按 Tab 补上命令和选项",
        completion.declare,
        lambda options, _: completion.run_for(COMMANDS, options),
        _MORE,
        "completion bash > ~/.local/share/bash-completion/completions/cunwu",
    ),
)
"""Every command, in the order of `cunwu --help`. Modules load what they need when they run: a check needs no MkDocs."""
