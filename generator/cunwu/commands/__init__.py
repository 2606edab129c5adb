"""The commands: one module each, with its arguments and its run; the five that edit a record share a module."""

from __future__ import annotations

from cunwu.commands import amend, build, check, diff, explain, export, fmt, schema, serve, verify, witness
from cunwu.commands.base import Command

COMMANDS = (
    Command("check", "检查记录", check.declare, check.run),
    Command("diff", "两个版本之间改了什么", diff.declare, diff.run),
    Command(
        "correct", "更正一个已经公布的数：改成新值，并写明原值、原因和批准", amend.declare_correct, amend.run_correct
    ),
    Command("withdraw", "撤销一个条目：留着可读，不再计入合计", amend.declare_item, amend.run_withdraw),
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
    Command("build", "检查并生成网站", build.declare, build.run),
    Command("serve", "在本机预览，记录一改就更新", serve.declare, serve.run),
    Command("verify", "核对网站：公布簿接不接得上，网页改没改过，纸上的核对码在不在", verify.declare, verify.run),
    Command("witness", "作见证：留下别处公开栏的树头，被改写就看得出", witness.declare, witness.run),
    Command("export", "导出给表格和记账软件用的文件", export.declare, export.run),
    Command("schema", "输出一种记录的 JSON Schema，供编辑器使用", schema.declare, schema.run),
)
"""Every command, in the order of `cunwu --help`. Modules load what they need when they run: a check needs no MkDocs."""
