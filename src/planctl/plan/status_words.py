"""What people call the states of a task and the periods of a duty, and which of them a written word means."""

from __future__ import annotations

from planctl.errors import ExitCode, PlanctlError, UsageError
from planctl.plan.duties import Every
from planctl.plan.model import Status
from planctl.plan.spelling import essence, nearest, split_list

#: What each status may be called, its code apart; case, blanks, ``-`` and ``_`` do not matter.
STATUS_WORDS: dict[Status, tuple[str, ...]] = {
    Status.TODO: ("未启动", "未开始", "未开展", "待办", "not started", "to do", "pending"),
    Status.DOING: ("推进中", "正在推进", "序时推进", "进行中", "办理中", "在办", "in progress", "under way", "started"),
    Status.BLOCKED: ("受阻", "停滞", "暂停", "搁置", "stuck", "on hold"),
    Status.SUBMITTED: ("待验收", "已提交", "已报送", "待审核", "awaiting acceptance", "awaiting review", "in review"),
    Status.DONE: (
        "已完成",
        "完成",
        "办结",
        "已办结",
        "已验收",
        "已销号",
        "销号",
        "达标",
        "complete",
        "completed",
        "finished",
        "accepted",
        "closed out",
        "met",
    ),
    Status.DROPPED: ("已终止", "终止", "已取消", "取消", "已撤销", "cancelled", "canceled", "withdrawn", "abandoned"),
}
#: What each period may be called, its code apart.
EVERY_WORDS: dict[str, tuple[str, ...]] = {
    Every.MONTH: ("每月", "月", "按月", "monthly", "every month"),
    Every.QUARTER: ("每季度", "每季", "季度", "季", "按季度", "quarterly", "every quarter"),
    Every.HALF: ("每半年", "半年", "half-yearly", "half a year", "every half year"),
    Every.YEAR: ("每年", "年", "按年", "yearly", "annually", "every year"),
}
#: What people may type for a status that is none: such a task is a duty.
DUTY_WORDS = ("ongoing", "长期坚持", "长期", "持续推进", "常态化")


class DutyNoStatusError(UsageError):
    """``value`` is no status, but says that a task has no end."""

    key = "error.duty_no_status"


class UnknownStatusError(PlanctlError):
    """``value`` is no status in either language."""

    exit_code = ExitCode.UNKNOWN
    key = "error.unknown_status"


def parse_status(value: str) -> Status:
    """Read a status from its code or one of its names in either language.

    Raises:
        DutyNoStatusError: It says that a task has no end.
        UnknownStatusError: It is none; carries the nearest names.
    """
    wanted = essence(value)
    for status, words in STATUS_WORDS.items():
        if any(wanted == essence(word) for word in (status.value, *words)):
            return status
    if wanted in map(essence, DUTY_WORDS):
        raise DutyNoStatusError(value=value)
    known = [word for status, words in STATUS_WORDS.items() for word in (status.value, *words)]
    raise UnknownStatusError(value=value, suggestions=nearest(value, known))


def parse_statuses(*values: str) -> tuple[Status, ...]:
    """Read lists of statuses, such as ``doing,受阻``; raises ``UnknownStatusError`` for the first that is none."""
    words = (word for value in values for word in split_list([value]) or [value])
    return tuple(dict.fromkeys(map(parse_status, words)))
