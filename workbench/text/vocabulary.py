"""Words that Taiwan and the mainland write differently for one thing; only such as mean nothing else on either side.

Pairs like 資料/数据 or 裝置/设备 are left out on purpose: both words live on both sides and differ in law.
"""

from __future__ import annotations

import re

# Regional word -> common word, in the folded script; a word has two characters or more, its fellow too.
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
}

ELEMENTS = {
    "矽": "硅", "镏": "镥", "钸": "钚", "鋂": "镅", "砈": "砹",
    "鎝": "锝", "鉲": "锎", "鑀": "锿",
}  # fmt: skip
"""Chemical elements by their Taiwan character (folded script) -> the mainland one."""

REGIONAL_TERM = re.compile("|".join(sorted(map(re.escape, _COMMON), key=len, reverse=True)))
"""Any regional word, longest first, in folded text."""


def common_term(regional: str) -> str:
    """The common word for a regional one, both in the folded script."""
    return _COMMON[regional]
