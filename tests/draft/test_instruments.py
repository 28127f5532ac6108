"""The documents that a sentence rests on."""

from __future__ import annotations

from planctl.draft.instruments import read_refs, without_numbers


def test_documents_are_named_with_their_numbers() -> None:
    text = "总结《纲要(2015—2020年)》(中发〔2015〕36号)和《关于贯彻〈纲要〉的实施意见》(吉发〔2016〕30号)的落实情况。"
    assert read_refs(text) == (
        "《纲要（2015—2020年）》（中发〔2015〕36号）",
        "《关于贯彻〈纲要〉的实施意见》（吉发〔2016〕30号）",
    )
    assert without_numbers(text) == "总结《纲要(2015—2020年)》和《关于贯彻〈纲要〉的实施意见》的落实情况。"


def test_orders_of_the_state_council_have_numbers_too() -> None:
    text = "落实《优化营商环境条例》（国务院令第722号）。"
    assert read_refs(text) == ("《优化营商环境条例》（国务院令第722号）",)
    assert without_numbers(text) == "落实《优化营商环境条例》。"


def test_what_is_followed_is_named_without_a_number_too() -> None:
    assert read_refs("按照《考核办法》开展考核，落实《考核办法》。") == ("《考核办法》",)


def test_what_is_to_be_made_is_no_reference() -> None:
    assert read_refs("推进《吉林省生态环境条例》立法，制定《办法》。") == ()
