#!/bin/sh
# A command of Filo as the service runs: its user, its settings, its secrets. Root installs it as /usr/local/bin/filo
# and runs it. What makes a key is root's own, who alone may write in /etc/filo.
set -eu
program=/opt/filo/.venv/bin/filo
as="--uid=filo -p StateDirectory=filo -p StateDirectoryMode=0700"
key='$CREDENTIALS_DIRECTORY'
case "${1:-} ${2:-}" in
"keys create" | "keys new" | "keys restore")
    as=
    key=/etc/filo
    ;;
esac
# Where there is no key, the sentence that says so names the place where it belongs.
[ -e /etc/filo/master.key ] || key=/etc/filo
next=
[ "${1:-} ${2:-}" != "keys new" ] && [ ! -e /etc/filo/next.key ] || next="FILO_NEXT_KEY_FILE=$key/next.key"
for file in /etc/filo/*.key /etc/filo/filo_*; do
    [ ! -f "$file" ] || as="$as -p LoadCredential=${file##*/}:$file"
done
# A folder that is closed to the user of the service (root's own) is no reason to end: paths are absolute then.
# The description stands in the journal: without one it would be the whole command, names and all.
# shellcheck disable=SC2086 - one word per option
exec systemd-run --quiet --wait --collect --pty --pipe --service-type=exec --description="Filo: a command" \
    -p WorkingDirectory=-"$PWD" -p EnvironmentFile=/etc/filo/filo.env -p UMask=0077 -p LimitCORE=0 -p MemorySwapMax=0 $as \
    sh -c "export FILO_MASTER_KEY_FILE=$key/master.key $next; exec $program \"\$@\"" filo "$@"
