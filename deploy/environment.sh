#!/usr/bin/env bash
# Brings .venv to what a requirement file says; every package is checked against its recorded hash.
#
#     deploy/environment.sh requirements.txt
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

requirements=${1:?a requirement file}
python=.venv/bin/python

# An environment that was moved, or whose Python is gone, is made again.
if ! "$python" -m pip --version >/dev/null 2>&1 ||
    [ "$("$python" -c 'import sys; print(sys.prefix)')" != "$PWD/.venv" ]; then
    "$(deploy/python.sh)" -m venv --clear .venv
fi
# Of what only developers need most is never imported: Python compiles it when it is.
case $requirements in *-dev.txt | tests/*) compile=--no-compile ;; *) compile=--compile ;; esac
echo "Installing Python packages from $requirements"
PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 PIP_ROOT_USER_ACTION=ignore \
    "$python" -m pip install --quiet "$compile" --require-hashes -r "$requirements"
