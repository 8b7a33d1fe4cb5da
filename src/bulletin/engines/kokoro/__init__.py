"""Kokoro: a neural voice of four Hindi styles that runs on this machine. onnxruntime is an extra; the files are apart."""
