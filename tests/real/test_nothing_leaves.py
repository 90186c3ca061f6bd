"""Nothing leaves the machine: what the engines do beneath Python is watched by the system itself."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from codev_voice.companion.machine import NETWORKS
from codev_voice.weights.bundled import bundled

UPLOAD = 12
"""Seconds after which onnxruntime's telemetry, where it is on, has looked its host up (measured: under 10)."""
SCRIPT = """
import sys, time
import codev_voice
import onnxruntime
onnxruntime.InferenceSession(sys.argv[1], providers=["CPUExecutionProvider"])
time.sleep(float(sys.argv[2]))
"""


def _network() -> Path:
    return bundled(NETWORKS[0])


@pytest.mark.real
@pytest.mark.skipif(shutil.which("strace") is None, reason="strace watches the system calls; Linux only")
def test_the_engine_of_the_voices_opens_no_network_socket(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    environment = {key: value for key, value in os.environ.items() if key != "ORT_DISABLE_TELEMETRY"} | {"XDG_CACHE_HOME": str(tmp_path)}
    subprocess.run(
        ["strace", "-f", "-e", "trace=connect,sendto,sendmsg,sendmmsg", "-o", trace, sys.executable, "-c", SCRIPT, _network(), str(UPLOAD)],
        check=True,
        env=environment,
    )
    assert re.findall(r".*AF_INET6?\b.*", trace.read_text(encoding="utf-8", errors="replace")) == []


@pytest.mark.real
def test_the_engine_keeps_no_identifier_of_this_machine(tmp_path: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if key != "ORT_DISABLE_TELEMETRY"} | {"XDG_CACHE_HOME": str(tmp_path)}
    subprocess.run([sys.executable, "-c", SCRIPT, _network(), "0"], check=True, env=environment)
    assert list(tmp_path.iterdir()) == []
