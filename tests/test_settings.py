"""Settings: each variable, its default, and what is told where it cannot be used."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest
from dotenv import dotenv_values

from bot.discord_settings import DISCORD_VARIABLES, DiscordSettings, read_discord_settings
from bot.feed_settings import FEED_VARIABLES, FeedSettings, read_feed_settings
from bot.llm_settings import LLM_VARIABLES, LlmSettings, read_llm_settings
from bot.settings import (
    VARIABLES,
    Settings,
    index_folder,
    read_environment,
    read_settings,
    unknown_names,
)
from index.errors import SettingError
from index.store.chroma_server import CHROMA_VARIABLES, read_chroma_server

ROOT = Path(__file__).parent.parent


def test_example_file_is_the_defaults() -> None:
    """.env.example names every setting once, with the default that the code has."""
    written = dotenv_values(ROOT / ".env.example")
    assert list(written) == [
        *VARIABLES,
        *CHROMA_VARIABLES,
        *LLM_VARIABLES,
        *FEED_VARIABLES,
        *DISCORD_VARIABLES,
    ]
    given = {name: value or "" for name, value in written.items()}
    assert read_settings(given) == Settings()
    assert read_chroma_server(given) is None
    assert read_llm_settings(given) == LlmSettings()
    assert read_feed_settings(given) == FeedSettings()
    assert read_discord_settings(given) == DiscordSettings()


def test_every_field_has_a_variable() -> None:
    """Each field of Settings can be set from outside, and each variable fills a field."""
    assert sorted(VARIABLES.values()) == sorted(field.name for field in fields(Settings))
    assert sorted(LLM_VARIABLES.values()) == sorted(field.name for field in fields(LlmSettings))
    assert sorted(FEED_VARIABLES.values()) == sorted(field.name for field in fields(FeedSettings))
    assert sorted(DISCORD_VARIABLES.values()) == sorted(field.name for field in fields(DiscordSettings))


def test_variables_are_read() -> None:
    """A variable replaces the default; space around its value does not count."""
    env = {"DATELINE_CORPUS": " news ", "DATELINE_INDEX": "ix", "DATELINE_EMBEDDER": "ollama:nomic"}
    assert read_settings(env) == Settings(Path("news"), Path("ix"), "ollama:nomic")


def test_empty_variables_keep_the_default() -> None:
    """An empty variable is the same as none."""
    assert read_settings({"DATELINE_CORPUS": "", "DATELINE_EMBEDDER": "  "}) == Settings()


@pytest.mark.parametrize("value", ["minilm", "openai", "openai:", "cohere:x", "OPENAI:x"])
def test_unknown_embedder(value: str) -> None:
    """An embedder that there is not gives an error that names the variable and what is allowed."""
    with pytest.raises(SettingError, match=r"DATELINE_EMBEDDER=.*openai:MODEL or ollama:MODEL"):
        read_settings({"DATELINE_EMBEDDER": value})


@pytest.mark.parametrize("value", ["a\0b", "a\nb", "~no-such-user-here/x"])
def test_impossible_folder(value: str) -> None:
    """A value that no folder can have gives an error that names the variable."""
    with pytest.raises(SettingError, match="DATELINE_CORPUS"):
        read_settings({"DATELINE_CORPUS": value})


def test_process_wins_over_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable of the process wins over .env, which wins over the default; "$" stands for itself."""
    (tmp_path / ".env").write_text("DATELINE_CORPUS=from-file\nDATELINE_INDEX=$HOME-ix\n", encoding="utf-8")
    monkeypatch.setenv("DATELINE_CORPUS", "from-process")
    monkeypatch.delenv("DATELINE_INDEX", raising=False)
    settings = read_settings(read_environment(tmp_path))
    assert (settings.corpus, settings.index) == (Path("from-process"), Path("$HOME-ix"))


def test_unreadable_env_file(tmp_path: Path) -> None:
    """A .env that is no text gives an error that names the file."""
    (tmp_path / ".env").write_bytes(b"DATELINE_CORPUS=\xff\xfe\n")
    with pytest.raises(SettingError, match=r"\.env"):
        read_environment(tmp_path)


def test_unknown_names_are_found() -> None:
    """A variable that only looks like ours is named, others are not."""
    env = {"DATELINE_CORPS": "x", "DATELINE_CORPUS": "y", "PATH": "z"}
    assert unknown_names(env) == ["DATELINE_CORPS"]


def test_default_corpus_is_indexed_in_the_home_folder(tmp_path: Path) -> None:
    """The corpus in the working directory has .dateline itself, however its path is written."""
    home = tmp_path / ".dateline"
    assert index_folder(Path("corpus"), None, tmp_path) == home
    assert index_folder(tmp_path / "x" / ".." / "corpus", None, tmp_path) == home


def test_corpora_do_not_share_an_index(tmp_path: Path) -> None:
    """Two corpora of one name get two folders; one corpus always the same; a given index is left as given."""
    one, two = index_folder(Path("a/news"), None, tmp_path), index_folder(Path("b/news"), None, tmp_path)
    assert one != two
    assert one == index_folder(tmp_path / "a" / "news", None, tmp_path)
    assert one.parent == tmp_path / ".dateline"
    assert one.name.startswith("news-")
    assert index_folder(Path("a/news"), Path("mine"), tmp_path) == Path("mine")


def test_feeds_are_read() -> None:
    """Feeds and private hosts are lists, parted by commas or spaces, each entry once."""
    env = {
        "DATELINE_FEEDS": "https://gazette.example/feed, https://post.example/atom https://post.example/atom",
        "DATELINE_FEEDS_EVERY": "5",
        "DATELINE_PRIVATE_HOSTS": "intranet.example 10.1.0.0/16",
    }
    assert read_feed_settings(env) == FeedSettings(
        ("https://gazette.example/feed", "https://post.example/atom"), 5, ("intranet.example", "10.1.0.0/16")
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATELINE_FEEDS", "gazette.example/feed"),
        ("DATELINE_FEEDS", "file:///etc/passwd"),
        ("DATELINE_FEEDS", "http://[bad"),
        ("DATELINE_FEEDS_EVERY", "0"),
        ("DATELINE_FEEDS_EVERY", "1.5"),
        ("DATELINE_FEEDS_EVERY", "20000"),
        ("DATELINE_PRIVATE_HOSTS", "http://intranet"),
        ("DATELINE_PRIVATE_HOSTS", "10.0.0.0/99"),
    ],
)
def test_impossible_feeds(name: str, value: str) -> None:
    """A setting of feeds that cannot be used gives an error that names the variable and the value."""
    with pytest.raises(SettingError, match=name) as error:
        read_feed_settings({name: value})
    assert value in str(error.value)
