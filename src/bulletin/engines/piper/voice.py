"""Voice: a piper voice in a worker's process, which `neural/worker` serves. Its phonemizer (espeak-ng) can kill it."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from piper import PiperVoice

NOISE = 0.0
"""A piper model draws random numbers for its melody and for the length of its phonemes, without a seed: two runs of the
same text differ. Without noise it speaks the likeliest way."""


class _Piper:
    """The voice. Without noise, and on one thread, the same text always gives the same samples."""

    _voice: PiperVoice

    def packages(self) -> None:
        import onnxruntime
        import piper  # noqa: F401

        onnxruntime.disable_telemetry_events()

    def load(self, told: dict[str, Any]) -> None:
        import onnxruntime
        from piper import PiperConfig, PiperVoice
        from piper.phonemize_espeak import ESPEAK_DATA_DIR

        model = Path(told["model"])
        options = onnxruntime.SessionOptions()
        # Each worker is one of several: more threads would fight for the same cores, and add up in another order.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 4
        settings = json.loads(model.with_name(f"{model.name}.json").read_text(encoding="utf-8"))
        session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        # A data path of 160 characters or more makes espeak-ng fail: go there and say ".".
        os.chdir(ESPEAK_DATA_DIR)
        config = PiperConfig.from_dict(settings)
        self._voice = PiperVoice(session, config, espeak_data_dir=Path(), download_dir=Path())
        self._voice.phonemize("नमस्ते")

    def answer(self, request: dict[str, Any]) -> tuple[dict[str, Any], Any]:
        import numpy as np
        from piper import SynthesisConfig

        config = self._voice.config
        # piper reads text in double brackets as phonemes; article text is text.
        text = request["text"].replace("[", " ").replace("]", " ").replace("\0", " ")
        manner = SynthesisConfig(
            length_scale=config.length_scale / request["rate"],
            noise_scale=NOISE,
            noise_w_scale=NOISE,
            # Raising each sentence to full scale would make short ones louder than long ones.
            normalize_audio=False,
        )
        chunks = [chunk.audio_float_array.reshape(-1) for chunk in self._voice.synthesize(text, manner)]
        samples = np.concatenate(chunks) if chunks else np.zeros(0, np.float32)
        return {"rate": config.sample_rate}, samples


VOICE = _Piper()
