# Sourced by the scripts beside it: finds Python, prepares .venv when it is not ready. POSIX shell.
# Usage: prepare run|test   (needs $root)

find_python() {
    for name in python3 python3.14 python3.13 python3.12 python3.11 python; do
        if command -v "$name" >/dev/null 2>&1 &&
            "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$name"
            return 0
        fi
    done
    echo "error: Python 3.11 or newer is needed and was not found." >&2
    echo "  next:  Install it, or put it on PATH." >&2
    return 69
}

prepare() {
    stamp="$root/.venv/.ready-$1"
    if [ -f "$stamp" ] && { cat "$root/constraints.txt" "$root/pyproject.toml" && echo "$root"; } | cmp -s - "$stamp"; then
        return 0
    fi
    python=$(find_python) || return $?
    "$python" "$root/scripts/prepare.py" "$1"
}
