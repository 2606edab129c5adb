"""The commands: one module each, with its arguments and its run; the five that edit a record share a module."""

from __future__ import annotations

from cunwu.commands import (
    amend,
    build,
    check,
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
)
from cunwu.commands.base import Command

COMMANDS = (
    Command("check", "检查记录", check.declare, check.run),
    Command("diff", "两个版本之间改了什么", diff.declare, diff.run),
    Command(
        "correct", "更正一个已经公布的数：改成新值，并写明原值、原因和批准", amend.declare_correct, amend.run_correct
    ),
    Command("withdraw", "撤销一个条目或者整份记录：留着可读，不再计入合计", amend.declare_withdraw, amend.run_withdraw),
    Command(
        "redact", "依法屏蔽一栏个人信息：换掉文字，数字不动，写明原因和批准", amend.declare_redact, amend.run_redact
    ),
    Command(
        "explain-fact",
        "说明一处反常为什么是这样，写进记录，和它一起公布",
        amend.declare_explain_fact,
        amend.run_explain_fact,
    ),
    Command("late", "写明一个条目是截止以后补录的", amend.declare_item, amend.run_late),
    Command("explain", "说明一条检查规则", explain.declare, explain.run),
    Command("fmt", "把记录整理成统一写法", fmt.declare, fmt.run),
    Command("template", "取一份表格来填：一种记录、一个地方、一个期间", template.declare, template.run),
    Command("import", "把填好的表格变成记录：先说读成了什么，没有问题才写", intake.declare, intake.run),
    Command("build", "检查并生成网站", build.declare, build.run),
    Command("serve", "在本机预览，记录一改就更新", serve.declare, serve.run),
    Command("pack", "把一个地方的公开栏打成一个压缩包，不上网也能看", pack.declare, pack.run),
    Command("export", "导出给表格和记账软件用的文件", export.declare, export.run),
    Command("poster", "做上墙的公开表：PDF，或者打印用的网页", poster.declare, poster.run),
    Command("new", "下一份记录：照上两份写好，金额和日期空着等您填", new.declare, new.run),
    Command("close", "算出一份收支的期末，填进空着的地方", new.declare_close, new.run_close),
    Command("init", "新做一个公开栏：文件夹、记录、平台的文件、第一次提交", init.declare, init.run),
    Command("doctor", "新版程序要这个公开栏换什么", doctor.declare, doctor.run),
    Command("migrate", "把这个公开栏换到现在的程序", doctor.declare_migrate, doctor.run_migrate),
    Command("schema", "输出一种记录的 JSON Schema，供编辑器使用", schema.declare, schema.run),
)
"""Every command, in the order of `cunwu --help`. Modules load what they need when they run: a check needs no MkDocs."""
