"""Which source's day a status follows, where a day comes from that none gives, and what was known on a day."""

from sayings import announced, changed, day, effective, on, read, status


def test_the_heaviest_source_dates_the_effect():
    told = (effective("2031-06-15", document="d2", tier="news"), effective("2031-06-15", document="d3", tier="opinion"))
    assert on("2031-05-02", *told).status == "in_force"


def test_the_heaviest_source_dates_the_suspension():
    told = (
        changed("suspend", "2031-07-01", "2031-12-31"),
        changed("suspend", "2031-07-04", "2031-12-31", document="d2", tier="news"),
    )
    assert on("2031-08-01", *told).since == day("2031-07-01")
    assert on("2031-07-02", *told).status == "suspended"


def test_a_suspension_told_again_without_its_term_does_not_make_it_endless():
    told = (
        changed("suspend", "2031-07-01", "2031-12-31"),
        changed("suspend", "2031-07-04", document="d2", tier="news"),
    )
    assert on("2032-01-01", *told).assumed is True


def test_a_stop_that_a_heavier_source_calls_a_suspension_is_a_suspension():
    told = (changed("suspend", "2031-07-01"), changed("stop", "2031-07-01", document="d2", tier="news"))
    assert on("2031-08-01", *told).status == "suspended"


def test_another_jurisdiction_s_act_does_not_move_the_timeline():
    assert on("2031-08-01", changed("suspend", "2031-07-01", "2031-12-31", actor="US")).status == "in_force"


def test_a_foreign_measure_has_a_timeline_of_its_own():
    key = "US/measure/2031-03-01/sample-rule"
    told = (effective("2031-03-10", key, actor="US"), changed("suspend", "2031-07-01", key=key, actor="US"))
    assert status("2031-08-01", *told, key=key).status == "suspended"


def test_a_change_without_a_day_counts_from_when_it_was_told_and_has_no_since():
    suspension = changed("suspend", None, "2031-12-31", published="2031-07-10")
    assert on("2031-07-09", suspension).status == "in_force"
    answer = on("2031-07-10", suspension)
    assert (answer.status, answer.since, answer.until) == ("suspended", None, day("2031-12-31"))


def test_a_heavier_telling_without_days_takes_them_from_a_lighter_one():
    act = "MOFCOM/announcement/2031/20"
    told = (
        changed("suspend", by=act, tier="law_firm", document="d2", published="2031-12-01"),
        changed("extend", "2031-07-01", "2031-12-31", by=act, tier="news", document="d3", published="2031-07-03"),
    )
    answer = on("2031-08-01", *told)
    assert (answer.status, answer.since, answer.until) == ("suspended", day("2031-07-01"), day("2031-12-31"))


def test_a_change_without_a_day_counts_from_the_act_that_makes_it():
    act = "MOFCOM/announcement/2031/20"
    told = (announced("2031-07-01", act), changed("suspend", None, "2031-12-31", by=act, published="2031-09-01"))
    assert on("2031-06-30", *told).status == "in_force"
    answer = on("2031-08-01", *told)
    assert (answer.status, answer.since) == ("suspended", None)


def test_an_act_repeals_another_from_the_day_it_takes_effect_itself():
    act = "MOFCOM/announcement/2031/20"
    told = (
        announced("2031-07-01", act),
        effective("2031-09-01", act),
        changed("repeal", by=act, published="2031-07-01"),
    )
    assert on("2031-08-31", *told).status == "in_force"
    assert on("2031-09-01", *told).status == "repealed"


def test_an_undated_document_is_no_older_than_the_last_publication_it_tells_of():
    told = (
        changed("stop", document="d7"),
        announced("2031-09-01", "MOFCOM/announcement/2031/30", document="d7"),
    )
    assert on("2031-08-01", *told).status == "in_force"
    answer = on("2031-10-01", *told)
    assert (answer.status, answer.since) == ("stopped", None)


def test_a_continuation_without_days_lasts_beyond_the_term_it_continues():
    told = (changed("suspend", "2031-07-01", "2031-09-28"), changed("extend", document="d2", published="2031-09-25"))
    answer = on("2031-10-05", *told)
    assert (answer.status, answer.since, answer.until) == ("suspended", day("2031-07-01"), None)


def test_a_lighter_source_s_repeal_yields_to_a_later_official_suspension():
    told = (
        changed("repeal", document="d2", tier="opinion", published="2031-06-01"),
        changed("suspend", "2031-07-01", "2031-12-31"),
    )
    assert on("2031-08-01", *told).status == "suspended"


def test_an_amendment_alone_leaves_the_status_unknown_and_undated():
    answer = status("2032-01-01", changed("amend", "2031-07-01"))
    assert (answer.status, answer.since) == ("unknown", None)


def test_known_at_leaves_out_what_was_told_later():
    suspension = changed("suspend", "2031-07-01", "2031-12-31", document="d2", published="2031-07-20")
    assert on("2031-08-01", suspension, known_at="2031-07-19").status == "in_force"
    assert on("2031-08-01", suspension, known_at="2031-07-20").status == "suspended"


def test_known_at_leaves_out_a_last_day_told_only_later():
    told = (
        changed("suspend", "2031-07-01", document="d2", published="2031-07-02"),
        changed("suspend", "2031-07-01", "2031-12-31", document="d3", published="2031-09-01"),
    )
    assert on("2031-08-01", *told, known_at="2031-08-01").until is None
    assert on("2031-08-01", *told, known_at="2031-09-01").until == day("2031-12-31")


def test_known_at_leaves_out_an_act_that_was_told_of_only_after_its_day():
    act = "MOFCOM/announcement/2031/20"
    told = (
        announced("2031-07-01", act, document="d2", published="2031-09-01"),
        changed("suspend", "2031-07-01", by=act, document="d2", published="2031-09-01"),
    )
    assert on("2031-08-01", *told, known_at="2031-08-31").status == "in_force"
    assert on("2031-08-01", *told, known_at="2031-09-01").status == "suspended"


def test_an_undated_document_is_known_from_the_last_day_it_tells_of():
    told = (changed("suspend", "2031-07-01", document="d7"), announced("2031-06-30", document="d8"))
    assert status("2031-08-01", *told, known_at="2031-06-30").status == "announced"
    assert status("2031-08-01", *told, known_at="2031-07-01").status == "suspended"


def test_the_day_of_a_re_post_is_no_day_of_publication():
    told = (
        announced("2031-04-02", document="d2", published="2031-04-02", tier="news"),
        announced("2031-04-08", document="d3", published="2031-04-08"),
        announced("2031-04-08", document="d4", published="2031-04-08"),
        effective(None, basis="on_publication", document="d3", published="2031-04-08"),
    )
    assert status("2031-04-05", *told).status == "in_force"
    assert status("2031-04-05", *told).since == day("2031-04-02")


def test_what_one_round_of_talks_led_to_is_placed_on_one_day():
    other = "MOFCOM/announcement/2031/9"
    told = read(
        "商務部公告2031年第9號\t樣本市會談後，暫停1年（2031年11月10日起）\n商務部公告2031年第8號\t樣本市會談後，停止相關措施\n",
        "d2",
        "2032-01-06",
    )
    assert status("2031-12-01", *told, key=other).status == "suspended"
    answer = on("2031-12-01", *told)
    assert (answer.status, answer.since) == ("stopped", None)
    assert on("2031-11-09", *told).status == "in_force"
