"""Voice: Kokoro's model and one of its styles in a worker's process, which `neural/worker` serves."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from bulletin.engines.kokoro.catalogue import ROWS, WIDTH
from bulletin.engines.kokoro.graph import prepared
from bulletin.engines.kokoro.symbols import EDGE

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

RATE = 24_000

GAIN = 0.5
"""What the model gives goes beyond full scale by half; this leaves room. A programme brings voices to one loudness."""

CEILING = 0.98
"""Where even that is too loud, the whole request is brought down to this peak."""


class _Kokoro:
    """The voice. The same numbers give the same samples, on any number of threads."""

    _session: InferenceSession
    _takes: dict[str, str]
    _durations: str

    def packages(self) -> None:
        import numpy as np  # noqa: F401
        import onnxruntime

        onnxruntime.disable_telemetry_events()

    def load(self, told: dict[str, Any]) -> None:
        import numpy as np
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = told["threads"]
        options.inter_op_num_threads = 1
        options.log_severity_level = 4
        # Requests differ in length: memory laid out for one does not fit the next.
        options.enable_mem_pattern = False
        model = prepared(Path(told["model"]).read_bytes())
        self._session = onnxruntime.InferenceSession(model.model, options, providers=["CPUExecutionProvider"])
        self._durations = model.durations
        self._takes = {one.name: one.type for one in self._session.get_inputs()}
        if not {"style", "speed"} <= set(self._takes) or len(self._takes) != 3:
            raise ValueError(f"no model of Kokoro's: it takes {', '.join(self._takes)}")
        self._style = np.fromfile(told["style"], "<f4").reshape(ROWS, 1, WIDTH)

    def answer(self, request: dict[str, Any]) -> tuple[dict[str, Any], Any]:
        import numpy as np

        numbers = request["numbers"]
        ids = next(name for name in self._takes if name not in ("style", "speed"))
        speed = np.float32 if "float" in self._takes["speed"] else np.int32
        given = {
            ids: np.array([[EDGE, *numbers, EDGE]], np.int64),
            "style": self._style[min(len(numbers), ROWS) - 1],
            "speed": np.array([request["rate"]], speed),
        }
        sound = self._session.get_outputs()[0].name
        wanted = [sound, self._durations] if self._durations else [sound]
        answers = self._session.run(wanted, given)
        samples = np.asarray(answers[0], np.float32).reshape(-1) * np.float32(GAIN)
        peak = float(np.abs(samples).max(initial=0.0))
        if peak > CEILING:
            samples *= np.float32(CEILING / peak)
        frames = [int(frame) for frame in np.asarray(answers[1]).reshape(-1)] if self._durations else []
        return {"rate": RATE, "frames": frames}, samples


VOICE = _Kokoro()
