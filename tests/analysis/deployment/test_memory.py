from __future__ import annotations

import pytest

from migrator.analysis.deployment.memory import Cards, best, fits, needed, parsed
from migrator.rules.models import catalogue

TABLE = catalogue()


@pytest.mark.parametrize(
    ("text", "cards"),
    [("16GB", Cards(1, 16)), ("2x24GB", Cards(2, 24)), ("80 gib", Cards(1, 80)), ("4 x 40", Cards(4, 40))],
)
def test_cards_are_written_in_several_ways(text: str, cards: Cards) -> None:
    assert parsed(text) == cards


@pytest.mark.parametrize("text", ["", "GB", "0GB", "0x16GB", "16TB", "big", "2x", "-16GB"])
def test_what_is_no_card_is_refused(text: str) -> None:
    assert parsed(text) is None


@pytest.mark.parametrize(
    ("key", "tokens"),
    # the figures of the map these models come from: 16 GiB, a share of 0.92
    [("llama3.2:3b", 67791), ("llama3.2:1b", 357509), ("llama3.1:8b", 0), ("deepseek-coder:6.7b", 1363)],
)
def test_the_tokens_that_fit_are_those_of_the_formula(key: str, tokens: int) -> None:
    published = fits(TABLE[key], Cards(1, 16))[0]
    assert abs(published.tokens - tokens) <= tokens / 500


def test_the_published_weights_are_preferred_and_fewer_bits_taken_where_they_do_not_fit() -> None:
    small, large = best(TABLE["llama3.1:8b"], Cards(1, 16)), best(TABLE["llama3.1:8b"], Cards(1, 24))
    assert small is not None
    assert small.bits == "gptq-w4a16"
    assert large is not None
    assert (large.bits, large.repo) == ("16 bit", "meta-llama/Llama-3.1-8B-Instruct")


def test_what_is_too_large_for_the_card_has_nothing() -> None:
    assert best(TABLE["llama3.1:70b"], Cards(1, 16)) is None


def test_several_cards_share_the_weights() -> None:
    pair = best(TABLE["llama3.1:70b"], Cards(2, 80))
    assert pair is not None
    assert (pair.bits, pair.verdict) == ("16 bit", "fits")


def test_what_a_server_needs_grows_with_its_window() -> None:
    model = TABLE["llama3.2:3b"]
    assert needed(model, model.gb, 4096) < needed(model, model.gb, 32768)
