#!/usr/bin/env bash
# Installs the system packages that are missing, and touches nothing when none is.
#
#     deploy/system-packages.sh run     what the site needs
#     deploy/system-packages.sh test    and what the tests need besides
#     deploy/system-packages.sh shots   and what the pictures of the manual need besides
set -euo pipefail

purpose=${1:?run, test or shots}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
PATH="$PATH:/usr/sbin:/sbin"
missing=()
libraries=$(ldconfig -p 2>/dev/null || true)

# Each need is judged by what is there, not by who installed it.
library() { # name of a shared library, package
    grep -F "$1" <<<"$libraries" >/dev/null || missing+=("$2")
}
package() {
    dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep 'install ok installed' >/dev/null || missing+=("$1")
}
program() { # command, package
    command -v "$1" >/dev/null || missing+=("$2")
}

for_running() {
    "$here/python.sh" >/dev/null 2>&1 || missing+=(python3 python3-venv)
    library libpango-1.0.so.0 libpango-1.0-0
    library libpangoft2-1.0.so.0 libpangoft2-1.0-0
    library libharfbuzz-subset.so.0 libharfbuzz-subset0 # without it every PDF takes thirty times as long
    package fonts-noto-cjk
    package fonts-lxgw-wenkai
    package libjs-bootstrap5
}
for_testing() {
    program pdftotext poppler-utils
    package poppler-data
    program qpdf qpdf
    "$here/with-postgres.sh" --find >/dev/null 2>&1 || missing+=(postgresql)
    # Elsewhere than on Debian the package of this name is absent, or a stub that fetches a snap.
    if grep -qx 'ID=debian' /etc/os-release; then
        "$here/chromium.sh" >/dev/null 2>&1 || missing+=(chromium-headless-shell)
    fi
}
for_pictures() {
    if grep -qx 'ID=debian' /etc/os-release; then
        package chromium
        package chromium-l10n # its date fields in Chinese
    fi
}
give_up() {
    printf '\nThese packages are missing: %s\n%s\n' "${missing[*]}" "$1" >&2
    exit 1
}
as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

command -v dpkg-query >/dev/null || give_up "This is not Debian or Ubuntu: install what they stand for with \
this system's own tools, then run the steps of the Makefile after 'system' by hand."
for_running
[ "$purpose" = run ] || for_testing
[ "$purpose" = shots ] && for_pictures
[ ${#missing[@]} = 0 ] && exit 0
[ "$(id -u)" = 0 ] || command -v sudo >/dev/null || give_up "Ask an administrator to run:
    apt-get update && apt-get install ${missing[*]}"

echo "Installing system packages: ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
apt=(env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=180)
as_root "${apt[@]}" update </dev/null || true
as_root "${apt[@]}" install --yes --no-install-recommends "${missing[@]}" </dev/null ||
    give_up "apt could not install them. Its message stands above; mend that and run this again."
