"""Words that Taiwan and the mainland write differently for one thing.

Common terms have no other meaning on either side: a match by them is exact. Loose terms (資料/数据, 程序/进程) exist on both
sides and may differ in law: a match that needs them is never exact.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Terms:
    """Regional word -> common word, both in the folded script, and a pattern of the regional ones, longest first."""

    common: Mapping[str, str]
    pattern: re.Pattern[str]

    @classmethod
    def of(cls, common: Mapping[str, str]) -> Terms:
        """The terms of a mapping; a word has two characters or more, its fellow too."""
        return cls(common, re.compile("|".join(sorted(map(re.escape, common), key=len, reverse=True))))


_COMMON = {
    "晶片": "芯片",
    "网际网路": "互联网",
    "网路": "网络",
    "软体": "软件",
    "硬体": "硬件",
    "韧体": "固件",
    "资讯": "信息",
    "讯号": "信号",
    "讯息": "消息",
    "奈米": "纳米",
    "雷射": "激光",
    "镭射": "激光",
    "伺服器": "服务器",
    "感测器": "传感器",
    "储存": "存储",
    "硬碟": "硬盘",
    "光碟": "光盘",
    "积体电路": "集成电路",
    "电晶体": "晶体管",
    "二极体": "二极管",
    "飞弹": "导弹",
    "太空船": "航天器",
    "人工智慧": "人工智能",
    "智慧型": "智能",
    "智慧财产": "知识产权",
    "演算法": "算法",
    "解析度": "分辨率",
    "乙太网": "以太网",
    "行动电话": "移动电话",
    "终端使用者": "最终用户",
    "使用者": "用户",
    "连结": "链接",
    "公里": "千米",
    "公斤": "千克",
    "义大利": "意大利",
    "纽西兰": "新西兰",
    "北韩": "朝鲜",
    "寮国": "老挝",
    "沙乌地阿拉伯": "沙特阿拉伯",
    "川普": "特朗普",
    "普丁": "普京",
    "雪梨": "悉尼",
    "洛歇马丁": "洛克希德马丁",
    "引数": "参数",
    "最佳化": "优化",
    "资料库": "数据库",
    "栏位": "字段",
    "搜寻": "搜索",
}
_LOOSE = {
    "资料": "数据",
    "档案": "文件",
    "文档": "文件",
    "程式": "程序",
    "进程": "程序",
    "执行": "运行",
    "设定": "设置",
    "创建": "建立",
    "整合": "集成",
    "即时": "实时",
    "释出": "发布",
    "稽核": "审核",
    "宣告": "声明",
    "许可权": "权限",
    "高阶": "高端",
    "通讯": "通信",
    "协定": "协议",
    "添加": "新增",
    "模拟": "仿真",
    "品质": "质量",
    "透过": "通过",
    "专案": "项目",
    "装置": "设备",
    "元件": "组件",
    "影像": "图像",
    "视讯": "视频",
    "支援": "支持",
    "回应": "响应",
    "电动车": "电动汽车",
}

ELEMENTS = {
    "矽": "硅", "镏": "镥", "钸": "钚", "鋂": "镅", "砈": "砹",
    "鎝": "锝", "鉲": "锎", "鑀": "锿",
}  # fmt: skip
"""Chemical elements by their Taiwan character (folded script) -> the mainland one."""

COMMON_TERMS = Terms.of(_COMMON)
"""Words for one thing and nothing else."""
LOOSE_TERMS = Terms.of(_LOOSE)
"""Words that often, but not always, stand for one thing; to be folded after the common ones."""
