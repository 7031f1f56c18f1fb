"""Images as a chat model takes them."""

from __future__ import annotations

import base64
import os
from pathlib import Path


def image_url(image: str | bytes | os.PathLike[str]) -> str:
    """Return the data URL of an image.

    Args:
        image: the path of a file, its bytes, or its bytes as base64 text.

    Raises:
        OSError: the file cannot be read.
        ValueError: the path of a file that does not exist.
    """
    if isinstance(image, str) and not os.path.isfile(image):
        if image.lower().endswith((".png", ".jpg", ".jpeg", ".webp")):
            raise ValueError(f"File {image} does not exist")
        text = "".join(image.split())
    else:
        data = image if isinstance(image, bytes) else Path(image).read_bytes()
        text = base64.b64encode(data).decode()
    return f"data:image/jpeg;base64,{text}"
