#!/usr/bin/env bash
# Prints the Chromium-like browser that the tests drive. The one without windows does all that they ask, in less time.
set -euo pipefail

runs() { # a stub that would only fetch a snap answers no
    command -v "$1" >/dev/null && timeout 30 "$1" --version </dev/null 2>/dev/null | grep -iE 'chrom|edge|brave' >/dev/null
}
for browser in ${CHROMIUM:+"$CHROMIUM"} chromium-headless-shell chromium google-chrome google-chrome-stable chromium-browser \
    /snap/bin/chromium microsoft-edge brave-browser; do
    if runs "$browser"; then
        command -v "$browser"
        exit 0
    fi
done
echo "The browser tests need Chromium and none was found. On Debian: apt-get install chromium-headless-shell.
Ubuntu ships it only as a snap: snap install chromium, or install Google Chrome, or name
another browser of that family: CHROMIUM=/path/to/it make test" >&2
exit 1
