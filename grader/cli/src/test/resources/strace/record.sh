#!/usr/bin/env bash
# Records the logs in this folder anew: ./record.sh [FOLDER]. Needs strace, java and python3.
# The first three also get a copy of /proc/PID/smaps, made while strace holds the process at its end.
set -eu
folder=$(realpath "${1:-$(dirname "${BASH_SOURCE[0]}")}")
cd "$(mktemp -d)"
seq 1500000 | awk '{ print ($1 * 7919) % 1500007 }' >numbers
trace=(setarch -R env -i PATH=/usr/bin:/bin LC_ALL=C.UTF-8 strace -f -e trace=%memory,%process,execve)

with_smaps() { # NAME OPTION... -- PROGRAM...
    local name=$1 hold=(-e inject=exit_group:delay_enter=2000000)
    shift
    "${trace[@]}" "${hold[@]}" -o "$name.log" "$@" >/dev/null 2>&1 &
    until grep -q exit_group "$name.log" 2>/dev/null; do sleep 0.1; done
    cat "/proc/$(grep -m 1 -oE '^[0-9]+' "$name.log")/smaps" >"$name.smaps"
    wait
}

with_smaps ls ls /
with_smaps sort sort numbers -o /dev/null
with_smaps java -X raw java -version
# Files by name, resource usage of children; mremap, fork, vfork
"${trace[@]}" -y -v -o python.log python3 -c '
import os, subprocess
grown = bytearray()
for i in range(40):
    grown.extend(bytes(1000000))
child = os.fork()
if child == 0:
    grown.extend(bytes(5000000))
    os._exit(0)
os.wait4(child, 0)
subprocess.run(["ls", "/"])' >/dev/null
# On the terminal: processes have no name while there is only one, and strace breaks lines
"${trace[@]}" sh -c 'ls / | sort | tail -1; (cd /; ls) | sort -r | head -2' 2>pipeline.log >/dev/null
# Addresses at random, times, numbers with names
setarch "$(uname -m)" env -i PATH=/usr/bin:/bin LC_ALL=C strace -f -e trace=%memory,%process,execve -X verbose -tt -T \
    -o random.log sort numbers -o /dev/null
gzip -9n ./*.log ./*.smaps
mv ./*.gz "$folder"
