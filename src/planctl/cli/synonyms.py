"""What people call commands, options and statuses that are called otherwise here, and what they may have meant.

Synonyms are only suggested and never carried out. What is neither here nor a synonym is compared by its spelling.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from planctl.cli.table import COMMANDS, find_command
from planctl.plan.spelling import essence, fold, nearest

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from planctl.cli.table import CommandSpec

#: By what to type, what people call it; a word that stands in several places may mean either.
COMMAND_WORDS: dict[str, tuple[str, ...]] = {
    "list": ("tasks", "todo", "todos", "items", "列表", "清单", "任务"),
    "list --overdue": ("overdue", "late", "逾期", "超期"),
    "list --due-before +14d": ("upcoming", "soon", "agenda", "临期"),
    "list -g": ("find", "search", "grep", "query", "filter", "查找", "搜索", "查询", "检索"),
    "show": ("view", "get", "cat", "info", "detail", "details", "describe", "open", "查看", "详情", "显示"),
    "progress": ("status", "stat", "stats", "statistics", "count", "percent", "进度", "状态", "统计"),
    "board": ("kanban", "看板"),
    "timeline": ("calendar", "gantt", "schedule", "甘特图", "日历", "时间表"),
    "units": ("unit", "departments", "department", "teams", "单位", "部门"),
    "log": ("history", "journal", "records", "历史", "记录", "日志"),
    "summary": ("report", "summarize", "summarise", "总结", "报告", "汇总"),
    "assign": ("assignee", "delegate", "responsible", "分派", "分配", "指派", "牵头"),
    "assign --owner": ("owner", "责任人"),
    'assign --lead ""': ("unassign", "取消分派", "取消指派"),
    "update": ("track", "record", "reading", "登记", "更新", "进展", "填报"),
    "update -d": ("due", "deadline", "postpone", "extend", "delay", "reschedule", "延期", "时限", "完成时限"),
    "start": ("begin", "resume", "unblock", "unhold", "启动", "开始", "推进"),
    "submit": ("deliver", "handin", "提交", "报送", "报验"),
    "done": ("finish", "complete", "close", "resolve", "accept", "approve", "完成", "办结", "验收", "销号"),
    "block": ("stop", "pause", "hold", "stuck", "suspend", "受阻", "暂停", "停止"),
    "drop": ("cancel", "abandon", "abort", "withdraw", "archive", "终止", "取消", "归档"),
    "reopen": ("open", "restart", "reactivate", "重启", "重开", "重新启动"),
    "note": ("comment", "remark", "memo", "备注", "批注", "说明"),
    "add": ("new", "create", "task", "新增", "添加", "新建"),
    "set": ("modify", "change", "field", "修改", "设置"),
    "set --title": ("rename", "retitle", "改名", "重命名"),
    "set --tag": ("tag", "label", "标签"),
    "set --target": ("target", "goal", "目标"),
    "amend": ("correct", "fix", "rectify", "更正", "订正", "改错"),
    "move": ("mv", "transfer", "移动", "调整"),
    "edit": ("vi", "vim", "nano", "notepad", "编辑"),
    "remove": ("delete", "del", "rm", "erase", "discard", "删除", "删", "移除"),
    "group": ("priority", "priorities", "section", "category", "重点"),
    "diff": ("compare", "changes", "changed", "对比", "比较", "变化"),
    "undo": ("back", "revert", "rollback", "撤销", "撤回", "回退"),
    "redo": ("again", "重做"),
    "restore": ("rescue", "recover", "backup", "恢复", "备份"),
    "check": ("lint", "validate", "verify", "doctor", "检查", "校验"),
    "carry": ("rollover", "carryover", "nextyear", "archive", "结转", "归档"),
    "init": ("create", "newplan", "初始化", "新建计划"),
    "import": ("read", "load", "importer", "导入", "读入"),
    "export": ("excel", "xlsx", "csv", "ics", "ledger", "spreadsheet", "导出", "台账"),
    "git setup": ("git-setup", "gitsetup", "merge"),
}
#: By options, what people call them.
OPTION_WORDS: dict[str, tuple[str, ...]] = {
    "--as-of": ("--today", "--at", "--asof", "--截至"),
    "--baseline": ("--base",),
    "--by": ("--author", "--who", "--user", "--group-by", "--groupby", "--记录人"),
    "--columns": ("--fields", "--cols", "--列"),
    "--dry-run": ("--preview", "--simulate", "--test", "--预览"),
    "--due": ("--deadline", "--due-date", "--until", "--by-date", "--完成时限", "--时限"),
    "--due-before": ("--before", "--until", "--due", "--deadline", "--完成时限", "--时限"),
    "--due-after": ("--after", "--from"),
    "--evidence": ("--proof", "--doc", "--document", "--attachment", "--file", "--佐证", "--文号"),
    "--grep": ("--search", "--find", "--filter", "--query", "--text", "--keyword", "--查找", "--搜索"),
    "--json": ("--format", "--output-format"),
    "--lang": ("--language", "--locale", "--语言"),
    "--lead": ("--assignee", "--department", "--dept", "--team", "--牵头", "--牵头单位"),
    "--note": ("--comment", "--message", "--msg", "--reason", "--remark", "--备注", "--原因"),
    "--on": ("--date", "--when", "--day", "--日期"),
    "--output": ("--out", "--save", "--save-as", "--file", "--输出"),
    "--overdue": ("--late", "--逾期"),
    "--owner": ("--assignee", "--person", "--responsible", "--责任人"),
    "--plan": ("--year", "--file", "--计划", "--年度"),
    "--priority": ("--section", "--group", "--category", "--重点"),
    "--reading": ("--progress", "--amount", "--value", "--percent", "--完成数", "--进度"),
    "--sort": ("--order", "--order-by", "--sort-by", "--排序"),
    "--status": ("--state", "--状态"),
    "--support": ("--with", "--supporting", "--配合", "--配合单位"),
    "--tag": ("--label", "--labels", "--tags", "--标签"),
    "--target": ("--goal", "--目标"),
    "--title": ("--name", "--rename", "--名称", "--任务"),
    "--unit": ("--department", "--dept", "--team", "--org", "--单位"),
    "--yes": ("--force", "--confirm", "--no-confirm", "--assume-yes"),
}
#: What is asked for as a status and is none: the statuses that it comprises, or the option that finds it.
STATUS_WORDS: dict[str, tuple[str, ...]] = {
    "todo,doing,blocked,submitted": ("open", "active", "unfinished", "incomplete", "undone", "未完成", "未办结"),
    "done,dropped": ("closed", "ended", "已结束", "已关闭"),
    "--all": ("all", "any", "全部", "所有"),
    "--overdue": ("overdue", "late", "逾期", "超期"),
    "--unassigned": ("unassigned", "nobody", "未分派", "未分配"),
    "--grade behind": ("behind", "欠进度", "滞后"),
    "--grade due-soon": ("due soon", "临期"),
    "--grade at-risk": ("at risk", "有风险", "风险"),
}


#: From which share of common characters a mistyped word for a command is sure to be that word.
_SURE = 0.8


def commands_meant(typed: str, specs: tuple[CommandSpec, ...] = COMMANDS) -> tuple[str, ...]:
    """Return what may have been meant by the command ``typed``, of which there is none among ``specs``.

    The answers are commands, some with an option. Where the program itself is asked, a number is that of a task or of
    a plan; what is known to be called so and is not there yet is no slip of the pen.
    """
    text = fold(typed)
    if specs is not COMMANDS:
        return _spelled_like(typed, specs)
    if re.fullmatch("[0-9]{4}", text):
        return (f"--plan {text}",)
    if re.fullmatch(r"[A-Za-z]?[0-9]+\.[0-9]+", text):
        return (f"show {text}",)
    called = _called(typed, COMMAND_WORDS)
    there = [phrase for phrase in called if find_command(phrase.partition(" ")[0])]
    return tuple(there[:2]) if called else _called_nearly(typed) or _spelled_like(typed, specs)


def _called_nearly(typed: str) -> tuple[str, ...]:
    """Return what people call ``typed``, mistyped, unless a name of ours is nearer to it."""
    from difflib import SequenceMatcher

    ours = {name for spec in COMMANDS if not spec.hidden for name in (spec.name, *spec.aliases)}
    words = {word: phrase for phrase, others in COMMAND_WORDS.items() for word in others}
    near = nearest(typed, [*ours, *words])
    sure = [word for word in near if SequenceMatcher(None, essence(word), essence(typed)).ratio() >= _SURE]
    return tuple(words[word] for word in sure[:1] if word not in ours and find_command(words[word].partition(" ")[0]))


def _spelled_like(typed: str, specs: tuple[CommandSpec, ...]) -> tuple[str, ...]:
    names = {name: spec.name for spec in specs if not spec.hidden for name in (spec.name, *spec.aliases)}
    return tuple(dict.fromkeys(names[name] for name in nearest(typed, names, 2)))


def options_called(typed: str, known: Collection[str]) -> tuple[str, ...]:
    """Return which of the options ``known`` people call ``typed``."""
    return tuple(name for name in _called(typed, OPTION_WORDS) if name in known)[:2]


def statuses_meant(typed: str) -> tuple[str, ...]:
    """Return what finds the tasks that ``typed``, which is no status, was to find."""
    return _called(typed, STATUS_WORDS)


def _called(typed: str, words: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    wanted = essence(typed)
    return tuple(name for name, others in words.items() if any(wanted == essence(word) for word in others))
