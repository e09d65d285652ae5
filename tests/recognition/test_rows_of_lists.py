"""Rows of the lists of announcements: what names an item in them, and what only describes or refers to it."""

from __future__ import annotations

from datetime import date

from workbench.facts.document import Document
from workbench.facts.kinds import ControlledItem, LegalInstrument, Threshold
from workbench.recognition import recognize

OPENED = "商务部 海关总署公告2031年第14号 关于对有关物项实施出口管制的公告\n决定对下列物项实施出口管制：\n"


def contents(text: str, kind: type, title: str | None = None) -> list:
    document = Document(id="0" * 64, text=text, title=title, published=date(2031, 9, 2), year=2031)
    return [fact.content for fact in recognize(document).facts if isinstance(fact.content, kind)]


def items(text: str, role: str = "controlled") -> list[tuple[str, tuple[str, ...]]]:
    return [(one.name, one.control_codes) for one in contents(text, ControlledItem) if one.role == role]


def test_technology_behind_the_code_of_its_row_is_an_item_and_the_codes_in_its_name_are_not() -> None:
    text = OPENED + (
        "（一）6C902.a．金属铑（参考海关商品编号：7110310010）。\n"
        "（二）6E902 生产6C902项的技术及资料（含工艺流程）。\n"
        "（三）1E904、1E911.b．生产1C904、1C917.c项的技术及资料（含工艺流程）。\n"
    )
    assert items(text) == [
        ("金属铑", ("6C902.a",)),
        ("生产6C902项的技术及资料", ("6E902",)),
        ("生产1C904、1C917.c项的技术及资料", ("1E904", "1E911.b")),
    ]
    assert items(text, "referenced") == [(code, (code,)) for code in ("6C902", "1C904", "1C917.c")]


def test_what_another_entry_controls_is_named_by_its_code_where_a_figure_cuts_its_name() -> None:
    text = OPENED + "1．非1C926、1C941项下管制的铑及铑含量大于等于95%的铑合金（参考海关商品编号：7110310010）；\n"
    assert items(text) == [("铑合金", ())]
    assert items(text, "excluded") == [("1C926", ("1C926",)), ("1C941", ("1C941",))]


def test_any_one_of_the_following_is_no_part_of_a_name() -> None:
    text = (
        OPENED
        + "（一）6C902.b．以下任何一种的铑化合物单晶制品（包括衬底）：\n1．氯化铑（参考海关商品编号：2843900010）；\n"
    )
    assert items(text) == [("铑化合物单晶制品", ("6C902.b",)), ("氯化铑", ())]


def test_lines_below_what_has_the_properties_stated_below_are_limits_alone() -> None:
    text = (
        OPENED
        + "（一）具有下述任一特性的示例雷达（参考海关商品编号：8526109011）：\n1．作用距离大于5千米；\n2．重量小于3千克；\n"
    )
    assert items(text) == [("示例雷达", ())]


def test_a_row_names_every_thing_that_has_tariff_codes_of_its_own() -> None:
    text = OPENED + (
        "（一）1C904 具有下述所有特性的铑镍合金（参考海关商品编号：8101940009、8101991009）或铑铜合金（参考海关商品编号：8101999009）：\n"
        "1．密度大于17.5克/立方厘米；\n"
        "（二）示例粉末（铑含量大于等于2%）（参考海关商品编号：7106919009、7106929009）；\n"
    )
    found = [one for one in contents(text, ControlledItem) if one.role == "controlled"]
    assert [(one.name, one.control_codes, one.hs_codes) for one in found] == [
        ("铑镍合金", ("1C904",), ("8101940009", "8101991009")),
        ("铑铜合金", ("1C904",), ("8101999009",)),
        ("示例粉末（铑含量大于等于2%）", (), ("7106919009", "7106929009")),
    ]
    assert {one.item for one in contents(text, Threshold) if one.subject == "密度"} == {"铑铜合金"}


def test_software_and_technology_for_what_another_row_lists_are_items() -> None:
    text = "满足以下特性的物项，未经许可，不得出口：\n（一）示例铸造装备及软件。\n" + (
        "1.用于铸造示例叶片的铸造设备（参考海关商品编号：8454301010）。\n"
        "2.用于研制、生产上述1所列物项而专门设计的软件。\n"
        "3.生产上述1、2所列物项的技术及其载体，包括图纸。\n"
    )
    assert [name for name, _ in items(text)][-2:] == [
        "用于研制、生产上述1所列物项而专门设计的软件",
        "生产上述1、2所列物项的技术及其载体",
    ]


def test_circumstances_of_a_measurement_are_no_part_of_a_name() -> None:
    text = OPENED + (
        "1.由示例纤维制成的防弹叠层（未经压合）在面密度≤4.8kg/m2的情况下，速度≥650m/s（参考海关商品编号：5806409010）。\n"
    )
    (item,) = [one for one in contents(text, ControlledItem) if one.role == "controlled"]
    assert (item.name, item.hs_codes) == ("由示例纤维制成的防弹叠层", ("5806409010",))
    assert "650m/s" in (item.specification or "")
    assert {one.item for one in contents(text, Threshold)} == {item.name}


def test_a_purpose_is_not_the_item_that_it_describes() -> None:
    text = OPENED + (
        "（一）专门用于示例飞行器或示例飞艇，且具有下述任一特性的无线电通信设备（参考海关商品编号：8517629910）：\n"
        "1.传输距离大于40千米；\n"
    )
    assert items(text) == [("无线电通信设备", ())]


def test_a_limit_in_a_row_of_its_own_is_no_item() -> None:
    text = OPENED + "（一）示例雷达（参考海关商品编号：8526109011）；\n（二）作用距离大于5千米；\n"
    assert items(text) == [("示例雷达", ())]


def test_what_a_limit_takes_out_of_the_requirement_is_excluded() -> None:
    text = (
        "现公告如下：\n一、对γ-戊内酯含量低于45%（含）的光刻胶、取向液、示例稀释剂，免于办理进口许可。\n"
        "二、γ-戊内酯含量低于15%（含）的打印墨水（含耗材），免于办理进出口许可。\n三、上述产品、样品，无需申请出口许可。\n"
    )
    assert [name for name, _ in items(text, "excluded")] == ["光刻胶", "取向液", "示例稀释剂", "打印墨水"]
    assert {(one.subject, str(one.value), one.comparator) for one in contents(text, Threshold)} == {
        ("γ-戊内酯含量", "45", "le"),
        ("γ-戊内酯含量", "15", "le"),
    }


def test_what_is_related_to_an_item_is_no_further_item() -> None:
    assert [name for name, _ in items("关于对铑、铟相关物项实施出口管制的公告\n", "controlled")] == ["铑", "铟"]
    assert items("关于对铑、铟相关物项实施出口管制的公告\n", "referenced") == []


def test_what_a_term_means_limits_nothing() -> None:
    defined = "耐热合金，是指出口管制清单中可在550摄氏度及以上环境中工作的金属材料。\n"
    assert contents(defined, Threshold) == []
    held = "出口管制中的子公司，是指直接或者间接持股比例达到50%及以上的境外企业。\n"
    assert [(str(one.value), one.unit) for one in contents(held, Threshold)] == [("50", "%")]


def test_a_method_of_testing_is_no_law() -> None:
    text = "防护等级按照GJB1234-2030附录B《示例试验方法》和GB/T 5678-2029《示例材料规范及测试规则》测试，依据《示例管理办法》许可。\n"
    assert [one.title for one in contents(text, LegalInstrument)] == ["示例管理办法"]


def test_a_note_on_an_entry_is_no_row_of_its_own() -> None:
    text = OPENED + "（一）1C904.a．铑靶材（参考海关商品编号：8486909110）。\n1C904.a项所管制的靶材包括圆片、圆管。\n"
    assert items(text) == [("铑靶材", ("1C904.a",))]
    assert items(text, "referenced") == [("1C904.a项所管制的靶材", ("1C904.a",))]


def test_a_group_goes_on_behind_a_group_within_it() -> None:
    text = OPENED + (
        "一、示例电池相关物项\n（一）3B911.a．用于制造示例电池的设备：\n1. 卷绕机；\n2. 叠片机；\n（二）3C911.a．示例正极材料。\n"
    )
    groups = {one.name: one.group for one in contents(text, ControlledItem) if one.role == "controlled"}
    assert groups == {
        "示例电池相关物项": None,
        "用于制造示例电池的设备": "示例电池相关物项",
        "卷绕机": "用于制造示例电池的设备",
        "叠片机": "用于制造示例电池的设备",
        "示例正极材料": "示例电池相关物项",
    }


def test_what_may_not_be_exported_with_the_properties_below_is_an_item() -> None:
    text = "决定实施出口管制。\n一、空机重量大于5千克，并具有下述任一特性的示例飞行器或示例飞艇，未经许可，不得出口：\n（一）自带抛投器；\n"
    assert [name for name, _ in items(text)] == ["示例飞行器或示例飞艇"]
    assert items("一、满足以下特性的物项，未经许可，不得出口：\n") == []


def test_chemicals_are_named_by_where_they_are_put() -> None:
    text = "有关部门决定将3-戊酮和1-叔丁基-3-哌啶酮（CAS号1234-56-7）列入易制毒化学品管理。\n"
    assert [name for name, _ in items(text)] == ["3-戊酮", "1-叔丁基-3-哌啶酮"]
    assert items("有关部门决定将上述情况列入易制毒化学品管理台账。\n") == []


def test_what_is_measured_stands_before_its_gloss_and_behind_the_code_of_its_row() -> None:
    text = OPENED + (
        "（一）3A911 重量能量密度大于等于280 Wh/kg的示例电池（参考税则号列：85076000）。\n"
        "（二）最大续航时间大于等于40分钟小于2小时、视场角（FOV）小于3毫弧度的示例相机（参考税则号列：85258900）。\n"
    )
    assert [(one.subject, one.comparator, str(one.value)) for one in contents(text, Threshold)] == [
        ("重量能量密度", "ge", "280"),
        ("最大续航时间", "ge", "40"),
        ("最大续航时间", "lt", "2"),
        ("视场角", "lt", "3"),
    ]


def test_a_row_with_a_code_is_named_behind_the_clause_that_leads_to_its_name() -> None:
    text = OPENED + (
        "（一）3E911 按照示例说明，用于研制3B911项所管制物项的技术。\n"
        "（二）1C912.a 下列金属合金：\n1. 铑铝合金，按重量计含铝20%以上；\n"
        "（三）5A912.a 采用长度超过256比特的示例算法，或者长度超过3072比特的其他算法的安全芯片（参考税则号列：85423190）。\n"
    )
    assert items(text) == [
        ("用于研制3B911项所管制物项的技术", ("3E911",)),
        ("金属合金", ("1C912.a",)),
        ("铑铝合金", ()),
        ("其他算法的安全芯片", ("5A912.a",)),
    ]
    assert [one.subject for one in contents(text, Threshold)][1:] == ["长度", "长度"]


def test_a_further_heading_ends_a_group_though_it_names_no_item() -> None:
    text = OPENED + (
        "一、2B912 示例加工设备\n（一）2B912.a．离心萃取设备。\n二、其他\n（一）3B911.c．刻蚀设备，日处理量大于等于500 m³。\n"
    )
    groups = {one.name: one.group for one in contents(text, ControlledItem) if one.role == "controlled"}
    assert groups == {"示例加工设备": None, "离心萃取设备": "示例加工设备", "刻蚀设备": None}
    assert [one.subject for one in contents(text, Threshold)] == ["日处理量"]


def test_codes_behind_one_name_in_running_text_are_of_one_item() -> None:
    text = "出口管制加强，示例飞艇（海关商品编号：8802200011、8801009010），示例雷达（海关商品编号：8526109011）。\n"
    found = {one.name: one.hs_codes for one in contents(text, ControlledItem) if one.hs_codes}
    assert found == {"示例飞艇": ("8802200011", "8801009010"), "示例雷达": ("8526109011",)}
    coded = [one.name for one in contents(text, ControlledItem) if one.hs_codes]
    assert len(coded) == len(found)
