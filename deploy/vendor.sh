#!/usr/bin/env bash
# Copies the one file of Bootstrap that the pages use from the system package to var/vendor/bootstrap/.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

for source in /usr/share/javascript/bootstrap5/css/bootstrap.min.css /usr/share/bootstrap-html/css/bootstrap.min.css; do
    [ ! -r "$source" ] || break
done
target=${STATE_DIR:-var}/vendor/bootstrap/bootstrap.min.css

[ -r "$source" ] || { echo "$source is missing: install libjs-bootstrap5" >&2; exit 1; }
cmp -s "$target" <(sed '/^\/\*# sourceMappingURL=/d' "$source") && exit 0
mkdir -p "$(dirname "$target")"
# The source map is not shipped, and a name that leads nowhere would stop the collecting of static files.
sed '/^\/\*# sourceMappingURL=/d' "$source" >"$target"
