"""Synthetic official texts, one for each convention that such documents keep."""

from __future__ import annotations

#: Parts with run-in titles and sentences; nobody is named. Clauses are listed with 一是.
RUN_IN = """\
某市人民政府关于2019年法治政府建设情况的报告

一、2019年法治政府建设情况
（一）加强立法。完成立法5件。
二、2020年主要安排
2020年是收官之年。重点做好以下工作：
（一）深化改革，转变职能。抓好三件事：一是6月底前制定办法；二是新建服务站20个；三是健全机制，长期坚持。启动创建活动。
（二）加强监管，规范执法。按照《执法办法》（国办发〔2018〕118号）开展检查。建立台账，9月底前完成。
"""
#: Items that restart in each part, with units behind them.
RESTARTING = """\
2020年工作要点
一、主要任务
（一）深化改革
1．制定改革方案。（市委编办牵头，市司法局、市财政局按职责分工负责）
2．压减事项100项。（市政务局负责）
（二）加强监管
1.完善制度。（市市场监管局牵头）
2.2020年底前建成平台。（市大数据局牵头，各县区配合）
"""
#: Items and parts that run on across chapters; the first unit leads; limits stand on lines of their own.
RUNNING_ON = """\
2020年重点工作任务分工方案（排在第一位的部门为牵头部门，下同）
一、总体要求
（一）指导思想。以某某思想为指导。
（二）基本原则。坚持依法行政。坚持以人为本。
二、深化改革
（三）加快推进一网通办。
责任单位：市政务局、市大数据局
完成时限：2020年6月底
（四）压减审批事项。
责任单位：市委编办
完成时限：2020年12月
三、加强监管
（五）开展专项整治，3月至9月集中检查。
责任单位：市市场监管局、各县区
完成时限：长期坚持
四、组织保障
（六）加强领导。各单位要高度重视。
"""
#: A part is a task, its measures are numbered, and one note is about all of them.
MEASURES = """\
2020年任务清单
一、重点任务
（一）优化营商环境。具体措施：1．减材料。2．压时限。3．公布清单。（省政务局牵头，省司法局按职责分工负责）
（二）规范执法。具体措施：（1）全面公示。（2）全程记录。
"""
#: Chapters, parts and three further levels.
DEEP = """\
2020年实施方案
一、工作安排
（一）完善体系
1．健全制度
（1）修订规则
①征求意见。
②印发执行。
（2）开展培训。
2．加强队伍。
（二）强化保障。落实经费。
"""
CONVENTIONS = {
    "run-in": RUN_IN,
    "restarting": RESTARTING,
    "running-on": RUNNING_ON,
    "measures": MEASURES,
    "deep": DEEP,
}
FINDINGS = """\
关于2020年专项督察反馈问题整改的清单
一、存在问题
（一）政务服务方面
1．部分窗口没有公开目录。整改措施：6月底前公开目录。责任单位：市政务局
2．办事指南不一致。
整改措施：
（1）统一指南。
（2）开展核查。
责任单位：市司法局
整改时限：2020年9月底
（二）执法方面
问题1：执法记录不全。问题2：公示不及时。整改措施：开展培训。
"""
STANDARD = """\
法治政府建设示范指标体系（2020年版）
一级指标\t二级指标\t三级指标\t分值
一、职能依法履行\t1．简政放权\t权责清单公布并动态调整\t2
\t\t证明事项清单公布\t1.5
\t2．政务服务\t一网通办率达到90%\t3分
二、制度体系完备\t3．合法性审核\t规范性文件全部审核\t必须
合计\t\t\t100
"""
