#!/usr/bin/env bash
# Runs a command with DATABASE_URL naming a PostgreSQL cluster that lives only as long as the command.
# Only for tests: it trusts whoever reaches its socket and forgoes all durability.
#
#     deploy/with-postgres.sh COMMAND [ARGUMENT …]
#     deploy/with-postgres.sh --find      prints where PostgreSQL's programs are
set -euo pipefail
PATH="$PATH:/usr/sbin:/sbin"

programs() {
    local initdb
    initdb=$(find /usr/lib/postgresql /usr/local/pgsql -path '*/bin/initdb' 2>/dev/null | sort -V | tail -n 1)
    [ -n "$initdb" ] || initdb=$(command -v initdb) || return 1
    dirname "$initdb"
}
bin=$(programs) || { echo "PostgreSQL is missing: apt-get install postgresql" >&2; exit 1; }
[ "${1:?a command}" != --find ] || { echo "$bin"; exit 0; }

cluster=$(mktemp -d /tmp/branchlife-pg.XXXXXX)
owner=() # PostgreSQL refuses to run as root
if [ "$(id -u)" = 0 ]; then
    owner=(runuser -u postgres --)
    chown postgres: "$cluster"
fi
pg() { (cd / && "${owner[@]}" "$bin/$1" "${@:2}" </dev/null); }
finish() {
    pg pg_ctl --pgdata="$cluster/data" --mode=immediate stop >/dev/null 2>&1 || true
    rm -rf "$cluster"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# Nothing works in the background: a test that asks what is left in the files must not meet a guest.
# Compiling a query takes longer than any of them, on tables without statistics and with a handful of rows.
fast="-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off -c jit=off -c max_connections=60"
pg initdb --pgdata="$cluster/data" --username=branchlife --auth=trust --encoding=UTF8 --locale=C.UTF-8 \
    --no-sync >"$cluster/initdb.log" 2>&1 || { cat "$cluster/initdb.log" >&2; exit 1; }
pg pg_ctl --pgdata="$cluster/data" --log="$cluster/data/server.log" --wait \
    --options="-k $cluster -c listen_addresses='' $fast" start >/dev/null ||
    { cat "$cluster/data/server.log" >&2; exit 1; }
pg createdb --host="$cluster" --username=branchlife branchlife

unset PGHOST PGPORT PGUSER PGPASSWORD PGDATABASE PGSERVICE PGOPTIONS
export DATABASE_URL="postgresql://branchlife@/branchlife?host=$cluster"
"$@"
