"""The vectors on a real Chroma server that hosts share; and the server down, lost, slow, foreign."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest
from chroma_house import ChromaHouse, chroma_house
from click.testing import CliRunner
from fakes import HashingEmbedder
from newsroom import ARTICLES, write
from numpy.typing import NDArray

from bot.ask import Desk
from bot.cli import cli, run
from bot.discord.archive import Archive
from bot.discord.building import Plan
from index.build import build, is_stale
from index.building.healing import heal
from index.catalog import Catalog
from index.embed import load_embedder
from index.errors import SettingError
from index.moving.export import export_index
from index.moving.restore import import_index
from index.search import BEHIND, BY_WORDS, Index
from index.searching.nearest import RETRY, Nearest
from index.store.catalog_file import CATALOG
from index.store.chroma_server import ChromaServer, VectorServerError, read_chroma_server
from index.vectors import CHROMA, Vectors

QUESTION = "Who met Governor Lind in Eastfell?"
EMBEDDER = HashingEmbedder()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaHouse]:
    """One server for the tests that leave it running; each has a model, and so a collection, of its own."""
    with chroma_house(tmp_path_factory.mktemp("chroma") / "data") as house:
        yield house


@pytest.fixture
def house(tmp_path: Path) -> Iterator[ChromaHouse]:
    """A server that the test may stop."""
    with chroma_house(tmp_path / "chroma-data") as house:
        yield house


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every corpus one that is too large for the catalog to keep its vectors."""
    monkeypatch.setattr("index.building.filling.KEPT_BESIDE_A_SERVER", 0)
    monkeypatch.setattr("index.building.healing.KEPT_BESIDE_A_SERVER", 0)


def held(server: ChromaServer, embedder: HashingEmbedder, folder: Path) -> set[str]:
    """List the ids that the server holds of those that the catalog in a folder names."""
    with Vectors.open(folder, embedder.fingerprint, server) as vectors:
        return vectors.ids(named(folder))


def named(folder: Path) -> set[str]:
    """List the content ids that a catalog names."""
    with Catalog.open(folder / CATALOG) as catalog:
        return {p.id for article in catalog.articles() for p in catalog.passages(article.id)}


def found(folder: Path, embedder: HashingEmbedder, server: ChromaServer | None) -> list[tuple[str, float]]:
    """Search an index."""
    with Index.open(folder, embedder, server=server) as opened:
        return [(hit.passage.id, round(hit.score, 3)) for hit in opened.search(QUESTION)]


def test_a_server_finds_as_a_folder_does(shared: ChromaHouse, tmp_path: Path, large: None) -> None:
    """An index whose vectors are on a server answers as one whose vectors are in its folder."""
    embedder = HashingEmbedder("hashing:same")
    corpus = write(tmp_path / "corpus")
    build(corpus, tmp_path / "here", embedder)
    build(corpus, tmp_path / "there", embedder, server=shared.server)
    assert not (tmp_path / "there" / CHROMA).exists()
    assert held(shared.server, embedder, tmp_path / "there") == named(tmp_path / "there")
    assert found(tmp_path / "there", embedder, shared.server) == found(tmp_path / "here", embedder, None)


def test_each_text_is_embedded_once_for_all_hosts(shared: ChromaHouse, tmp_path: Path) -> None:
    """A second host that indexes the same corpus finds the vectors there, and embeds nothing."""
    model = "hashing:once"
    corpus = write(tmp_path / "corpus")
    first = build(corpus, tmp_path / "a", HashingEmbedder(model), server=shared.server)
    second = build(corpus, tmp_path / "b", HashingEmbedder(model), server=shared.server)
    assert (first.embedded, second.embedded) == (first.passages, 0)
    assert found(tmp_path / "a", HashingEmbedder(model), shared.server) == found(
        tmp_path / "b", HashingEmbedder(model), shared.server
    )


def test_hosts_that_index_at_once(shared: ChromaHouse, tmp_path: Path, large: None) -> None:
    """Four hosts that index at the same time all end with a whole index, and one vector a text."""
    model = "hashing:four"
    corpus = write(tmp_path / "corpus")
    failed: list[BaseException] = []

    def work(name: str) -> None:
        try:
            build(corpus, tmp_path / name, HashingEmbedder(model), server=shared.server)
        except BaseException as error:
            failed.append(error)

    hosts = [threading.Thread(target=work, args=(name,)) for name in "abcd"]
    for host in hosts:
        host.start()
    for host in hosts:
        host.join()
    assert failed == []
    assert len({tuple(found(tmp_path / name, HashingEmbedder(model), shared.server)) for name in "abcd"}) == 1
    with Vectors.open(tmp_path, model, shared.server) as vectors:
        assert vectors.count() == len(named(tmp_path / "a"))


def test_no_host_removes_what_another_names(shared: ChromaHouse, tmp_path: Path, large: None) -> None:
    """Whatever one host removes, heals, deletes or embeds with another model, what another host's
    catalog names stays on the server, and that host answers as before."""
    embedder = HashingEmbedder("hashing:kept")
    for host in "ab":
        build(write(tmp_path / host / "corpus"), tmp_path / host / "index", embedder, server=shared.server)
    before = found(tmp_path / "b" / "index", embedder, shared.server)
    corpus, index = tmp_path / "a" / "corpus", tmp_path / "a" / "index"
    for name in list(ARTICLES)[:4]:
        (corpus / f"{name}.md").unlink()
    (corpus / "herald-school.md").write_text("---\noutlet: Island Herald\n---\nThe school has closed.\n")
    build(corpus, index, embedder, server=shared.server)
    findings = heal(corpus, index, embedder, server=shared.server)
    assert all(finding.well for finding in findings), findings
    with Vectors.open(index, embedder.fingerprint, shared.server) as vectors:
        vectors.renew(sorted(named(index)))
        vectors.delete(sorted(named(tmp_path / "b" / "index")))
    build(corpus, index, HashingEmbedder("hashing:kept, another"), server=shared.server)
    assert held(shared.server, embedder, tmp_path / "b" / "index") == named(tmp_path / "b" / "index")
    assert found(tmp_path / "b" / "index", embedder, shared.server) == before


def test_a_server_is_healed(shared: ChromaHouse, tmp_path: Path, large: None) -> None:
    """`doctor --deep` finds vectors on a server that are missing or wrong, and puts the right ones there."""
    embedder = HashingEmbedder("hashing:healed")
    corpus, index = write(tmp_path / "corpus"), tmp_path / "index"
    build(corpus, index, embedder, server=shared.server)
    before = found(index, embedder, shared.server)
    with Vectors.open(index, embedder.fingerprint, shared.server) as vectors:
        ids = sorted(named(index))
        vectors.upsert(ids[:2], vectors.get(ids[:2])[1][::-1].copy())
        vectors._collection.delete(ids=ids[2:5])  # as somebody else may do
    told = {one.what: one for one in heal(corpus, index, embedder, server=shared.server)}["vectors"]
    assert "3 are missing" in told.told and "2 are not those of their passages" in told.told
    assert found(index, embedder, shared.server) == before
    assert all(one.well for one in heal(corpus, index, embedder, server=shared.server))


def test_moving_to_a_server_embeds_nothing(shared: ChromaHouse, tmp_path: Path) -> None:
    """When a server is set, the next build brings the vectors there, out of the catalog; and back again."""
    embedder = HashingEmbedder("hashing:moved")
    corpus, index = write(tmp_path / "corpus"), tmp_path / "index"
    build(corpus, index, embedder)
    assert is_stale(corpus, index, embedder.fingerprint, shared.server)
    assert build(corpus, index, embedder, server=shared.server).embedded == 0
    assert held(shared.server, embedder, index) == named(index)
    assert not is_stale(corpus, index, embedder.fingerprint, shared.server)
    assert is_stale(corpus, index, embedder.fingerprint)


def test_export_and_import(shared: ChromaHouse, tmp_path: Path, large: None) -> None:
    """An index of a server can be exported, and imported onto a server, where nothing else is removed."""
    embedder = HashingEmbedder("hashing:exported")
    corpus, index = write(tmp_path / "corpus"), tmp_path / "index"
    build(corpus, index, embedder, server=shared.server)
    export_index(index, tmp_path / "file", corpus, server=shared.server)
    with Vectors.open(index, embedder.fingerprint, shared.server) as vectors:
        vectors.upsert(["f" * 32], np.full((1, 64), 0.125, np.float32))
    import_index(tmp_path / "file", tmp_path / "i", tmp_path / "c", embedder, server=shared.server)
    assert not is_stale(tmp_path / "c", tmp_path / "i", embedder.fingerprint, shared.server)
    assert found(tmp_path / "i", embedder, shared.server) == found(index, embedder, shared.server)
    with Vectors.open(index, embedder.fingerprint, shared.server) as vectors:
        assert vectors.ids({"f" * 32})


@pytest.mark.slow
def test_down_at_the_start(house: ChromaHouse, tmp_path: Path) -> None:
    """A build finds the server down: one line says so, there is no index, and the next build makes it."""
    house.stop()
    corpus, index = write(tmp_path / "corpus"), tmp_path / "index"
    with pytest.raises(VectorServerError, match=r"cannot be reached.*start it, or check CHROMA") as caught:
        build(corpus, index, EMBEDDER, server=house.server)
    assert "\n" not in str(caught.value) and house.server.url in str(caught.value)
    house.start()
    assert build(corpus, index, EMBEDDER, server=house.server).added == len(ARTICLES)


class LosingEmbedder(HashingEmbedder):
    """An embedder during whose work the server is lost."""

    def __init__(self, house: ChromaHouse) -> None:
        super().__init__()
        self._house = house

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self._house.stop()
        return super().embed(texts)


@pytest.mark.slow
def test_lost_in_mid_build(house: ChromaHouse, tmp_path: Path) -> None:
    """The server is lost while a build embeds: one line says so, the old index answers as it did, and the
    next build, with the server back, puts everything right."""
    corpus, index = write(tmp_path / "corpus"), tmp_path / "index"
    build(corpus, index, EMBEDDER, server=house.server)
    before = found(index, EMBEDDER, house.server)
    (corpus / "new.md").write_text("---\noutlet: Eastfell Post\n---\nGovernor Lind met nobody in Eastfell.\n")
    with pytest.raises(VectorServerError, match="the vector server http://127"):
        build(corpus, index, LosingEmbedder(house), server=house.server)
    assert found(index, EMBEDDER, house.server) == before
    house.start()
    assert build(corpus, index, EMBEDDER, server=house.server).added == 1
    assert held(house.server, EMBEDDER, index) == named(index)


@pytest.mark.slow
def test_answers_go_on_by_words(house: ChromaHouse, tmp_path: Path, large: None) -> None:
    """With the server lost, a large corpus is searched by words and each answer says so; when it is back, by
    meaning again. It is asked again only after a while, and told of once."""
    corpus, folder = write(tmp_path / "corpus"), tmp_path / "index"
    build(corpus, folder, EMBEDDER, server=house.server)
    told: list[str] = []
    now = [0.0]
    with Catalog.open(folder / CATALOG) as catalog:
        nearest = Nearest(catalog, folder, EMBEDDER, house.server, told.append, lambda: now[0])
        with Index(catalog, nearest, None) as index:
            desk = Desk(index)
            whole = desk.ask("When did Ada Brook meet Jon Lind?")
            assert not whole.abstained and BY_WORDS not in whole.notes
            house.stop()
            for _ in range(2):
                answer = desk.ask("When did Ada Brook meet Jon Lind?")
                assert answer.citations and answer.notes[-1] == BY_WORDS
            assert len(told) == 1 and house.server.url in told[0]
            house.start()
            assert BY_WORDS in desk.ask("Who met Ada Brook?").notes
            now[0] += RETRY
            assert desk.ask("When did Ada Brook meet Jon Lind?") == whole


def test_a_small_corpus_needs_no_server_to_answer(house: ChromaHouse, tmp_path: Path) -> None:
    """Where the catalog keeps the vectors itself, answers are the same with the server lost, with no note."""
    corpus, folder = write(tmp_path / "corpus"), tmp_path / "index"
    build(corpus, folder, EMBEDDER, server=house.server)
    with Index.open(folder, EMBEDDER, server=house.server) as index:
        before = Desk(index).ask(QUESTION)
        house.stop()
        assert Desk(index).ask(QUESTION) == before and index.notes() == ()


def test_a_server_without_the_vectors(house: ChromaHouse, tmp_path: Path, large: None) -> None:
    """A server that lost its data is noticed, and `dateline index` fills it again."""
    corpus, folder = write(tmp_path / "corpus"), tmp_path / "index"
    build(corpus, folder, EMBEDDER, server=house.server)
    with Vectors.open(folder, EMBEDDER.fingerprint, house.server) as vectors:
        vectors._collection.delete(ids=sorted(named(folder)))
    told: list[str] = []
    with Index.open(folder, EMBEDDER, server=house.server, tell=told.append) as index:
        assert index.search(QUESTION) and index.notes() == (BY_WORDS,)
    assert told == [f"the vector server {house.server.url} has none of the vectors; run: dateline index"]
    build(corpus, folder, EMBEDDER, server=house.server)
    assert held(house.server, EMBEDDER, folder) == named(folder)


def test_a_server_that_does_not_answer(house: ChromaHouse, tmp_path: Path) -> None:
    """A request to a server that is stuck ends, and says after how long."""
    house.freeze()
    with pytest.raises(VectorServerError, match=r"did not answer within 0.3 s; see what keeps it"):
        Vectors.open(tmp_path, "model", house.server, patience=0.3)


@pytest.mark.parametrize(
    ("status", "body", "told"),
    [
        (401, '{"error": "AuthError", "message": "key s3cret"}', "refuses the key"),
        (403, '{"error": "AuthorizationError", "message": "s3cret"}', "refuses the key"),
        (404, '{"error": "NotFoundError", "message": "no such database"}', "check CHROMA_TENANT"),
        (200, "<html>welcome", "check that CHROMA_URL is a Chroma server"),
        (502, "bad gateway", "check that CHROMA_URL is a Chroma server"),
    ],
)
def test_a_server_that_refuses(status: int, body: str, told: str, tmp_path: Path) -> None:
    """Whatever a server answers, it is told in one line, with the setting to check and never with the key;
    the key is sent to it in the header that Chroma Cloud reads."""
    keys: list[str | None] = []

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            keys.append(self.headers["X-Chroma-Token"])
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body.encode())

        do_POST = do_GET  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as other:
        threading.Thread(target=other.serve_forever, daemon=True).start()
        server = ChromaServer(f"http://127.0.0.1:{other.server_port}", api_key="s3cret")
        with pytest.raises(VectorServerError) as caught:
            Vectors.open(tmp_path, "model", server)
        other.shutdown()
    assert told in str(caught.value) and "\n" not in str(caught.value)
    assert keys[0] == "s3cret" and "s3cret" not in str(caught.value) + repr(server)


def test_the_key_says_which_database(tmp_path: Path) -> None:
    """Without CHROMA_TENANT and CHROMA_DATABASE the key's own are used, where they are one; else one is asked
    to set them."""

    class Identity:
        tenant, databases = "t", ["d"]

    keyed = ChromaServer("https://api.trychroma.com", api_key="k")
    assert keyed.choose(Identity) == ("t", "d")
    assert ChromaServer("http://h", "x", "y", "k").choose(Identity) == ("x", "y")
    assert ChromaServer("http://h").choose(Identity) == ("default_tenant", "default_database")
    Identity.databases = ["d", "e"]
    with pytest.raises(ValueError, match="set CHROMA_TENANT and CHROMA_DATABASE"):
        keyed.choose(Identity)


@pytest.mark.parametrize(
    ("env", "told"),
    [
        ({"CHROMA_URL": "localhost:8000"}, "must be a server's address"),
        ({"CHROMA_URL": "http://h/path"}, "must be a server's address"),
        ({"CHROMA_URL": "http://h:99999"}, "must be a server's address"),
        ({"CHROMA_URL": "http://u:s3cret@h"}, "CHROMA_API_KEY"),
        ({"CHROMA_URL": "http://h", "CHROMA_TENANT": "../x"}, "CHROMA_TENANT="),
        ({"CHROMA_URL": "http://h", "CHROMA_API_KEY": "s3cret two"}, "CHROMA_API_KEY has characters"),
    ],
)
def test_settings_that_cannot_be(env: dict[str, str], told: str) -> None:
    """A setting that cannot be used is named, and a key is never shown."""
    with pytest.raises(SettingError) as caught:
        read_chroma_server(env)
    assert told in str(caught.value) and "s3cret" not in str(caught.value)


def test_settings() -> None:
    """Without CHROMA_URL there is no server; ports are those of the address."""
    assert read_chroma_server({"CHROMA_API_KEY": "k"}) is None
    server = read_chroma_server({"CHROMA_URL": "https://api.trychroma.com/", "CHROMA_API_KEY": "k"})
    assert server is not None and server.address == ("api.trychroma.com", 443, True)
    assert ChromaServer("http://[::1]:8000").address == ("[::1]", 8000, False)


def test_commands(house: ChromaHouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`dateline doctor` tells the server and its version; with the server down, `ask` answers from the index
    as it was and says so, `index` ends with one line, and `doctor` says what to do."""
    write(tmp_path / "corpus")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CHROMA_URL", house.server.url)
    monkeypatch.setenv("COLUMNS", "300")
    ask = ["ask", "--json", "When did Ada Brook meet Jon Lind?"]
    assert CliRunner().invoke(cli, ask, standalone_mode=False).return_value == 0
    done = CliRunner().invoke(cli, ["doctor"], standalone_mode=False)
    told = " ".join(done.stdout.split())
    assert f"server {house.server.url}, version 1." in told and "vectors of this model" in told
    house.stop()
    (tmp_path / "corpus" / "new.md").write_text("---\noutlet: Eastfell Post\n---\nThe harbour froze.\n")
    done = CliRunner().invoke(cli, ["ask", "When did Ada Brook meet Jon Lind?"], standalone_mode=False)
    assert " ".join(BEHIND.split()) in " ".join(done.stdout.split())
    assert "cannot be reached" in done.stderr and done.stderr.count("\n") <= 2
    assert "cannot be reached" in CliRunner().invoke(cli, ["doctor"], standalone_mode=False).stdout
    assert run(["index"]) == 1


@pytest.mark.slow
def test_the_bot_goes_on(house: ChromaHouse, tmp_path: Path) -> None:
    """With the server down the bot answers from the index as it was, says so with each answer, and no longer
    once a build has gone through."""
    plan = Plan(write(tmp_path / "corpus"), tmp_path / "index", None, {"CHROMA_URL": house.server.url})
    embedder = load_embedder(None)
    build(plan.corpus, plan.index, embedder, server=house.server)
    house.stop()
    (plan.corpus / "new.md").write_text("---\noutlet: Eastfell Post\n---\nThe harbour froze.\n")
    archive = Archive(plan, embedder, Desk.open)
    archive.open()
    with pytest.raises(VectorServerError, match="cannot be reached"):
        archive.build()
    assert archive.desk(0).ask("When did Ada Brook meet Jon Lind?").notes[-1] == BEHIND
    house.start()
    assert archive.build().added == 1
    assert BEHIND not in archive.desk(0).ask("When did Ada Brook meet Jon Lind?").notes
    archive.close()


def test_no_server_and_no_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A first question with the server down ends with one line that says what to do."""
    write(tmp_path / "corpus")
    monkeypatch.chdir(tmp_path)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        monkeypatch.setenv("CHROMA_URL", f"http://127.0.0.1:{free.getsockname()[1]}")
    assert run(["ask", QUESTION]) == 1
    assert "start it, or check CHROMA_URL" in capsys.readouterr().err.splitlines()[-1]
