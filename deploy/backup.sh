#!/bin/sh
# A backup that keeps the promise of docs/privacy.md: encrypted for a key that is not here, and destroyed after
# FILO_KEEP_BACKUP_DAYS (7). Usage: backup.sh FOLDER. Nothing unencrypted is ever written into FOLDER.
set -eu
umask 077
folder=$1
keep=${FILO_KEEP_BACKUP_DAYS:-7}
recipients=${FILO_BACKUP_RECIPIENTS:-/etc/filo/backup.recipients}
filo=${FILO_PROGRAM:-/opt/filo/.venv/bin/filo}
[ -s "$recipients" ] || { echo "backup: there is no public key in $recipients: age-keygen makes one, its secret half lies elsewhere." >&2; exit 1; }

# What is too old goes first: a backup that fails today does not keep the old ones alive.
find "$folder" -maxdepth 1 -type f -name 'filo-*.age' -mmin "+$((keep * 1440))" -delete

work=$(mktemp -d)
trap 'rm -rf "$work" "$folder"/.filo-*.part' EXIT
trap 'exit 1' INT TERM
name=filo-$(date -u +%Y%m%dT%H%M%SZ)
dump=$("$filo" db backup "$work/$name")
# On PostgreSQL the program writes the ledger alone, and prints the command that dumps the database.
if [ ! -e "$work/$name" ]; then
    case $dump in
    *pg_dump*) sh -c "$(printf '%s\n' "$dump" | sed -n '/pg_dump/p' | tail -n 1)" ;;
    *) echo "backup: nothing was written" >&2; exit 1 ;;
    esac
fi
for file in "$work"/*; do
    age --encrypt --recipients-file "$recipients" --output "$folder/.$name.part" "$file"
    mv "$folder/.$name.part" "$folder/$(basename "$file").age"
done
