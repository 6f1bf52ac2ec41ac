#!/bin/sh
# Tells that a unit failed, by its name alone: in the journal at the priority «crit», and to the program
# /etc/filo/failed, where one was put there that writes to whoever is on call. Usage: failed.sh UNIT
set -eu
logger --priority daemon.crit --tag filo "$1 failed: systemctl status $1"
if [ -x /etc/filo/failed ]; then exec /etc/filo/failed "$1"; fi
