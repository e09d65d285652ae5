"""Keys, aliases, and what is known of an instrument."""

from sayings import ACT, announced, changed, effective, read, say

from workbench.facts.document import Document
from workbench.facts.fact import Evidence, Record, Route, make_fact
from workbench.facts.kinds import Announcement, ControlledItem, EffectiveDate, LegalInstrument, Position
from workbench.resolution import Statement, events_of, informative, open_conflicts, resolve

TITLE = "關於對樣本物項實施出口管制的公告"


def test_a_statement_of_a_record_has_the_words_before_its_quote():
    text = "有人說，商務部公告2031年第8號已於5月1日生效。"
    document = Document(id="d1", text=text, tier="news", published="2031-06-01", year=2031)
    start = text.index("於")
    fact = make_fact(
        "d1",
        EffectiveDate(instrument=ACT, date="2031-05-01", basis="explicit"),
        [Evidence.cut(text, start, len(text))],
        "rules",
    )
    statement = Statement.of(Record(fact=fact, route=Route(to="review")), document)
    assert (statement.fact, statement.document, statement.tier, statement.year) == (fact.id, "d1", "news", 2031)
    assert statement.lead == "商務部公告2031年第8號已"
    suspension = changed("suspend", "2031-04-30", "2032-04-29", document="d1")
    assert [c.attribute for c in open_conflicts(resolve([suspension, statement]))] == ["status"]


def test_any_written_form_leads_to_the_key():
    instruments = resolve([announced("2031-04-02")])
    for written in ("商務部公告2031年第8號", "商务部公告〔2031〕8号", ACT):
        assert instruments.key(written) == ACT
    assert len(instruments.facts_of("商務部公告2031年第8號")) == 1


def test_a_number_without_a_year_takes_the_one_year_there_is():
    instruments = resolve([announced("2031-04-02"), effective("2031-05-01", "MOFCOM/announcement//8", document="d2")])
    assert instruments.key("MOFCOM/announcement//8") == ACT
    assert len(instruments.facts_of(ACT)) == 2
    assert instruments.keys == (ACT,)


def test_a_number_without_a_year_prefers_the_year_of_its_own_document():
    instruments = resolve(
        [
            announced("2031-04-02", document="d1"),
            announced("2029-04-02", "MOFCOM/announcement/2029/8", document="d2"),
            effective("2031-05-01", "MOFCOM/announcement//8", document="d1"),
        ]
    )
    assert instruments.key("MOFCOM/announcement//8") == ACT


def test_a_number_without_a_year_stays_apart_where_two_years_are_possible():
    instruments = resolve(
        [
            announced("2031-04-02", document="d1"),
            announced("2030-04-02", "MOFCOM/announcement/2030/8", document="d2"),
            effective("2031-05-01", "MOFCOM/announcement//8", document="d3", year=2031),
        ]
    )
    assert instruments.key("MOFCOM/announcement//8") == "MOFCOM/announcement//8"


def test_a_number_without_a_year_does_not_reach_back_to_an_old_act():
    instruments = resolve(
        [
            announced("2003-04-02", "MOFCOM/announcement/2003/8", document="d1"),
            effective("2031-05-01", "MOFCOM/announcement//8", document="d2", year=2031),
        ]
    )
    assert instruments.key("MOFCOM/announcement//8") == "MOFCOM/announcement//8"


def test_a_title_leads_to_the_number_that_an_announcement_states_with_it():
    by_title = effective("2031-05-01", "title/公布对样本物项实施出口管制的决定", document="d2", tier="opinion")
    instruments = resolve([announced("2031-04-02", title=TITLE), by_title])
    assert instruments.key("title/公布对样本物项实施出口管制的决定") == ACT
    assert by_title in instruments.facts_of(ACT)


def test_a_title_leads_to_the_number_that_is_written_out_with_it():
    named = say(
        Announcement(
            instrument="title/关于对样本物项实施出口管制的公告", title=TITLE, number_text="商務部公告2031年第8號"
        )
    )
    instruments = resolve([named])
    assert instruments.key("title/关于对样本物项实施出口管制的公告") == ACT
    assert instruments.keys == (ACT,)


def test_two_ways_to_title_one_act_are_one_though_no_source_gives_its_number():
    instruments = resolve(
        [
            announced("2031-04-02", "title/公布对样本物项实施出口管制的决定", document="d1"),
            effective("2031-05-01", "title/关于对样本物项实施出口管制的公告", document="d2"),
            effective("2031-05-01", "title/关于对其他物项实施出口管制的公告", document="d2"),
        ]
    )
    assert len(instruments.keys) == 2
    assert len(instruments.facts_of("title/公布对样本物项实施出口管制的决定")) == 2


def test_a_title_that_holds_its_number_is_compared_without_it():
    instruments = resolve(
        [
            announced("2031-04-02", title=f"商務部 海關總署公告2031年第8號 {TITLE}"),
            effective("2031-05-01", "title/关于对样本物项实施出口管制的公告", document="d2"),
        ]
    )
    assert instruments.keys == (ACT,)


def test_a_title_that_names_its_issuers_is_the_title_without_them():
    instruments = resolve(
        [announced("2031-04-02", f"title/商务部海关总署{TITLE}"), announced("2031-04-02", document="d2", title=TITLE)]
    )
    assert instruments.key(f"《{TITLE}》") == instruments.key(f"《商務部 海關總署{TITLE}》") == ACT


def test_a_title_of_two_numbers_stays_apart():
    instruments = resolve(
        [
            announced("2031-04-02", title=TITLE),
            announced("2031-04-02", "MOFCOM/announcement/2031/9", title=TITLE),
            effective("2031-05-01", "title/关于对样本物项实施出口管制的公告", document="d2"),
        ]
    )
    assert instruments.key("title/关于对样本物项实施出口管制的公告").startswith("title/")


def test_a_title_of_two_numbers_shows_both_as_candidates():
    instruments = resolve(
        [
            announced("2031-04-02", title=TITLE),
            announced("2031-10-02", "MOFCOM/announcement/2031/9", title=TITLE),
            effective("2031-05-01", "title/关于对样本物项实施出口管制的公告", document="d2"),
        ]
    )
    assert instruments.candidates("《關於對樣本物項實施出口管制的公告》") == (ACT, "MOFCOM/announcement/2031/9")
    assert instruments.candidates(ACT) == ()


def test_of_two_numbers_of_a_title_a_source_means_the_one_just_published():
    by_title = effective("2031-11-01", "title/关于对样本物项实施出口管制的公告", document="d2", published="2031-10-03")
    instruments = resolve(
        [
            announced("2031-04-02", title=TITLE),
            announced("2031-10-02", "MOFCOM/announcement/2031/9", title=TITLE),
            by_title,
        ]
    )
    assert by_title in instruments.facts_of("MOFCOM/announcement/2031/9")
    assert by_title not in instruments.facts_of(ACT)


def test_a_title_published_half_a_year_after_the_number_is_another_act():
    later = announced("2031-10-02", "title/公布对样本物项实施出口管制的决定", document="d2", tier="news")
    instruments = resolve([announced("2031-04-02", title=TITLE), later])
    assert later not in instruments.facts_of(ACT)


def test_a_title_is_the_number_that_sources_describe_as_it_does():
    numbered = read(
        "10月9日，商務部發佈2031年第61號公告，對含有中國成分的部分境外樣品物項實施出口管制。", "d1", "2031-10-09"
    )
    numbered += read("10月9日，商務部發佈2031年第62號公告，對樣品相關技術實施出口管制。", "d2", "2031-10-09")
    titled = announced("2031-10-09", "title/公布对境外样品物项实施出口管制的决定", document="d3")
    assert (
        resolve([*numbered, titled]).key("title/公布对境外样品物项实施出口管制的决定") == "MOFCOM/announcement/2031/61"
    )
    other_day = announced("2031-09-09", "title/公布对境外样品物项实施出口管制的决定", document="d3")
    assert resolve([*numbered, other_day]).key("title/公布对境外样品物项实施出口管制的决定").startswith("title/")


def test_a_description_that_fits_two_titles_of_the_day_is_neither():
    numbered = read("10月9日，商務部發佈2031年第61號公告，對境外樣品相關技術物項實施出口管制。", "d1", "2031-10-09")
    titles = ["title/公布对境外样品物项实施出口管制的决定", "title/公布对样品相关技术实施出口管制的决定"]
    told = [announced("2031-10-09", title, document="d3") for title in titles]
    instruments = resolve([*numbered, *told])
    assert [instruments.key(title) for title in titles] == titles


def test_the_heaviest_source_says_which_number_a_title_has():
    instruments = resolve(
        [
            announced("2031-04-02", title=TITLE),
            announced("2031-04-02", "MOFCOM/announcement/2031/9", title=TITLE, document="d2", tier="news"),
            effective("2031-05-01", "title/关于对样本物项实施出口管制的公告", document="d3"),
        ]
    )
    assert instruments.key("title/关于对样本物项实施出口管制的公告") == ACT


def test_short_and_full_title_of_a_law_are_one():
    short = say(LegalInstrument(instrument="law/样本管制法", title="樣本管制法"))
    full = say(LegalInstrument(instrument="law/中华人民共和国样本管制法", title="中华人民共和国样本管制法"))
    instruments = resolve([short, full])
    assert instruments.keys == ("law/中华人民共和国样本管制法",)
    assert instruments.facts_of("law/样本管制法") == (short, full)


def test_title_and_category_are_the_heaviest_source_s():
    def called(title, category, **source):
        return say(Announcement(instrument=ACT, title=title, category=category), **source)

    instruments = resolve(
        [
            called("報紙的標題", "enforcement_action", document="d1", tier="news"),
            called("報紙的標題", "enforcement_action", document="d2", tier="news"),
            called(TITLE, "controlled_item_change", document="d3", tier="official"),
        ]
    )
    assert (instruments.title(ACT), instruments.category(ACT)) == (TITLE, "controlled_item_change")


def test_whoever_asks_may_write_what_no_fact_does():
    law = say(LegalInstrument(instrument="law/中华人民共和国样本管制法", title="中华人民共和国样本管制法"))
    instruments = resolve([announced("2031-04-02", title=TITLE), law])
    assert instruments.key("第8號公告") == ACT
    assert instruments.key(f"《{TITLE}》") == ACT
    assert instruments.key("《樣本管制法》") == "law/中华人民共和国样本管制法"
    assert instruments.key("MOFCOM/announcement//9") == "MOFCOM/announcement//9"


def test_labels():
    instruments = resolve([say(Announcement(instrument="title/关于样本事项的通知", title="關於樣本事項的通知"))])
    assert instruments.label(ACT) == "商務部公告2031年第8號"
    assert instruments.label("title/关于样本事项的通知") == "《關於樣本事項的通知》"


def test_one_suspension_told_by_several_documents_is_one_event():
    instruments = resolve(
        [
            changed("suspend", "2031-07-01", "2031-12-31", document="d1", tier="news", published="2031-07-02"),
            changed("suspend", "2031-07-01", "2031-12-31", document="d2", by="商务部公告2031年第20号", tier="official"),
            changed("suspend", "2031-07-01", None, document="d3", tier="opinion", published="2031-07-05"),
        ]
    )
    (event,) = events_of(instruments)
    assert (len(event.facts), event.documents, event.tier) == (3, 3, "official")
    assert (event.by, event.known_on.isoformat()) == ("MOFCOM/announcement/2031/20", "2031-07-02")


def test_an_answer_is_published_on_its_day_and_an_announcement_not_on_that_of_a_remark_about_it():
    answer = "MOFCOM/statement/2031-04-09/sample"
    instruments = resolve(
        [say(Position(instrument=answer, date="2031-04-09")), say(Position(instrument=ACT, date="2031-04-09"))]
    )
    assert [(event.type, event.target) for event in events_of(instruments)] == [("publish", answer)]


def test_what_tells_resolution_nothing_new_can_be_left_out():
    foreign = "title/對樣本物項加徵關稅的措施"
    items = [
        say(ControlledItem(instrument=key, name=f"樣本{number}"), document=document)
        for document in ("d1", "d2")
        for key in (ACT, foreign)
        for number in range(3)
    ]
    dated = [announced("2031-04-02"), announced("2031-04-06", document="d2", tier="news"), effective("2031-05-01")]
    everything = [*items[:7], *dated, *items[7:]]
    kept = list(informative(everything))
    assert len(kept) == len(dated) + 4  # of the items one a document and instrument
    assert [statement for statement in everything if statement in kept] == kept
    fully, briefly = resolve(everything), resolve(kept)
    assert briefly.keys == fully.keys
    assert events_of(briefly) == events_of(fully)
    assert open_conflicts(briefly) == open_conflicts(fully) != ()


def test_a_measure_that_an_announcement_publishes_is_that_announcement():
    title = "樣本合規工作實施辦法"
    named = say(Announcement(instrument=ACT, title=title))
    cited = say(LegalInstrument(instrument=f"law/{title}", title=title), document="d2")
    assert resolve([named, cited]).key(f"law/{title}") == ACT


def test_an_order_that_promulgates_a_law_is_not_the_law():
    title = "样本物项出口管制条例"
    named = say(LegalInstrument(instrument="SC/order/2031/792", title=title, number="国务院令第792号"))
    cited = say(LegalInstrument(instrument=f"law/{title}", title=title), document="d2")
    assert resolve([named, cited]).key(f"law/{title}") == f"law/{title}"


def test_a_title_that_begins_with_a_number_whose_year_is_in_words_is_the_title_behind_it():
    key = "MOFCOM/order/2031/5"
    named = say(Announcement(instrument=key, title="商务部令二〇三一年第5号 关于对两家机构采取反制措施的决定"))
    cited = say(
        LegalInstrument(instrument="title/关于对两家机构采取反制措施的决定", title="关于对两家机构采取反制措施的决定")
    )
    assert resolve([named, cited]).key("title/关于对两家机构采取反制措施的决定") == key
