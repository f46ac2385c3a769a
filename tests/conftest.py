"""Fixtures that tests of several files share."""

from __future__ import annotations

from pathlib import Path

import pytest

import generator.generate
from tests import newsroom
from tests.dam import DAM


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(generator.generate, "read_seed", newsroom.read_seed)
    monkeypatch.setattr("generator.revision.plan.engine_digest", lambda: "engine")
    monkeypatch.setattr("generator.revision.renew.engine_digest", lambda: "engine")
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "dam.txt").write_text(DAM)
    return tmp_path
