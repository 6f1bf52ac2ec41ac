#!/bin/sh
# A backup that keeps the promise of docs/privacy.md: encrypted for a key that is not here, and destroyed after
# FILO_KEEP_BACKUP_DAYS (7). Usage: backup.sh FOLDER, or backup.sh FOLDER ledger for the ledger of the forgotten alone,
# which tells a restored backup whom to forget again. Nothing unencrypted is ever written into FOLDER.
set -eu
umask 077
folder=$1
what=${2:-database}
keep=${FILO_KEEP_BACKUP_DAYS:-7}
recipients=${FILO_BACKUP_RECIPIENTS:-/etc/filo/backup.recipients}
filo=${FILO_PROGRAM:-/opt/filo/.venv/bin/filo}
# They are this script's: the program refuses what is no setting of its own.
unset FILO_PROGRAM FILO_BACKUP_RECIPIENTS
case $what in
database | ledger) ;;
*) echo "backup: $what is neither the database nor the ledger" >&2; exit 1 ;;
esac
[ -s "$recipients" ] || { echo "backup: there is no public key in $recipients: age-keygen makes one, its secret half lies elsewhere." >&2; exit 1; }

# What is too old goes first: a backup that fails today does not keep the old ones alive.
find "$folder" -maxdepth 1 -type f \( -name 'filo-*.age' -o -name '.filo-*.part' \) -mmin "+$((keep * 1440))" -delete

work=$(mktemp -d)
name=filo-$(date -u +%Y%m%dT%H%M%SZ)
part=$folder/.$name.$what.part
trap 'rm -rf "$work" "$part"' EXIT
trap 'exit 1' INT TERM
if [ "$what" = database ]; then
    dump=$("$filo" db backup "$work/$name")
    # On PostgreSQL the program prints the command that dumps the database.
    if [ ! -e "$work/$name" ]; then
        case $dump in
        *pg_dump*) sh -c "$(printf '%s\n' "$dump" | sed -n '/pg_dump/p' | tail -n 1)" ;;
        *) echo "backup: nothing was written" >&2; exit 1 ;;
        esac
    fi
    [ -s "$work/$name" ] || { echo "backup: the database was not written" >&2; exit 1; }
fi
# After the copy: whoever is forgotten meanwhile is named in it.
"$filo" db ledger "$work/$name.forgotten" >/dev/null
for file in "$work"/*; do
    age --encrypt --recipients-file "$recipients" --output "$part" "$file"
    mv "$part" "$folder/$(basename "$file").age"
done
# Whoever an older ledger names, the new one names too.
find "$folder" -maxdepth 1 -type f -name 'filo-*.forgotten.age' -mmin +1440 -delete
