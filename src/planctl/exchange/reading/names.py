"""What offices call the columns of their ledgers, and which field of an item each name means.

A name is compared after folding: NFKC, no blanks, line feeds, brackets or marks. What stands in brackets, such as a
unit of measure, matters only if the name has another meaning with it. The names are those that were met in ledgers of
many offices, and those that planctl writes itself, in both languages.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from functools import cache
from typing import NamedTuple

from planctl.plan.spelling import fold


class Form(Enum):
    """How the cells of a field are read."""

    TEXT = auto()
    REPORT = auto()  # a text, too, but one of a report
    STANDING = auto()  # one that holds until the next report
    TEXTS = auto()
    OTHER = auto()  # in a way of its own


class LedgerField(NamedTuple):
    """What a column may hold: a field of items or a part of reports, under the ``name`` that ``--map`` has for it.

    Offices have names for such a column that match ``called``. Several columns may hold together what ``is_shared``.
    What has a ``kind`` is no field of items of other kinds.
    """

    name: str
    called: str = ""
    form: Form = Form.OTHER
    is_shared: bool = False
    kind: str = ""


class Meaning(NamedTuple):
    """What the name of a column means: a ``field``, or one of ``choices``, of which somebody has to say which.

    ``RESPONSIBLE`` is a unit that leads where no other column has one, and supports otherwise; a ``BARE_UNIT`` beside a
    column of those that lead means nothing. ``rank`` tells names for tasks apart, from the narrowest on.
    """

    field: str
    rank: int = 0
    choices: tuple[str, ...] = ()


#: So many known names make a header.
ENOUGH = 2
#: No name of a column is longer.
LONGEST = 100
#: From this rank on a name for tasks may be the heading of a narrower one.
WIDE = 3
#: Titles that say what the items are, by the kind.
KINDS = {"indicator": "三级指标|指标|indicator", "finding": "发现的问题|问题(?:名称|描述|表现)?|finding"}
#: Meanings that are no fields.
RESPONSIBLE, BARE_UNIT = "responsible", "bare_unit"

_UNIT = "(?:单位|部门|处室|科室|机构){1,2}"
_WORK = "(?:任务|工作|事项|项目|办理|完成|落实|推进|整改|整治|当前|目前|最新|具体|主要|实际)"
#: Names of what tasks stand under.
_GROUPS = (
    "(?:业务|事项|任务|工作|隐患|问题线索|问题|项目|目标|指标)(?:类别|类型|分类)|类别|类型|板块|领域|重点领域|考核项目"
    "|清单|报表|督察|指标体系|priority|group|inspection|standard"
)
_TEXT, _STANDING, _TEXTS = Form.TEXT, Form.STANDING, Form.TEXTS
_ALL = (
    LedgerField("id", "序号|编号|no|id|任务编号"),
    LedgerField("group", _GROUPS),
    LedgerField("title"),  # by its names below
    LedgerField("title_en", "(?:英文|english)(?:标题|名称)?|titleen", _TEXT),
    LedgerField("lead", f"(?:整治|整改)?(?:牵头|主办|主责|负责)(?:责任)?(?:{_UNIT})?|lead(?:unit)?|主责"),
    LedgerField(
        "support",
        f"(?:整治|整改)?(?:配合|协办|协同|参与|参加|协助|会办|支持)(?:责任)?(?:{_UNIT})?|support(?:ing)?(?:units?)?",
        is_shared=True,
    ),
    LedgerField("owner", "(?:部门|主责)?责任人|负责人|主管人员|经办人|承办人|联系人|owner", _TEXT),
    LedgerField("start", "(?:计划)?(?:开始|启动|起始)(?:时间|日期)|start"),
    LedgerField(
        "due",
        "(?:要求|计划|规定|最终|拟)?(?:完成|办结|整改|整治|办理|落实)(?:的)?(?:时限|期限|时间|日期)(?:要求)?"
        "|时限(?:要求)?|时间节点|(?:截止|到期)(?:时间|日期|日)|due|deadline",
    ),
    LedgerField("status", f"{_WORK}?状态|(?:整改|任务)?完成情况|是否完成|办结情况|status"),
    LedgerField("source", "(?:任务|事项|工作|问题)?来源|(?:文件|政策)?依据|出处|source", _TEXT),
    LedgerField("target", "目标|目标值|目标数|年度目标值?|任务数|计划数|target"),
    LedgerField("measure", "(?:计量)?单位名称|计量单位|measure"),
    LedgerField("reading", "完成数|完成量|当前值|已完成数|实际完成数|指标值|reading"),
    LedgerField(
        "note",
        f"{_WORK}*(?:进展|进度)(?:情况)?|(?:整改|整治|落实|推进|工作|办理)情况|工作动态|(?:latest)?progress|note",
        Form.REPORT,
    ),
    LedgerField(
        "problem",
        "(?:目前)?存在的?(?:主要)?(?:困难|问题)(?:[或和与及]?(?:困难|问题))?|困难(?:[或和与及]?问题)?|problems?",
        _STANDING,
    ),
    LedgerField(
        "next",
        "下一?步(?:工作)?(?:打算|措施|计划|安排|举措|工作|思路)?|下阶段(?:工作)?(?:打算|安排|计划)|工作安排"
        "|next(?:steps?)?",
        _STANDING,
    ),
    LedgerField(
        "help",
        "(?:恳请|提请|请求|需要?|希望)(?:上级|市里|省里)?(?:协调|帮助|支持)(?:解决)?的?(?:事项|问题)?|help(?:wanted)?",
        _STANDING,
    ),
    LedgerField("evidence", "(?:佐证|证明|印证|支撑)(?:材料|资料)(?:清单|名称)?|evidence", _TEXTS, is_shared=True),
    LedgerField("refs", "(?:相关|有关)文件|文号|refs", _TEXTS, is_shared=True),
    LedgerField("tags", "标签|tags?", _TEXTS, is_shared=True),
    LedgerField("result", "工作成效|完成成效|result", _TEXT),
    LedgerField("area", "方面|area", _TEXT, kind="finding"),
    LedgerField("path", "一级指标|二级指标|所属层级|heading|path", is_shared=True, kind="indicator"),
    LedgerField("points", "分值|weight|points", kind="indicator"),
    LedgerField("node", "工作节点|阶段目标|节点目标|时间节点目标"),
    *(
        LedgerField(f"quarter{number}", f"第?[{number}{han}]季度(?:目标|节点|任务)?|q{number}|{word}quarter")
        for number, han, word in ((1, "一", "first"), (2, "二", "second"), (3, "三", "third"), (4, "四", "fourth"))
    ),
    LedgerField("-", is_shared=True),  # nothing that is read
)
#: Every field by its name.
FIELDS: dict[str, LedgerField] = {field.name: field for field in _ALL}
#: What a report says in words; a text that was said last is not said again.
REPORTS = tuple(field.name for field in _ALL if field.form in {Form.REPORT, Form.STANDING})
#: Those of them that hold until the next report.
STANDING = tuple(field.name for field in _ALL if field.form is Form.STANDING)
#: Names that mean one thing in one office and another in the next.
_UNSURE = (
    (f"(?:整治|整改|主要)?责任{_UNIT}|责任主体", Meaning(RESPONSIBLE)),
    ("单位|部门|科室|处室|unit", Meaning(BARE_UNIT, choices=("lead", "support"))),
    (f"(?:承办|实施|执行|落实|主管|完成|归口){_UNIT}", Meaning("", choices=("lead", "support"))),
    ("整改完成(?:时间|日期)", Meaning("", choices=("due", "-"))),
)
#: Names for what is to be done, the narrower before the wider: of two in one ledger the wider is the heading.
_TITLES = (
    "三级指标|indicator",
    "具体(?:工作)?(?:举措|措施|任务|内容|事项)",
    "(?:工作|主要|落实|推进)(?:举措|措施)|整改措施|举措|措施",
    "(?:重点工作|任务|工作|考核|项目|督办)内容|(?:工作|待办|督办)事项|工作任务|task|title",
    "(?:任务|事项|指标|问题)名称|(?:任务|重点)?事项|指标|发现的问题|问题(?:描述|表现)?|finding|概要",
    "(?:项目|隐患|事故)名称",
    "(?:年度)?(?:重点|目标|主要)(?:任务|工作)(?:名称)?|任务",
)
#: What every known name means, by its pattern; the first that matches counts.
_MEANINGS = (
    *((field.called, Meaning(field.name)) for field in _ALL if field.called),
    *((called, Meaning("title", rank)) for rank, called in enumerate(_TITLES)),
    *_UNSURE,
)
#: Bracket characters, blanks and marks that mean nothing in a name.
_MARKS = r"[\s★☆▲△●○◆◇■□※√✓✔✅()\[\]{}<>《》【】〔〕\"'“”‘’*:：/\\、,，.。_-]+"
_IN_BRACKETS = r"[(\[【〔（][^)\]】〕）]*[)\]】〕）]"


def folded(name: str) -> str:
    """Return a name as it is compared."""
    return re.sub(_MARKS, "", fold(name).casefold())


def meaning(name: str) -> Meaning | None:
    """Return what a column of this name holds, ``None`` if the name is unknown."""
    if len(name) > LONGEST:
        return None
    spellings = folded(name), folded(re.sub(_IN_BRACKETS, "", fold(name)))
    known = next((spelling for spelling in spellings if _any().fullmatch(spelling)), None)
    if known is None:
        return None
    return next(meant for called, meant in _MEANINGS if re.fullmatch(called, known))


@cache
def _any() -> re.Pattern[str]:
    """Return what matches every name that is known, which most texts are not."""
    return re.compile("|".join(called for called, _ in _MEANINGS))
