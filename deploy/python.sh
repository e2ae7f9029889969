#!/usr/bin/env bash
# Prints the Python to build the environment with: 3.11 or later, able to make one.
set -euo pipefail

for python in "${PYTHON:-python3}" python3 /usr/bin/python3 python3.13 python3.12 python3.11; do
    if "$python" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        command -v "$python"
        exit 0
    fi
done
echo "No Python 3.11 or later with its venv module was found. Install python3 and python3-venv
(Debian 12, Ubuntu 24.04 or later have them), or name one: make run PYTHON=/path/to/python3.12" >&2
exit 1
