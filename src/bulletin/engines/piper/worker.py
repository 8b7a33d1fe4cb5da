"""Worker: one piper voice in a process of its own, because its phonemizer (espeak-ng) can kill the process it runs in.

Run as a script by `workers`. It reads requests from standard input and writes answers to standard output,
each a length (4 bytes, little-endian) and that many bytes. A request is JSON: text and rate, or nothing to
have the voice loaded. An answer is a line of JSON (sample rate and peak; or an error, and whether it lies in
the "package", the "voice" or the "text"), then 16-bit little-endian mono samples.

The voice is loaded once. Without noise, and on one thread, the same text always gives the same samples. When its
standard input ends, the process ends at once, even during a request: then its parent is gone.
"""

from __future__ import annotations

import faulthandler
import json
import os
import sys
import threading
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from piper import PiperVoice

NOISE = 0.0
"""A piper model draws random numbers for its melody and for the length of its phonemes, without a seed: two runs of the
same text differ. Without noise it speaks the likeliest way."""

LONGEST_SECONDS = 120.0
"""For one request. The other side gives up sooner; if it is gone, no hanging process stays."""


def main(model: str, folders: list[str]) -> None:
    """Answer requests with the voice in the file `model` until standard input ends.

    `folders` have the packages: this process does not search all places that bulletin's own does.
    """
    sys.path += [folder for folder in folders if folder not in sys.path]
    # Keep what a library prints out of the answers.
    sink = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    requests: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_receive, args=(sys.stdin.buffer, requests), daemon=True).start()
    voice: PiperVoice | None = None
    while True:
        request = requests.get()
        # Ends the process from outside of Python: a library that hangs may not let Python's threads run.
        faulthandler.dump_traceback_later(LONGEST_SECONDS, exit=True)
        part = "package" if voice is None else "text"
        sound = b""
        try:
            if voice is None:
                _import()
                part = "voice"
                voice = _load(Path(model))
                part = "text"
            header, sound = _answer(voice, json.loads(request))
        except Exception as error:  # noqa: BLE001  (libraries fail in any way; the other side needs an answer)
            header = {"error": f"{type(error).__name__}: {error}"[:300], "part": part}
        faulthandler.cancel_dump_traceback_later()
        answer = json.dumps(header).encode() + b"\n" + sound
        sink.write(len(answer).to_bytes(4, "little") + answer)
        sink.flush()


def _receive(source: BinaryIO, requests: SimpleQueue[bytes]) -> None:
    while request := _read(source):
        requests.put(request)
    os._exit(0)


def _read(source: BinaryIO) -> bytes:
    size = source.read(4)
    return source.read(int.from_bytes(size, "little")) if len(size) == 4 else b""


def _import() -> None:
    # piper asks for the current folder when it is imported, which may be gone by now.
    os.chdir(Path(__file__).parent)
    import piper  # noqa: F401


def _load(model: Path) -> PiperVoice:
    import onnxruntime
    from piper import PiperConfig, PiperVoice
    from piper.phonemize_espeak import ESPEAK_DATA_DIR

    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    # Each worker is one of several: more threads would fight for the same cores, and add up in another order.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4
    settings = json.loads(model.with_name(f"{model.name}.json").read_text(encoding="utf-8"))
    session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    # A data path of 160 characters or more makes espeak-ng fail: go there and say ".".
    os.chdir(ESPEAK_DATA_DIR)
    voice = PiperVoice(session, PiperConfig.from_dict(settings), espeak_data_dir=Path(), download_dir=Path())
    voice.phonemize("नमस्ते")
    return voice


def _answer(voice: PiperVoice, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    import numpy as np
    from piper import SynthesisConfig

    header: dict[str, Any] = {"rate": voice.config.sample_rate}
    if "text" not in request:
        return header, b""
    # piper reads text in double brackets as phonemes; article text is text.
    text = request["text"].replace("[", " ").replace("]", " ").replace("\0", " ")
    manner = SynthesisConfig(
        length_scale=voice.config.length_scale / request["rate"],
        noise_scale=NOISE,
        noise_w_scale=NOISE,
        # Raising each sentence to full scale would make short ones louder than long ones.
        normalize_audio=False,
    )
    chunks = [chunk.audio_float_array.reshape(-1) for chunk in voice.synthesize(text, manner)]
    samples = np.concatenate(chunks) if chunks else np.zeros(0, np.float32)
    if not np.isfinite(samples).all():
        return {"error": "samples that are not numbers", "part": "text"}, b""
    header["peak"] = float(np.abs(samples).max()) if len(samples) else 0.0
    return header, np.round(samples * 32767).astype("<i2").tobytes()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
