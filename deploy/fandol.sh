#!/usr/bin/env bash
# Puts the Fandol fonts (仿宋 宋 黑 楷, GPL with font exception) into var/fonts/. No system package carries them
# alone: they are taken out of the one that holds the whole Chinese part of TeX, which is not installed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

fonts=(FandolFang-Regular FandolSong-Regular FandolSong-Bold FandolHei-Regular FandolHei-Bold FandolKai-Regular)
carrier=texlive-lang-chinese
folder=${STATE_DIR:-var}/fonts

complete() {
    local font
    for font in "${fonts[@]}"; do [ -s "$folder/$font.otf" ] || return 1; done
}
complete && exit 0
give_up() {
    echo "The Fandol fonts are missing from $folder and $1.
Copy these files there from any TeX Live (fonts/opentype/public/fandol) and run this again:" >&2
    printf '    %s.otf\n' "${fonts[@]}" >&2
    exit 1
}
command -v apt-get >/dev/null || give_up "apt is not available"

echo "Fetching the Fandol fonts"
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
download() {
    apt-get -q -o APT::Sandbox::User="$(id -un)" download "$carrier" </dev/null
}
refresh() {
    if [ "$(id -u)" = 0 ]; then apt-get -q update; else sudo apt-get -q update; fi </dev/null
}
download 2>/dev/null || { refresh && download; } || give_up "the package $carrier could not be downloaded"
dpkg-deb -x "$carrier"_*.deb .
for font in "${fonts[@]}"; do
    find usr -name "$font.otf" -exec cp {} "$folder/" \;
done
find usr -path '*/fandol/COPYING*' -exec cp {} "$folder/" \;
complete || give_up "the package $carrier does not hold them all"
