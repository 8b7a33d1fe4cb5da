"""Neural: what the engines share whose voices are models in files on this machine, run by onnxruntime.

`files` is where voices are and whether they are as they were installed; `session` asks worker processes, and `worker`
is their program: it serves what a module of the engine's (`VOICE`) loads and has speak. `onnx` looks at a model's file.
"""
