"""What no team writes by hand, by name: installed packages, caches, generated and binary files."""

from __future__ import annotations

VENDORED = {
    "node_modules": "installed packages",
    "bower_components": "installed packages",
    "jspm_packages": "installed packages",
    "site-packages": "installed packages",
    "dist-packages": "installed packages",
    ".tox": "virtual environment",
    ".nox": "virtual environment",
    ".eggs": "installed packages",
    ".yarn": "package manager's cache",
    ".pnpm-store": "package manager's cache",
    ".next": "build output",
    ".nuxt": "build output",
    ".svelte-kit": "build output",
    ".terraform": "installed packages",
    "Pods": "installed packages",
}
"""Directories that are not looked into, and what they hold. ``dist`` and ``build`` are, unless git ignores them."""

ENVIRONMENT_MARK = "pyvenv.cfg"
ENVIRONMENT = "virtual environment"
"""A directory with such a file is one, whatever it is called; ``venv`` is the name of a package, too."""

INTERNAL = frozenset(
    (
        ".git",
        ".hg",
        ".svn",
        ".jj",
        ".migrator",
        "__pycache__",
        ".mypy_cache",
        ".ruff_cache",
        ".pytest_cache",
        ".hypothesis",
    )
)
"""Directories of version control, caches of what is scanned anyway, and our own journal: nothing is said of them."""

NOT_ENTERED = INTERNAL | VENDORED.keys()

INSTALLED_BESIDE = {
    "package.json": ("node_modules",),
    "bower.json": ("bower_components",),
    "pyproject.toml": (".venv", "venv", "env"),
    "requirements.txt": (".venv", "venv", "env"),
    "setup.py": (".venv", "venv", "env"),
}
"""Where to look for directories that git ignores and hence does not list, so that they can be said to be left out."""

GENERATED = {
    ".js": {".min.js": "minified"},
    ".mjs": {".min.mjs": "minified"},
    ".cjs": {".min.cjs": "minified"},
    ".css": {".min.css": "minified"},
    ".map": {f".{of}.map": "source map" for of in ("js", "mjs", "cjs", "css", "ts")},
}
"""Ends of file names that only tools write, by the suffix that alone says too little."""

BUNDLED = frozenset((".js", ".mjs", ".cjs", ".css"))
"""Files in which a bundler may have left no line breaks."""

BYTES_A_LINE = 1_000
"""On average, from which on such a file is a bundle. The longest lines people write are data of 200 or so."""

# fmt: off
_BINARY = (
    "7z", "a", "aac", "apk", "avi", "avif", "bmp", "bz2", "class", "dll", "dmg", "doc", "docx",
    "dylib", "ear", "egg", "eot", "exe", "flac", "gguf", "ggml", "gif", "gz", "h5", "hdf5", "heic",
    "heif", "icns", "ico", "iso", "jar", "jp2", "jpeg", "jpg", "jxl", "lz4", "m4a", "m4v", "mkv",
    "mo", "mov", "mp3", "mp4", "mpeg", "mpg", "msi", "npy", "npz", "o", "odp", "ods", "odt", "ogg",
    "ogv", "onnx", "opus", "otf", "parquet", "pdb", "pdf", "pkl", "png", "ppt", "pptx", "psd",
    "pth", "pyc", "pyd", "pyo", "rar", "safetensors", "so", "swf", "tar", "tgz", "tif", "tiff",
    "ttc", "ttf", "war", "wasm", "wav", "webm", "webp", "whl", "wmv", "woff", "woff2", "xls",
    "xlsx", "xz", "zip", "zst",
)
# fmt: on

BINARY = frozenset("." + suffix for suffix in _BINARY)
"""Suffixes of files in which no text can be searched. Their names are looked at, their bytes are not."""
