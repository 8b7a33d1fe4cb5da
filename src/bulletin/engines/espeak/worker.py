"""Worker: espeak-ng in a process of its own, because some text kills the process it runs in.

Run as a script by `workers`, with nothing but the standard library: it starts in 40 ms. It reads requests
from standard input and writes answers to standard output, each a length (4 bytes, little-endian) and that
many bytes. A request is JSON: text, voice, rate, pitch. An answer is a line of JSON (sample rate, word
times in milliseconds; or an error), then 16-bit little-endian mono samples. A request with a list of texts named
"phonemes" is answered with the phonemes of each, and no samples. When its standard input ends, it ends at once,
even during a request: then its parent is gone.

The library is loaded anew for each request: it keeps a random state between calls, and only a fresh one
gives the same samples for the same text.
"""

from __future__ import annotations

import _ctypes
import ctypes
import json
import os
import sys
import threading
from queue import SimpleQueue
from typing import Any, BinaryIO

_AUDIO_OUTPUT_SYNCHRONOUS = 2
_CHARACTERS_UTF8 = 1
_PHONEMES_ARE_TEXT = 0
"""No flag for SSML (0x10) or for [[phonemes]] (0x100): article text is text."""
_EVENT_END = 0
_EVENT_WORD = 1
_RATE, _PITCH = 1, 3
_IPA = 0x02


class _Event(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", ctypes.c_longlong),
    )


_Callback = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event)
)


def main(library: str, data: str) -> None:
    """Answer requests until standard input ends. `data` is the folder of espeak-ng's data."""
    # A data path of 160 characters or more makes the library fail: go there and say ".".
    os.chdir(data)
    requests: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_receive, args=(sys.stdin.buffer, requests), daemon=True).start()
    sink = sys.stdout.buffer
    while True:
        request = requests.get()
        try:
            header, sound = _speak(library, json.loads(request))
        except OSError as error:
            header, sound = {"error": str(error)}, b""
        answer = json.dumps(header).encode() + b"\n" + sound
        sink.write(len(answer).to_bytes(4, "little") + answer)
        sink.flush()


def _receive(source: BinaryIO, requests: SimpleQueue[bytes]) -> None:
    while request := _read(source):
        requests.put(request)
    # At once: the library may hang in the other thread.
    os._exit(0)


def _read(source: BinaryIO) -> bytes:
    size = source.read(4)
    return source.read(int.from_bytes(size, "little")) if len(size) == 4 else b""


def _speak(library: str, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    handle = _load(library)
    try:
        espeak = ctypes.CDLL(library, handle=handle)
        return _phonemes_with(espeak, request) if "phonemes" in request else _speak_with(espeak, request)
    finally:
        _unload(handle)


def _load(library: str) -> int:
    if sys.platform == "win32":
        return _ctypes.LoadLibrary(library, 0)
    return _ctypes.dlopen(library, os.RTLD_NOW)


def _unload(handle: int) -> None:
    if sys.platform == "win32":
        _ctypes.FreeLibrary(handle)
    else:
        _ctypes.dlclose(handle)


def _speak_with(espeak: ctypes.CDLL, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    rate = espeak.espeak_Initialize(_AUDIO_OUTPUT_SYNCHRONOUS, 0, b".", 0)
    if rate <= 0:
        return {"error": "espeak-ng does not find its data"}, b""
    blocks: list[bytes] = []
    words: list[tuple[int, int, int]] = []

    def collect(wave: Any, count: int, events: Any) -> int:
        if wave and count > 0:
            blocks.append(ctypes.string_at(wave, count * 2))
        index = 0
        while events[index].type != _EVENT_END:
            if events[index].type == _EVENT_WORD:
                event = events[index]
                words.append((event.text_position - 1, event.length, event.audio_position))
            index += 1
        return 0

    callback = _Callback(collect)
    try:
        if espeak.espeak_SetVoiceByName(request["voice"].encode()) != 0:
            return {"error": f"espeak-ng has no voice {request['voice']}"}, b""
        if request.get("rate"):
            espeak.espeak_SetParameter(_RATE, int(request["rate"]), 0)
        if request.get("pitch"):
            espeak.espeak_SetParameter(_PITCH, int(request["pitch"]), 0)
        espeak.espeak_SetSynthCallback(callback)
        # A zero would end the text for the library; half a surrogate pair is no character.
        text = request["text"].replace("\0", " ").encode(errors="replace") + b"\0"
        espeak.espeak_Synth(text, len(text), 0, 1, 0, _CHARACTERS_UTF8 | _PHONEMES_ARE_TEXT, None, None)
        espeak.espeak_Synchronize()
    finally:
        espeak.espeak_Terminate()
    return {"rate": rate, "words": words}, b"".join(blocks)


def _phonemes_with(espeak: ctypes.CDLL, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    if espeak.espeak_Initialize(_AUDIO_OUTPUT_SYNCHRONOUS, 0, b".", 0) <= 0:
        return {"error": "espeak-ng does not find its data"}, b""
    espeak.espeak_TextToPhonemes.restype = ctypes.c_char_p
    espeak.espeak_TextToPhonemes.argtypes = (ctypes.POINTER(ctypes.c_char_p), ctypes.c_int, ctypes.c_int)
    try:
        if espeak.espeak_SetVoiceByName(request["voice"].encode()) != 0:
            return {"error": f"espeak-ng has no voice {request['voice']}"}, b""
        found: list[str] = []
        for text in request["phonemes"]:
            left = ctypes.c_char_p(text.replace("\0", " ").encode(errors="replace"))
            said: list[str] = []
            # It takes a clause at a time, and sets the pointer to nothing at the end of the text.
            while left.value:
                part = espeak.espeak_TextToPhonemes(ctypes.byref(left), _CHARACTERS_UTF8, _IPA)
                said.append((part or b"").decode(errors="replace"))
            found.append(" ".join(said))
    finally:
        espeak.espeak_Terminate()
    return {"phonemes": found}, b""


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
