#!/usr/bin/env bash
# Measures all that docs/performance.md shows, and writes its table: 5 rounds, 15 to 20 minutes on a quiet machine.
#   run.sh            everything
#   run.sh --quick    one round, a tenth of the pages, nothing written to docs: to see that it works
set -eu
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
here=$home/grader/benchmarks
traces=$here/target/traces
say() { echo "run.sh: $1" >&2; }
has() { command -v "$1" >/dev/null; }

rounds=5 pages=100000000 copies=4 result=$home/docs/performance.md
if [ "${1-}" = --quick ]; then
    rounds=1 pages=10000000 copies=1 result=$here/target/performance.md
elif [ $# -gt 0 ]; then
    say "usage: run.sh [--quick]"
    exit 2
fi

cd "$home"
./mm --version >/dev/null # builds what is stale of the grader
mvn -q -B -DskipTests -Djacoco.skip -pl grader/benchmarks -am package
mkdir -p "$traces/c"
rm -rf "$traces/counts"
[ "$result" = "$home/docs/performance.md" ] || cp docs/performance.md "$result"
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
run() { "$java" -cp "$here/target/classes:$here/target/lib/*" -Dmm.benchmark.folder="$traces" -Dmm.home="$home" "$@"; }

# The C peers.
if has gcc; then
    for program in policies translate vmas lackey; do
        gcc -O2 -Wall -Wextra -Wno-parentheses -o "$traces/c/$program" "$here/src/main/c/$program.c"
    done
    version=$(gcc --version | head -1)
else
    say "there is no gcc: nothing is compared with C, nor with the kernel's own system calls"
    rm -f "$traces"/c/*
    version="no C compiler"
fi

# A real trace, once: sort orders 48 MB. Cut at 25 million lines.
if [ ! -s "$traces/lackey.txt" ]; then
    if has valgrind; then
        say "recording a trace of sort by valgrind: a minute or two ..."
        awk 'BEGIN { srand(1); while (length(pad) < 470) pad = pad "x"
            for (i = 0; i < 100000; i++) printf "%09d %s\n", int(rand() * 1e9), pad }' >"$traces/unsorted.txt"
        (LC_ALL=C valgrind --tool=lackey --trace-mem=yes --log-fd=9 \
            sort -S 200M -o "$traces/sorted.txt" "$traces/unsorted.txt" 9>&1 >/dev/null 2>/dev/null || true) \
            | head -n 25000000 >"$traces/lackey.part"
        rm -f "$traces"/*sorted.txt
        mv "$traces/lackey.part" "$traces/lackey.txt"
    else
        say "there is no valgrind: no real trace is translated or read"
    fi
fi
if [ -s "$traces/lackey.txt" ]; then
    run mm.benchmark.Traces lackey <"$traces/lackey.txt"
    : >"$traces/lackey-lines.txt"
    for _ in $(seq "$copies"); do cat "$traces/lackey.txt"; done >"$traces/lackey-lines.txt"
else
    run mm.benchmark.Traces
fi

run -Dmm.benchmark.gcc="$version" mm.benchmark.Measure "$rounds" "$pages" "$result"
say "written to $result"
