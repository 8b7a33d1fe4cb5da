"""Collection: where Kokoro's files come from, and what they must be. A fixed state of the public collection.

The sizes and checksums are those of https://huggingface.co/onnx-community/Kokoro-82M-v1.0-ONNX (Apache-2.0).
"""

from __future__ import annotations

from bulletin.engines.kokoro.catalogue import MODEL, STYLE_BYTES
from bulletin.engines.online.downloads import Offered
from bulletin.engines.online.service import Service

_STATE = "1939ad2a8e416c0acfeecc08a694d14ef25f2231"

ADDRESS = f"https://huggingface.co/onnx-community/Kokoro-82M-v1.0-ONNX/resolve/{_STATE}"

COLLECTION = Service(
    name="the collection of Kokoro's files",
    kept="What has come is kept.",
    nothing="nothing was fetched",
    renewed="Update bulletin, or fetch the files yourself and run: bulletin voices install FOLDER",
    variable="BULLETIN_KOKORO_URL",
    example="https://example.org/kokoro",
)

CARD = "README.md"
"""The path of the file on the model's origin and licence."""

_STYLES = {
    "hf_alpha": "040be6a4425411cc01fda5fd06693c76bfa78572632852bc8cda9c99232ffb56",
    "hf_beta": "cd83ae0bb9b2e4e4fb92b4973bd8d1822ca0036d3c498bf4fc89aa8e33917cc7",
    "hm_omega": "b02d9222d9ed00ce26b302173a862c2c93f96cc40b5c422b8d14910b9ff34137",
    "hm_psi": "644daf88ba8aeb7bd08950bbdcd4453bb280864e49dc4df93fabc6be32e03f37",
}

FILES = (
    *(
        Offered(path=f"voices/{name}.bin", size=STYLE_BYTES, method="sha256", checksum=checksum)
        for name, checksum in _STYLES.items()
    ),
    # The model last: a voice is there when its model is.
    Offered(
        path=f"onnx/{MODEL}",
        size=92_361_116,
        method="sha256",
        checksum="fbae9257e1e05ffc727e951ef9b9c98418e6d79f1c9b6b13bd59f5c9028a1478",
    ),
)
"""Every file, in the order in which they are fetched and get their names."""
