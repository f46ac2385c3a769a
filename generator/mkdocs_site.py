"""Starts MkDocs on a project: its own `mkdocs.yml`, or the packaged one where it has none.

Input: a project's folder.  Output: the built site, or a server that follows changes.  Errors come
as `SiteError` with a message for people.
"""

from __future__ import annotations

import logging
import socket
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException
from mkdocs.utils.yaml import yaml_load

from generator import mkdocs_hooks
from generator.mkdocs_kept import kept
from generator.site.render import theme_folder

_PACKAGE = Path(__file__).parent
PACKAGED = (_PACKAGE / "site_templates" / "mkdocs.yml", _PACKAGE.parent / "mkdocs.yml")
"""The settings of a project that has none: in the package, or beside it in a checkout."""


class SiteError(Exception):
    """The site cannot be built; the message says why."""


def settings(project: Path) -> tuple[str, dict[str, Any]]:
    """The configuration file to use for `project`, and what overrules it."""
    own = project / "mkdocs.yml"
    if own.is_file():
        return str(own), {}
    packaged = next(path for path in PACKAGED if path.is_file())
    theme = yaml_load(packaged.read_text(encoding="utf-8"))["theme"]
    changes = {
        "docs_dir": str(project / "content"),
        "site_dir": str(project / "site"),
        "hooks": [mkdocs_hooks.__file__],
        "theme": theme | {"custom_dir": str(theme_folder(project))},
    }
    return str(packaged), changes


def _log(level: int) -> None:
    """MkDocs' messages on standard error, from `level` up."""
    logger = logging.getLogger("mkdocs")
    logger.setLevel(level)
    if not logger.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(levelname)s: %(message)s"))
        logger.addHandler(handler)


def build_site(project: Path, out: Path | None = None, strict: bool = False) -> Path:
    """Build the site of `project` with its search index, and return the folder it lies in.

    Raises:
        SiteError: it cannot be built, or `strict` and something is amiss.
    """
    _log(logging.WARNING)
    file, changes = settings(project)
    if out is not None:
        changes["site_dir"] = str(out)
    try:
        config = load_config(file, strict=strict or None, **changes)
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build(config)
        finally:
            config.plugins.on_shutdown()
    except MkDocsException as error:
        raise SiteError(str(error)) from error
    return Path(config.site_dir)


def serve_site(project: Path, address: str, open_browser: bool = False) -> None:
    """Serve the site of `project` at `address` until it is interrupted.

    Raises:
        SiteError: the first build fails, or the address is none or taken.
    """
    _ensure_free(address)
    from mkdocs.commands.serve import serve  # its web server's modules are for this alone

    _log(logging.INFO)
    file, changes = settings(project)
    changes.pop("site_dir", None)
    try:
        with kept():
            serve(file, open_in_browser=open_browser, dev_addr=address, **changes)
    except (MkDocsException, OSError) as error:
        raise SiteError(str(error)) from error


def _ensure_free(address: str) -> None:
    """Tells of an address that can't be served at, before anything is built for it."""
    host, _, port = address.rpartition(":")
    if not host or not port.isdecimal() or int(port) > 65535:
        raise SiteError(f"`{address}` is no address: write it as in 127.0.0.1:8001")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), int(port)))
        except OSError as error:
            words = error.strerror or str(error)
            raise SiteError(
                f"{address} can't be served at ({words.lower()}): "
                "name another with --address, as in 127.0.0.1:8001"
            ) from error
