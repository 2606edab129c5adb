"""A village with every fault: one folder in which nearly every code is found, each marked where it was made."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from cunwu.frame.rule_example import PICTURE, PICTURE_WITH_PLACE
from cunwu.rules.catalogue import CODES
from support.faults_course import FAULTY as FAULTY_COURSE
from support.faults_holdings import FAULTY as FAULTY_HOLDINGS
from support.faults_people import FAULTY as FAULTY_PEOPLE
from support.faults_review import FAULTY as FAULTY_REVIEW
from support.faults_statements import FAULTY as FAULTY_STATEMENTS
from support.projects import VILLAGE, make_project, write

_MARK = re.compile(r"# =((?: [A-Z]{3}[0-9]{3})+)")
"""`# = FIN002 REC012` at the end of a line: these codes, and no others, are found on that line."""

REAL_COUNTY = "名称: 北山县\n级别: 县\n行政区划代码: 430903000000\n"

STRICT_TOWN = """\
名称: 清河镇
级别: 镇
公开设置:
  保留天数: 15
  公示天数: 10
  答复天数: 5
  签字要求:
    - 民主理财小组
    - 村务监督委员会
  审批限额:
    - 编号: 一级
      上限: 5000.00
      审批人: 村两委会议
  现金限额: 3000.00
  白条限额: 500.00
  招待限额: 0.00
  驻村天数下限: 20
  住村夜数下限: 10
  公开目录:
    - 编号: 一
      事项: 收支
      周期: 季
    - 编号: 二
      事项: 会议
      周期: 季
"""

EMPTY_LEDGER = """\
账套: 村委会
期间: {}
制度: 简易
账户:
  - 编号: 现金
    名称: 库存现金
    类别: 库存现金
    期初: 0.00
    期末: 0.00
"""

ODD_DAYS = """\
  - 编号: 现金二
    名称: 库存 现金  # = FIN038
    类别: 库存现金
    期初: 0.00
    期末: 0.00
现金盘点:
  - 编号: 盘1
    日期: 2025-09-30  # = FIN037
    账户: 现金
    账面余额: 0.00
    实点金额: 0.00
    盘点人: 李某
更正:
  - 编号: 更1
    字段: 制度
    原值: kj2004
    新值: 简易
    原因: 写错
    批准: 2026-10-08 村务监督委员会
    日期: 2026-08-08  # = REC029
撤销:
  - 编号: 撤1
    条目: 现金二  # = REC024
    原因: 写错
    批准: 2026-11-02 村务监督委员会
    日期: 2026-11-02
"""

NOTE = "编号: {}\n标题: {}\n种类: 通知\n起: 2026-03-01\n"

FAULTY: Mapping[str, str | bytes] = {
    # --- the village itself
    "village.yml": """\
名称: 错字村  # = PUB001
加入日期: 2026-08-01
行政区划代码: 440303000000  # = REF010
户数: 100 户  # = REF012
党员: 46 人
村民小组:
  - 编号: 一组
    名称: 第一村民小组
    户数: 40
  - 编号: 二组
    名称: 第一 村民小组  # = REC027
    户数: 50
法人:
  - 编号: 村委会
    名称: 错字村村民委员会
    种类: 村民委员会
  - 编号: 合作社
    名称: 错字村股份经济合作社
    种类: 农村集体经济组织
  - 编号: 合作社  # = REC009
    名称: 错字村茶叶公司
    种类: 其他
指标:
  - 编号: 合计
    名称: 合计人数
    数值: 9 人  # = REF009
    加项:
      - 男
      - 女
  - 编号: 男
    名称: 男
    数值: 4 人
  - 编号: 女
    名称: 女
    数值: 6 人
  - 编号: 空
    名称: 空加项
    数值: 1 人
    减项:  # = REF008
      - 没有这个
  - 编号: 撤掉
    名称: 撤掉
    数值: 1 人
  - 编号: 加撤掉
    名称: 加撤掉
    数值: 1 人
    加项:  # = REC040
      - 撤掉
撤销:
  - 编号: 撤1
    条目: 撤掉
    原因: 写错
    批准: 2026-04-08 村务监督委员会
    日期: 2026-04-08
回避:
  - 编号: 回1
    人员: 王某
    亲属: 赵某五金店
    关系: 配偶开的店
公开设置:
  住村夜数下限: 40  # = PUB021
  其他占比上限: 20%
  周期: 季  # = PUB007
  截止日: 32  # = PUB005
  保留天数: 3  # = PUB009
  答复天数: 6  # = PUB012
  公开目录:  # = PUB006
    - 编号: 一
      事项: 天气
      程序核对: 天象  # = REF007
      周期: 月
    - 编号: 二
      事项: 收支
      周期: 月
    - 编号: 六
      事项: 会义  # = PUB010
      周期: 季
    - 编号: 五
      事项: 低保名单
      程序核对: 补助
      只算: 天气  # = REF028
      每月笔数: 3  # = PUB011
      周期: 随时
    - 编号: 三
      事项: 收支  # = PUB008
      周期: 年  # = PUB004
    - 编号: 四
      事项: 会议
      周期: 年
豁免:  # = REC046
  - 编号: 豁1
    规则: FIN021
    原因: 自己准许自己
    截止: 2026-12-31
""",
    # --- writing: what the reader refuses
    "notices/y01.yml": "编号: 电费\n标题: 公示\n".encode("gbk"),
    "notices/y02.yml": "编号: a2\n标题: 关于\u200b清理  # = YML002\n种类: 通知\n起: 2026-03-01\n",
    "notices/y03.yml": "编号: a3\n标题:\t通知  # = YML003\n种类: 通知\n起: 2026-03-01\n",
    "notices/y04.yml": "编号: a4\n标题：通知\n种类: 通知\n起: 2026-03-01\n",
    "notices/y05.yml": "编号: a5\n标题: “通知”  # = YML005\n种类: 通知\n起: 2026-03-01\n",
    "notices/y06.yml": "编号: a6\n=======\n标题: 通知\n",
    "notices/y07.yml": "编号: &a a7  # = YML007\n标题: *a  # = YML007\n",
    "notices/y08.yml": "编号: !!int 8  # = YML008\n",
    "notices/y09.yml": "编号: a9\n---  # = YML009\n编号: b9\n",
    "notices/y10.yml": "编号: a10\n<<: {标题: 通知}  # = YML010\n",
    "notices/y11.yml": "编号: a11\n标题: 通知\n标题: 公示  # = YML011\n",
    "notices/y12.yml": "编号: a12\n? 标题  # = YML012\n: 通知\n",
    "notices/y13.yml": "编号: [[[[[[[[[[[[[[[[a]]]]]]]]]]]]]]]]  # = YML013\n",
    "notices/y14.yml": f"编号: a14\n正文: {'长' * 20_001}  # = YML014\n",
    "notices/y15.yml": '编号: a15\n标题: "没有配对  # = YML015\n种类: 通知\n起: 2026-03-01\n',
    "notices/y16.yml": "",
    "notices/y17.yml": "- 编号: a17  # = YML017\n",
    "notices/y18.yml": "编号: a18\n标题: 看看\n依据: ~  # = YML018\n种类: 通知\n起: 2026-03-01\n",
    "notices/y19.yml": '编号: a19\n标题: "清理河道"#3 号河  # = YML019\n种类: 通知\n起: 2026-03-01\n',
    "notices/y20.yml": "编号: a20\n标题: 收 30\u0336 元  # = YML020\n种类: 通知\n起: 2026-03-01\n",
    "notices/y22.yml": "编号: a22\n更正:\n编号: 更1  # = YML022\n原因: 错\n编号: 更2\n原因: 错\n",
    "notices/y23.yml": "编号: a23\n更正:\n更1\t标题\t公示\t通知  # = YML023\n",
    "notices/y24.yml": NOTE.format("a24", "开会") + "止: 2026-02-01  # = PUB020\n依据:  # = YML024\n",
    "notices/y25.yml": "编号: a25\n标题: 一样\n种类: 通知\n起: 2026-03-01\n",
    "notices/y26.yml": "编号: a26  # = REC028\n标题: 一样\n种类: 通知\n起: 2026-03-01\n",
    "finance/三月.xlsx": b"PK\x03\x04",
    # --- names that other computers cannot keep, or that hide something of the site
    f"notices/{'长' * 67}.yml": NOTE.format("m30", "名称太长"),
    "notices/河?.yml": NOTE.format("m31", "名称里有问号"),
    "notices/aux.yml": NOTE.format("m32", "设备的名称"),
    "notices/life.yml": NOTE.format("m33", "网站自己用的名称"),
    "notices/通\u200b知.yml": NOTE.format("m34", "看不见的字符"),
    "notices/Kaihui.yml": NOTE.format("m35", "大写的"),
    "notices/kaihui.yml": NOTE.format("m36", "小写的"),
    # --- any record
    "notices/r01.yml": """\
编号: r1  # = REC001
种类: 通知
起: 2026-03-01
正文本: 清理河道  # = REC002
""",
    "notices/r03.yml": """\
编号: r3
标题: 通知
种类: 大喇叭  # = REC003
起: 2026-02-30  # = REC003
正文:
  - 第一条  # = REC004
""",
    "notices/说明.txt": "这不是记录",
    "jiushi/2019.yml": "编号: 旧事\n",
    "ziran/village.yml": "名称: 东庄\n",
    "notices/r10a.yml": "编号: r10\n标题: 通知\n种类: 通知\n起: 2026-03-01\n",
    "notices/r10b.yml": "编号: r10  # = REC010\n标题: 通知\n种类: 通知\n起: 2026-03-01\n",
    "notices/r12.yml": "编号: r12\n标题: 通知\n种类: 通知\n起: 2026-12-25  # = REC012\n",
    "notices/r13.yml": """\
编号: r13
标题: 通知
种类: 通知
起: 2026-03-01
附件:
  - 编号: 附1
    文件: attachments/没有.pdf  # = REC013
    校验值: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
  - 编号: 附2
    文件: attachments/shuigou.jpg  # = PRV016
    校验值: 1372b421053bb7af9d9c4552dd85e976fa4b87e47aaee8e9e249b84dd925112e
  - 编号: 附3
    文件: attachments/shuigou.jpg  # = ATT003
    校验值: 1372b421053bb7af9d9c4552dd85e976fa4b87e47aaee8e9e249b84dd925112e  # = ATT005
    同意公开: 没有人
  - 编号: 附4
    文件: attachments/laodi.jpg  # = ATT002 ATT006
    校验值: d6b2ebce32888312cedcfd838d757eb79b142673c16973536af7b50bb920190a
    同意公开: 没有人
    已看过: 是
    看过的人: 村报账员
  - 编号: 附5
    文件: attachments/tongzhi.txt  # = ATT001
    校验值: d4d5073cc3fa49360bcc4f1b07e72b548227ed5595431c512fe2ddf8c97a4803
更正:
  - 编号: 更1
    字段: 大标题  # = REC014
    原值: 公示
    新值: 通知
    原因: 写错
    批准: 2026-04-08 村务监督委员会
    日期: 2026-04-08
撤销:
  - 编号: 撤1
    条目: 没有这条  # = REC015
    原因: 重复
    批准: 2026-04-08 村务监督委员会
    日期: 2026-04-08
屏蔽:
  - 编号: 屏1
    字段: 起  # = REC018
    原因: 本人要求
    批准: 2026-04-08 村务监督委员会
    日期: 2026-04-08
""",
    "notices/r22.yml": """\
编号: r22
标题: 通知
种类: 通知
起: 2026-03-01
更正:
  - 编号: 更1
    字段: 标题
    原值: 公示
    新值: 通告
    原因: 写错
    批准: 2026-04-08 村务监督委员会
    日期: 2026-04-08
  - 编号: 更2
    字段: 标题
    原值: 公告  # = REC022
    新值: 通知
    原因: 写错
    批准: 2026-04-08 村务监督委员会
    日期: 2026-04-08
撤销:
  - 编号: 撤1
    条目: 更1  # = REC015
    原因: 写错
    批准: 2026-04-08 村务监督委员会
    日期: 2026-04-08
""",
    "notices/r16.yml": "编号: r16  # = REC016\n标题: 通知\n种类: 通知\n起: 2019-03-01\n",
    "notices/r17.yml": "编号: r17\n标题: 通知 #3\n种类: 通知\n起: 2026-03-01\n",
    "notices/named.yml": """\
编号: named
标题: 收支已经公开
种类: 公示
起: 2026-04-01
公开事项: 收支  # = PUB013
""",
    "notices/zero.yml": """\
编号: zero
标题: 零申报
种类: 零申报
起: 2026-04-01
零申报事项: 雨量  # = REF007
零申报期间: 2026-03
""",
    "notices/zero-2.yml": """\
编号: zero-2
标题: 零申报
种类: 零申报
起: 2026-04-02
零申报事项: 走访
零申报期间: 2026-03  # = PUB003
""",
    # --- money: March is wrong, and April follows it
    "finance/2026-03.yml": """\
账套: 合作社  # = FIN039
期间: 2026-03
制度: kj2023
账户:
  - 编号: 现金
    名称: 库存现金
    类别: 库存现金
    期初: 1000.00
    期末: 1300.00  # = FIN003
  - 编号: 银行
    名称: 信用社基本户
    类别: 银行存款
    期初: 9000.00
    期末: 9000.00
  - 编号: 专户
    名称: 土地补偿专户
    类别: 土地补偿费专户
    期初: 70.00
    期末: 70.00
明细:  # = FIN008
  - 编号: 001
    日期: 2026-02-27  # = FIN053
    摘要: 鱼塘承包款
    科目: 经营收入
    收入: 200.00
    账户: 现金
    凭证: 记-1
  - 编号: 002
    日期: 2026-04-01  # = FIN002
    摘要: （已屏蔽）  # = REC053
    科目: 日用杂货  # = FIN016
    支出: 20.00
    账户: 现金
    凭证: 记-1  # = FIN007
    经手人: 李某
    审批人: 李某  # = FIN011
    项目: 没有这个项目  # = REF001
    会议: 没有这个会  # = REF002
    附件: 附9  # = REF006
  - 编号: 003
    日期: 2026-03-05  # = SUP005
    摘要: 冲回
    科目: 其他支出
    支出: -10.00  # = FIN009
    账户: 现金
    凭证: 记-4
  - 编号: 004
    日期: 2026-03-06
    摘要: 大额
    科目: 公益支出
    支出: 6000.00  # = FIN018
    账户: 银行
  - 编号: 005
    日期: 2026-03-06
    摘要: 补助
    科目: 补助收入
    收入: 6000.00
    账户: 银行
划转:
  - 编号: 划1
    日期: 2026-03-10
    从: 银行
    到: 银行  # = FIN006
    金额: 1.00
审核:
  - 编号: 审1
    角色: 出纳
    姓名: 何某
    日期: 2026-04-20  # = FIN019
    意见: 同意
  - 编号: 审2
    角色: 主管会计
    姓名: 何某  # = FIN012
    日期: 2026-04-02
    意见: 同意
公布:
  日期: 2026-04-08
  地点: 上河村公开栏
  截止: 2026-04-10  # = FIN021
反常说明:
  - 编号: 说1  # = REC043
    规则: FIN003
    条目: 现金
    原因: 旧账就是这样写的
    谁: 村报账员
    照原件: 是
  - 编号: 说2
    规则: FIN018
    条目: 004
    原因: …  # = REC047
    谁: 村委会主任
  - 编号: 说3  # = REC042
    规则: PRJ005
    原因: 没有这一处
    谁: 村委会主任
""".replace("审核:", "审核:  # = FIN010"),
    "finance/2026-04.yml": """\
账套: 合作社
期间: 2026-04
制度: 简易
账户:  # = FIN024
  - 编号: 现金
    名称: 库存现金
    类别: 库存现金
    期初: 1190.00  # = FIN004
    期末: 4190.00  # = FIN015
  - 编号: 银行
    名称: 信用社基本户
    类别: 银行存款
    期初: 9000.00
    期末: 9000.00
明细:
  - 编号: 001
    日期: 2026-04-03
    摘要: 鱼塘承包款
    科目: 经营收入
    收入: 3000.00
    账户: 现金
  - 编号: 002
    日期: 2026-04-04
    摘要: 冲回三月的承包款，冲多了
    科目: 经营收入
    收入: -500.00  # = FIN025
    账户: 银行
    冲销: 2026-03#001
  - 编号: 003
    日期: 2026-04-05
    摘要: 冲回没有的
    科目: 经营收入
    收入: -1.00
    账户: 银行
    冲销: 2026-03#099  # = REF003
  - 编号: 004
    日期: 2026-04-05
    摘要: 补平
    科目: 其他收入
    收入: 501.00
    账户: 银行
现金盘点:
  - 编号: 盘1
    日期: 2026-04-15
    账户: 现金
    账面余额: 10.00
    实点金额: 9.00  # = FIN013
    盘点人: 李某
银行对账:
  - 编号: 对1
    日期: 2026-04-30
    账户: 银行
    账面余额: 8999.00  # = FIN026
    对账单余额: 9001.00  # = FIN014
""",
    "finance/2026-06.yml": """\
账套: 合作社
期间: 2026-06  # = FIN020
制度: 简易
账户:
  - 编号: 现金
    名称: 库存现金
    类别: 库存现金
    期初: 5.00
    期末: -5.00  # = FIN023
明细:
  - 编号: 001
    日期: 2026-06-04
    摘要: 两边都写
    科目: 其他
    收入: 1.00
    支出: 1.00
    账户: 现金
  - 编号: 004  # = FIN001
    日期: 2026-06-04
    摘要: 两边都没有写
    科目: 其他
    账户: 现金
  - 编号: 002
    日期: 2026-06-04
    摘要: 账户没有列
    科目: 其他
    支出: 1.00
    账户: 信用社  # = FIN005
  - 编号: 003
    日期: 2026-06-04
    摘要: 买锁
    科目: 其他  # = SUP002
    支出: 10.00
    账户: 现金
""".replace("- 编号: 001", "- 编号: 001  # = FIN058"),
    "finance/2026-06-er.yml": """\
账套: 合作社
期间: 2026-06  # = FIN017
制度: 简易
账户:
  - 编号: 现金
    名称: 库存现金
    类别: 库存现金
    期初: 5.00
    期末: 5.00
明细:
  - 编号: 001
    日期: 2026-06  # = FIN032
    摘要: 哪一天记不得了
    科目: 其他收入
    收入: 1.00
    账户: 现金
  - 编号: 002
    日期: 2026-06-30
    摘要: 补平
    科目: 公益支出
    支出: 1.00
    账户: 现金
""",
    "finance/2026-07-cha.yml": """\
账套: 茶场  # = FIN022
期间: 2026-08  # = REC011
制度: 简易
账户:
  - 编号: 现金
    名称: 库存现金
    类别: 库存现金
    期初: 0.00  # = SUP010
    期末: 0.00
明细:
  - 编号: 001
    日期: 2026-08-03
    摘要: 茶叶款
    科目: 其他
    收入: 9700.00
    账户: 现金
  - 编号: 002
    日期: 2026-08-10
    摘要: 修晒茶坪工钱（一）
    科目: 其他  # = SUP002
    支出: 4900.00
    账户: 现金
    对方: 工匠卢某
  - 编号: 003
    日期: 2026-08-20
    摘要: 修晒茶坪工钱（二）
    科目: 其他
    支出: 4800.00  # = FIN028
    账户: 现金
    对方: 工匠卢某
""",
    "finance/2026-Q1-wei.yml": EMPTY_LEDGER.format("2026-Q1"),
    "finance/2026-02-wei.yml": EMPTY_LEDGER.format("2026-02  # = FIN027"),
    "finance/2026-09-wei.yml": EMPTY_LEDGER.format("2026-09  # = FIN017")
    + ODD_DAYS
    + """\
审核:
  - 编号: 审1
    角色: 村务监督委员会
    姓名: 何某
    日期: 2026-10-10
    意见: 同意
  - 编号: 审2
    角色: 民主理财小组
    姓名: 孙某
    日期: 2026-10-09
    意见: 不同意，单据没有原件  # = FIN045
公布:
  日期: 2026-11-02  # = PUB002
  地点: 村委会公开栏
  截止: 2026-11-01  # = FIN036
""",
    # --- projects
    "projects/qiao.yml": """\
编号: 桥
名称: 石桥
状态: 验收  # = PRJ006
决策会议: 没有这个会  # = REF002
采购:
  方式: 询价
  报价单:  # = PRJ011
    - 编号: 价1
      投标人: 甲队
      报价: 90.00
      结果: 中标
    - 编号: 价2
      投标人: 乙队
      报价: 120.00
      结果: 中标
金额:
  预算: 150.00
  控制价: 100.00
  中标: 120.00  # = PRJ004 PRJ010
  合同: 120.00
  审定: 130.00  # = PRJ003
  质保金: 13.00  # = PRJ007
已付:  # = PRJ002
  - 编号: 付1
    日期: 2026-05-20
    金额: 121.00  # = PRJ012
资金来源:  # = PRJ001 PRJ008 PRJ013
  - 编号: 源1
    来源: 县
    金额: 131.00
  - 编号: 源2
    来源: 缺口
    金额: 10.00
节点:
  - 编号: 点1
    节点: 开工
    实际: 2026-04-02
  - 编号: 点2
    节点: 完工
    实际: 2026-03-06  # = PRJ005
公示:
  - 编号: 示1
    阶段: 事前
    起: 2026-03-20
    止: 2026-03-13  # = PRJ009
""",
    "projects/deng.yml": """\
编号: 灯
名称: 路灯
金额:
  预算: 1000.00
  审定: 5000.00  # = PRJ017
节点:
  - 编号: 点1
    节点: 开工
    计划: 2010-05  # = PRJ018
已付:
  - 编号: 付1
    日期: 2026-03-06
    金额: 5999.00  # = REF005
    流水: 2026-03#004
  - 编号: 付2
    日期: 2026-03-06
    金额: 1.00
    流水: 2026-03#404  # = REF003
""",
    "projects/qu.yml": """\
编号: 渠
名称: 水渠
单位: 万元
舍入: 0.1
金额:  # = PRJ031
  预算: 195.9
资金来源:  # = PRJ014
  - 编号: 源1
    来源: 县
    金额: 150
  - 编号: 源2
    来源: 村集体
    金额: 45.87
""",
    # --- cadres
    "postings/P01.yml": """\
编号: P01
派出单位:
  - 县农业农村局
职务: 第一书记
起: 2026-01-05
值班电话: 13800138000  # = CAD011
""",
    "postings/P02.yml": """\
编号: P02
派出单位:
  - 县水利局
职务: 队员
起: 2026-06-01
止: 2026-05-01  # = CAD001 CAD043
接替: P99  # = REF004
""",
    "postings/P03.yml": "编号: P03\n派出单位:\n  - 县林业局\n职务: 第一书纪  # = REC050\n起: 2026-01-05\n",
    "attendance/2026-03.yml": """\
月份: 2026-03
人员:  # = CAD009
  - 编号: 考1
    派驻: P01
    驻村天数: 4  # = CAD004 CAD005
    住村夜数: 5  # = CAD003 CAD010
    在村日期:  # = CAD006
      - 2026-03-01
      - 2026-03-02
      - 2026-04-03
  - 编号: 考2
    派驻: P01  # = CAD012
    驻村天数: 30  # = CAD002
    公务外出: 3
  - 编号: 考3
    派驻: P02  # = CAD007
    驻村天数: 25
  - 编号: 考4
    派驻: P77  # = REF004
    驻村天数: 25
  - 编号: 考5
    派驻: P03
    驻村天数: 25
    请假:
      - 编号: 假1
        种类: 婚假  # = CAD013
        天数: 2.5
""",
    "visits/2026-03.yml": """\
期间: 2026-03
明细:
  - 编号: 访1
    日期: 2026-04-04  # = CAD008
    走访人: P99  # = CAD018
    对象: 困难户
    转交: 村委会  # = CAD017
""",
    # --- meetings
    "meetings/2026-03-12.yml": """\
编号: 2026-03-12
种类: 村民代表会议
议题: 讨论
召开日期: 2026-03-12
应到人数: 30
实到人数: 31  # = MTG001
决议:
  - 编号: 决1
    内容: 修路
    赞成: 31  # = MTG002
    反对: 1
    弃权: 0
    通过门槛: 到会过半
    通过: 否  # = MTG003
四议两公开:  # = MTG007
  - 编号: 步1
    步骤: 党组织提议
    日期: 2026-03-10
  - 编号: 步2
    步骤: 党员大会审议
    日期: 2026-03-01  # = MTG005
  - 编号: 步3
    步骤: 党员大会审议  # = MTG006
    日期: 2026-03-02
""",
    "meetings/2026-03-20.yml": """\
编号: 2026-03-20
种类: 村民代表会议
议题: 讨论
召开日期: 2026-03-20
应到人数: 30
实到人数: 10  # = MTG004
决议:
  - 编号: 决1
    内容: 修路
    赞成: 10
    通过: 是
""",
    "meetings/2026-03-21.yml": """\
编号: 2026-03-21
种类: 成员大会
议题: 分红
召开日期: 2026-03-21
应到人数: 30
实到人数: 25
有表决权人数: 26  # = MTG010
决议:
  - 编号: 决1
    内容: 分红
    赞成: 19  # = MTG008
    通过: 是
""",
    # --- personal data
    "deeds/shenfen.yml": """\
编号: 帮扶
事项: 帮张某办证，身份证 35010219900101123X  # = PRV001
种类: 实事
经过: |
  旧证号 350102900101123 已作废，身份证交回。  # = PRV002
  电话 139 0013 8000。  # = PRV003
  卡号 6222021234567890128。  # = PRV004
  护照 E12345678 已寄出。  # = PRV005
  住在清河路12号。  # = PRV006
  留了 1390**38000。  # = PRV007
  回信到 zhang1958@qq.com。  # = PRV014
""",
    "attachments/13900138000.txt": "名单",
    "attachments/mingdan.xlsx": b"PK",
    "attachments/shuigou.jpg": PICTURE,
    "attachments/laodi.jpg": PICTURE_WITH_PLACE,
    "attachments/tongzhi.txt": "<html>开会</html>\n",
    "attachments/mingdan.csv": "序号,姓名,电话\n1,张某,13900138000\n",
    **FAULTY_COURSE,
    **FAULTY_HOLDINGS,
    **FAULTY_STATEMENTS,
    **FAULTY_REVIEW,
    **FAULTY_PEOPLE,
}
"""Path in the village's folder → a file with faults marked where they are found."""

MARKED_ELSEWHERE = {
    ("notices/y01.yml", 1, "YML001"),
    ("notices/y04.yml", 2, "YML004"),
    ("notices/y06.yml", 2, "YML006"),
    ("notices/y16.yml", 1, "YML016"),
    ("notices/说明.txt", 1, "REC005"),
    ("finance/三月.xlsx", 1, "REC026"),
    (f"notices/{'长' * 67}.yml", 1, "REC030"),
    ("notices/河?.yml", 1, "REC031"),
    ("notices/aux.yml", 1, "REC032"),
    ("notices/life.yml", 1, "REC033"),
    ("notices/通\u200b知.yml", 1, "REC034"),
    ("notices/kaihui.yml", 1, "REC035"),
    ("jiushi/2019.yml", 1, "REC007"),
    ("ziran/village.yml", 1, "REC020"),
    ("attachments/13*******00.txt", 1, "PRV008"),
    ("attachments/mingdan.csv", 2, "PRV013"),
    ("attachments/mingdan.xlsx", 1, "PRV015"),
    ("notices/r17.yml", 2, "REC017"),
}
"""Faults of files that cannot carry a mark."""

OF_CADRES = {f"CAD{number:03}" for number in range(20, 70) if number != 43} | {
    code for code in CODES if code.startswith(("SEL", "ASM", "CMP"))
}
OF_AFFAIRS = {
    code
    for code in CODES
    if code.startswith(
        ("TEN", "OFF", "SRV", "ROS", "DIA", "RAT", "REQ", "REM", "INS", "FAC", "REG", "SCH", "MTG02", "PRJ03", "PRJ04")
    )
} - {"PRJ031"} | {"MTG031"}
"""Selections, assessments and what else is recorded of cadres: tried on their pages and in the tests of their rules."""
NOT_HERE = (
    OF_CADRES
    | OF_AFFAIRS
    | {
        "ATT004",  # a file that could not be read may be what names it: tests/rules/test_attachments.py
        "ATT008",  # told of a request: tests/commands/test_attach.py
        "ATT014",  # pictures of two places: tests/commands/test_check_pictures.py
        "ATT010",  # an original in a store: tests/core/test_originals.py
        "ATT011",  # told of a request: tests/records/test_printed.py
        "ATT012",
        "ATT013",
        "ATT009",  # a village with too many: tests/rules/test_attachments.py
        "ATT007",  # a file that was taken down is not there: tests/commands/test_attach.py
        "REC055",  # a place to practise in: tests/boards/test_practice.py
        "REC054",  # a record withdrawn as a whole: tests/kinds/test_every_withdrawal.py
        "CTR032",  # a lease without an end: tests/rules/test_contract_terms.py
        *(
            "REC006",
            "REC008",
            "REC019",
            "REC021",
            "REC036",
            "REC044",
            "REC045",
            "REC051",
            "REF011",
            "REF029",
            "REF030",
            "REF031",
            "REF033",
            "REF034",
            "REF032",
        ),
        "PUB030",
    }
)
"""Links and hidden files belong to no place, a folder has one name, and nothing lies below a village:
tests/records/test_places.py and test_board_foreign.py have these, tests/publish/test_regions.py has REC019.
Waivers are given from above: see tests/rules/test_answers_waivers.py. A row typed twice
has tests/kinds/test_every_doubled_row.py. Plans for weak
villages have tests/rules/test_remediation.py. Two places of one name are told by the place
above: see tests/rules/test_places.py. A rubric lies above: tests/rules/test_assessment.py. The village has a day
on which it joined."""


def marked() -> list[tuple[str, int, str]]:
    """File, line and code of every fault that was made."""
    found = list(MARKED_ELSEWHERE)
    for name, content in FAULTY.items():
        text = content if isinstance(content, str) else ""
        for number, line in enumerate(text.split("\n"), 1):
            hit = _MARK.search(line)
            found += [(name, number, code) for code in (hit[1].split() if hit else ())]
    return sorted(found)


def make_faulty_project(root: Path) -> None:
    """A county of real places with the faulty village 错字村 and a sound one beside it."""
    sound = {"region.yml": REAL_COUNTY, "qinghe/region.yml": STRICT_TOWN, "qinghe/lianhua/village.yml": VILLAGE}
    make_project(root, sound)
    write(root, {f"qinghe/cuozi/{name}": content for name, content in FAULTY.items()})
