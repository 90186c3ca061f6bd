from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from codev_voice.errors import NetworkError, WeightsError
from codev_voice.session.progress import silent
from codev_voice.weights.hub import ENDPOINT, Patience, Remote, Snapshot, endpoint, fetch_file, snapshot
from weights.standins import COMMIT, CONTENT, Hub, hexadecimal

if TYPE_CHECKING:
    from pathlib import Path

HASTY = Patience(timeout=5, tries=2, pause=0)
REPOSITORY = "Systran/faster-whisper-small"
MODEL = CONTENT["model.bin"]


def remote(data: bytes = MODEL, name: str = "model.bin") -> Remote:
    return Remote(name, len(data), hexadecimal(data), None)


def fetch(into: Path, file: Remote | None = None, patience: Patience = HASTY) -> bytes:
    wanted = file or remote()
    fetch_file(Snapshot(REPOSITORY, COMMIT, (wanted,)), wanted, into, silent, patience)
    return (into / wanted.name).read_bytes()


def test_the_endpoint_is_the_environment_s_or_the_hub_s(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HF_ENDPOINT", raising=False)
    assert endpoint() == ENDPOINT
    monkeypatch.setenv("HF_ENDPOINT", "https://mirror.example/hub/")
    assert endpoint() == "https://mirror.example/hub"


def test_the_commit_and_the_files_that_count(hub: Hub) -> None:
    found = snapshot(REPOSITORY, patience=HASTY)
    assert found.commit == COMMIT
    assert [file.name for file in found.files] == ["model.bin", "config.json", "tokenizer.json", "vocabulary.txt"]
    assert found.files[0].sha256 == hexadecimal(MODEL)
    assert found.files[1].sha256 is None
    assert found.size == sum(len(CONTENT[file.name]) for file in found.files)
    assert hub.asked == [(f"/api/models/{REPOSITORY}/revision/main?blobs=true", "")]


def test_a_file_comes_whole_through_the_hub_s_redirection(hub: Hub, tmp_path: Path) -> None:
    assert fetch(tmp_path) == MODEL
    assert hub.asked == [(f"/{REPOSITORY}/resolve/{COMMIT}/model.bin", ""), ("/storage/model.bin", "")]


def test_small_files_are_judged_by_git_s_identifier(hub: Hub, tmp_path: Path) -> None:
    config = snapshot(REPOSITORY, patience=HASTY).files[1]
    assert fetch(tmp_path, config) == b"{}"
    hub.spoiled["config.json"] = b"[]"
    (tmp_path / "config.json").unlink()
    with pytest.raises(WeightsError, match="empreinte"):
        fetch(tmp_path, config)


def test_a_line_that_keeps_cutting_ends_by_finishing(hub: Hub, tmp_path: Path) -> None:
    hub.cut_after = 2000
    assert fetch(tmp_path) == MODEL
    assert [asked for path, asked in hub.asked if path.startswith("/storage")] == ["", "bytes=2000-", "bytes=4000-"]


def test_a_later_run_goes_on_from_what_is_there(hub: Hub, tmp_path: Path) -> None:
    (tmp_path / "model.bin").write_bytes(MODEL[:5000])
    assert fetch(tmp_path) == MODEL
    assert hub.asked[-1] == ("/storage/model.bin", "bytes=5000-")


def test_a_server_that_knows_no_range_gives_all_again(hub: Hub, tmp_path: Path) -> None:
    hub.ranges = False
    (tmp_path / "model.bin").write_bytes(MODEL[:5000])
    assert fetch(tmp_path) == MODEL


def test_a_line_that_gives_nothing_is_given_up_and_kept(hub: Hub, tmp_path: Path) -> None:
    (tmp_path / "model.bin").write_bytes(MODEL[:7])
    hub.cut_after = 0
    with pytest.raises(NetworkError, match=r"ne répond pas ou coupe.*reprendra"):
        fetch(tmp_path)
    assert (tmp_path / "model.bin").read_bytes() == MODEL[:7]


def test_wrong_bytes_are_refused_and_removed(hub: Hub, tmp_path: Path) -> None:
    hub.spoiled["model.bin"] = bytes(len(MODEL))
    with pytest.raises(WeightsError, match="n'a pas l'empreinte annoncée"):
        fetch(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_more_bytes_than_announced_are_refused(hub: Hub, tmp_path: Path) -> None:
    hub.spoiled["model.bin"] = MODEL + b"more"
    with pytest.raises(WeightsError, match="empreinte"):
        fetch(tmp_path)


@pytest.mark.parametrize("status", [404, 401, 403])
def test_a_definite_refusal_is_told_at_once(hub: Hub, tmp_path: Path, status: int) -> None:
    hub.statuses = [status]
    with pytest.raises(NetworkError, match=f"refuse .*réponse {status}"):
        snapshot(REPOSITORY, patience=HASTY)
    hub.statuses = [status]
    with pytest.raises(NetworkError, match=f"réponse {status}.*CODEV_VOICE_MODELS"):
        fetch(tmp_path)
    assert len(hub.asked) == 2


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_passing_refusal_is_tried_again(hub: Hub, tmp_path: Path, status: int) -> None:
    hub.statuses = [status]
    assert snapshot(REPOSITORY, patience=HASTY).commit == COMMIT
    hub.statuses = [status]
    assert fetch(tmp_path) == MODEL


def test_a_slow_answer_is_waited_for_only_so_long(hub: Hub, tmp_path: Path) -> None:
    impatient = Patience(timeout=0.2, tries=2, pause=0)
    hub.delays = [0.6]
    assert snapshot(REPOSITORY, patience=impatient).commit == COMMIT
    hub.delays = [0.6]
    assert fetch(tmp_path, patience=impatient) == MODEL


def test_cut_metadata_are_asked_again(hub: Hub) -> None:
    hub.cut_metadata = 1
    assert snapshot(REPOSITORY, patience=HASTY).commit == COMMIT


def test_no_server(hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    with pytest.raises(NetworkError, match="ne répond pas"):
        snapshot(REPOSITORY, patience=HASTY)
    with pytest.raises(NetworkError, match="ne répond pas"):
        fetch(tmp_path)
    assert hub.asked == []


def test_an_address_that_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "file:///etc")
    with pytest.raises(NetworkError, match="pas une adresse http"):
        snapshot(REPOSITORY, patience=HASTY)


@pytest.mark.parametrize(
    "metadata",
    [
        [],
        {"sha": COMMIT, "siblings": []},
        {"sha": COMMIT, "siblings": [{"rfilename": "model.bin", "size": 3}]},
        Hub(commit="../..").description(),
        Hub(files={name: data for name, data in CONTENT.items() if "vocab" not in name}).description(),
    ],
)
def test_metadata_that_cannot_be_checked_are_refused(hub: Hub, metadata: object) -> None:
    hub.metadata = metadata
    with pytest.raises(WeightsError, match="ne sait pas vérifier"):
        snapshot(REPOSITORY, patience=HASTY)
