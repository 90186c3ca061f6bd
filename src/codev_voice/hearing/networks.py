"""The one door to onnxruntime: a bundled network as a function from arrays to an array."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codev_voice.errors import WeightsError
from codev_voice.weights.bundled import bundled

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import numpy as np
    from numpy.typing import NDArray

    Network = Callable[[Mapping[str, NDArray[np.float32]]], NDArray[np.float32]]


def network(name: str, threads: int) -> Network:
    """Load a bundled network (« voices/campplus.onnx »), to run on at most `threads` threads; its only output is returned.

    Raises:
        WeightsError: the file is missing or damaged.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # Idle threads would spin, and take the processor from whoever runs beside (Whisper, the page).
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    # Pieces of many lengths would each keep their own arena.
    options.enable_cpu_mem_arena = False
    path = bundled(name)
    try:
        session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:
        problem = f"le modèle {name}, fourni avec codev-voice, est abîmé"
        raise WeightsError(problem, "réinstallez codev-voice") from error

    def run(inputs: Mapping[str, NDArray[np.float32]]) -> NDArray[np.float32]:
        found: NDArray[np.float32] = session.run(None, dict(inputs))[0]
        return found

    return run
