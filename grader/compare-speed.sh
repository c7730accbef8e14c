#!/usr/bin/env bash
# How fast a class is graded, beside what an instructor does otherwise: mvn test in each submission's project. And how
# long a single command takes, beside Java's own: a start beside java -version, an exercise beside javac of its files.
#
#   grader/compare-speed.sh [SUBMISSIONS] [PEERS] [FOLDER]
#
# SUBMISSIONS (200) complete and correct submissions are made in FOLDER (a new one below /tmp), each with a seed of its
# own. The grader grades all of them, with a new virtual machine for each and with reused ones; Maven tests PEERS (3) of
# them, one after the other, and the median counts. All must get full marks everywhere. Everything runs with two
# threads at most: Maven itself, its compiler and its forked virtual machines use both processors, too.
set -euo pipefail
export LC_ALL=C.UTF-8

home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
submissions=${1:-200}
peers=${2:-3}
folder=${3:-$(mktemp -d /tmp/mm-speed-XXXXXX)}
exercises="01-page-table:pagetable 02-mmu:mmu 03-brk-mmap:vma 04-lru:lru 05-swap:swap 06-oom:oom 07-free-top:procfs"

fail() {
    echo "compare-speed: $1" >&2
    exit 1
}

# The submissions: the reference, with the student's name in each file.
make_submission() {
    local source target
    for exercise in $exercises; do
        source=$home/solutions/${exercise%:*}/src/main/java
        target=$folder/submissions/$1/${exercise%:*}/src/main
        mkdir -p "$target"
        cp -r "$source" "$target/java"
    done
    find "$folder/submissions/$1" -name '*.java' -exec sed -i "\$a // handed in by $1" {} +
}

version() {
    sed -n "s|.*<$1.version>\(.*\)</$1.version>.*|\1|p" "$home/pom.xml" | head -1
}

plugin() { version "$1-plugin"; } # that the kit uses

# The peer: a Maven project with one small module for each exercise. It compiles the submission, and Surefire runs the
# same checks, in a virtual machine for each module; what is given (the machine, the checks, the reference of the
# exercises before) is compiled already, as libraries would be.
make_peer() {
    local project=$folder/peers/$1 modules="" before="" name
    for exercise in $exercises; do
        name=${exercise%:*}
        modules="$modules<module>$name</module>"
        mkdir -p "$project/$name/src/main"
        cp -r "$folder/submissions/$1/$name/src/main/java" "$project/$name/src/main/java"
        cat >"$project/$name/pom.xml" <<EOF
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <parent><groupId>peer</groupId><artifactId>peer</artifactId><version>1</version></parent>
  <artifactId>$name</artifactId>
  <build><plugins><plugin>
    <groupId>org.apache.maven.plugins</groupId><artifactId>maven-surefire-plugin</artifactId>
    <configuration>
      <testClassesDirectory>$home/grader/checks/target/classes</testClassesDirectory>
      <includes><include>mm/grader/checks/${exercise#*:}/**/*Check.java</include></includes>
      <additionalClasspathElements>$before</additionalClasspathElements>
    </configuration>
  </plugin></plugins></build>
</project>
EOF
        before="$before<element>$home/solutions/$name/target/classes</element>"
    done
    cat >"$project/pom.xml" <<EOF
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>peer</groupId><artifactId>peer</artifactId><version>1</version><packaging>pom</packaging>
  <modules>$modules</modules>
  <properties>
    <maven.compiler.release>17</maven.compiler.release>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
  </properties>
  <dependencies>
    <dependency><groupId>mm</groupId><artifactId>machine</artifactId><version>1</version><scope>system</scope>
      <systemPath>$(ls "$home"/exercises/00-machine/target/machine-*.jar)</systemPath></dependency>
    <dependency><groupId>org.junit.jupiter</groupId><artifactId>junit-jupiter</artifactId>
      <version>$(version junit)</version><scope>test</scope></dependency>
    <dependency><groupId>org.assertj</groupId><artifactId>assertj-core</artifactId>
      <version>$(version assertj)</version><scope>test</scope></dependency>
  </dependencies>
  <build><pluginManagement><plugins>
    <plugin><groupId>org.apache.maven.plugins</groupId><artifactId>maven-resources-plugin</artifactId>
      <version>$(plugin resources)</version></plugin>
    <plugin><groupId>org.apache.maven.plugins</groupId><artifactId>maven-compiler-plugin</artifactId>
      <version>$(plugin compiler)</version></plugin>
    <plugin><groupId>org.apache.maven.plugins</groupId><artifactId>maven-surefire-plugin</artifactId>
      <version>$(plugin surefire)</version></plugin>
  </plugins></pluginManagement></build>
</project>
EOF
}

# Prints the seconds that mvn test takes; every check must have run and passed.
run_peer() {
    local project=$folder/peers/$1 start end passed
    start=$(date +%s%N)
    (cd "$project" && mvn -o -q -B test -Dmm.seed="$2") >"$project/log" 2>&1 || fail "mvn test failed, see $project/log"
    end=$(date +%s%N)
    passed=$(cat "$project"/*/target/surefire-reports/TEST-*.xml | grep -c '<testcase ')
    [ "$passed" = "$checks" ] || fail "mvn test ran $passed checks, not $checks: $project/log"
    awk -v ns=$((end - start)) 'BEGIN { printf "%.3f\n", ns / 1e9 }'
}


seconds_of() { # the seconds per submission that a report of mm throughput tells
    sed -n 's/ s per submission$//p' "$1"
}

mkdir -p "$folder/submissions" "$folder/peers"
"$home/mm" rubric >"$folder/rubric" # builds what is stale
checks=$(grep -rho '@Check(' "$home/grader/checks/src/main/java/mm/grader/checks" | wc -l)
names=$(seq -f 'student-%04g' "$submissions")
for name in $names; do make_submission "$name"; done

seed=0
next_peer() { # tests one more project, unless there were enough
    [ "$seed" -lt "$peers" ] || return 0
    seed=$((seed + 1))
    local name
    name=$(echo "$names" | sed -n "${seed}p")
    echo "== mvn test"
    make_peer "$name"
    run_peer "$name" "$seed" | tee -a "$folder/peer"
}

# Maven's runs lie before, between and behind the grader's: a machine is not always equally fast.
next_peer
echo "== a new virtual machine for each submission"
"$home/mm" throughput "$folder/submissions" --workers fresh | tee "$folder/fresh"
next_peer
echo "== reused virtual machines"
"$home/mm" throughput "$folder/submissions" --workers reused | tee "$folder/reused"
while [ "$seed" -lt "$peers" ]; do next_peer; done
median=$(sort -n "$folder/peer" | awk '{ all[NR] = $1 } END { print (all[int((NR + 1) / 2)] + all[int(NR / 2) + 1]) / 2 }')

echo
printf '| %-44s | %12s | %8s |\n' "per submission ($checks checks, full marks)" seconds "times"
printf '|%s|%s|%s|\n' ---------------------------------------------- -------------: ---------:
row() { awk -v name="$1" -v s="$2" -v m="$median" 'BEGIN { printf "| %-44s | %12.3f | %8.1f |\n", name, s, m / s }'; }
row "mvn test, median of $peers" "$median"
row "mm, a new virtual machine for each" "$(seconds_of "$folder/fresh")"
row "mm, reused virtual machines" "$(seconds_of "$folder/reused")"
echo

# The median seconds of seven runs of a command, as whole processes; it must say what is expected.
median_of() {
    local expected=$1 start end i
    shift
    for i in 1 2 3 4 5 6 7; do
        start=$(date +%s%N)
        "$@" >"$folder/said" 2>&1 || fail "$* failed: $(head -3 "$folder/said")"
        end=$(date +%s%N)
        grep -qF -e "$expected" "$folder/said" || [ -z "$expected" ] || fail "$* does not say $expected"
        awk -v ns=$((end - start)) 'BEGIN { printf "%.3f\n", ns / 1e9 }'
    done | sort -n | sed -n 4p
}
pair() { # NAME SECONDS PEER SECONDS
    awk -v name="$1" -v s="$2" -v peer="$3" -v p="$4" \
        'BEGIN { printf "| %-28s | %8.3f | %-24s | %8.3f | %5.1f |\n", name, s, peer, p, s / p }'
}
java_start=$(median_of version java -version)
mkdir -p "$folder/javac"
javac=$(median_of "" javac --release 17 -proc:none -d "$folder/javac" \
    -cp "$home/exercises/00-machine/target/classes" "$home"/solutions/06-oom/src/main/java/mm/oom/*.java)
printf '| %-28s | %8s | %-24s | %8s | %5s |\n' "a command, cold" seconds "beside" seconds times
printf '|%s|%s|%s|%s|%s|\n' ------------------------------ ---------: -------------------------- ---------: ------:
pair "mm --version" "$(median_of "Linux Memory Kit" "$home/mm" --version)" "java -version" "$java_start"
pair "mm rubric" "$(median_of "700" "$home/mm" rubric)" "java -version" "$java_start"
pair "mm hint badness --all" "$(median_of "docs/" "$home/mm" hint badness --all)" "java -version" "$java_start"
pair "mm grade solutions --only 06" "$(median_of "Total 100 of 100" "$home/mm" grade "$home/solutions" --only 06)" \
    "javac of the same files" "$javac"

# From a save to all verdicts, in a watch that has graded before; the checks alone, in a child that has run them before.
watched() {
    local start end i line
    mkdir -p "$folder/watched"
    cp -r "$folder/submissions/student-0001/06-oom" "$folder/watched/"
    mkfifo "$folder/keys" "$folder/screen"
    "$home/mm" watch "$folder/watched" --only 06 --plain <"$folder/keys" >"$folder/screen" &
    exec 3>"$folder/keys" 4<"$folder/screen"
    for i in 0 1 2 3 4 5 6 7; do
        start=$(date +%s%N)
        [ "$i" = 0 ] || echo "// saved $i times" >>"$folder/watched/06-oom/src/main/java/mm/oom/BadnessOomKiller.java"
        line=""
        while [[ $line != keys:* ]]; do IFS= read -r -t 60 line <&4 || fail "mm watch says nothing"; done
        end=$(date +%s%N)
        [ "$i" = 0 ] || awk -v ns=$((end - start)) 'BEGIN { printf "%.3f\n", ns / 1e9 }' >>"$folder/saves"
    done
    echo q >&3
    wait
    exec 3>&- 4<&-
}
watched
"$home/mm" throughput "$folder/submissions" --workers reused --only 06 --threads 1 >"$folder/alone"
pair "mm watch: save to verdicts" "$(sort -n "$folder/saves" | sed -n 4p)" "the checks alone" "$(awk '$1 == "checks" { print $2 }' "$folder/alone")"

# The search for the smallest script, over every eighth of the known misunderstandings that have one.
misunderstandings=$home/grader/cli/src/test/resources/misunderstandings
ls "$misunderstandings"/*/*.patch | awk 'NR % 8 == 3' | while read -r patch; do
    exercise=$(basename "$(dirname "$patch")")
    wrong=$folder/wrong/$(basename "$patch" .patch)
    mkdir -p "$wrong/$exercise/src/main"
    cp -r "$home/solutions/$exercise/src/main/java" "$wrong/$exercise/src/main/java"
    # Blocks as of a merge that failed: what stands in the solution, and what is to stand there.
    perl -0777 -e '
        my ($patch, $home) = @ARGV;
        my $read = sub { open(my $in, "<", $_[0]) or die "$_[0]: $!"; <$in> };
        my $text = $read->($patch);
        my ($file) = $text =~ /^file: (\S+)/m or die "$patch names no file";
        my $code = $read->("$home/$file");
        while ($text =~ /<<<<<<<\n(.*?)\n=======\n(.*?)\n?>>>>>>>/sg) {
            my ($old, $new) = ($1, $2);
            $code =~ s/\Q$old\E/$new/g or die "$patch does not fit";
        }
        open(my $out, ">", "$home/$file") or die $!;
        print $out $code;
    ' "$patch" "$wrong/$exercise/src/main/java" || fail "$patch cannot be applied"
    "$home/mm" grade "$wrong" --only "${exercise%%-*}" --timings >"$folder/said" || [ $? = 1 ] || fail "mm grade $wrong failed"
    if grep -q 'smallest script' "$folder/said"; then sed -n 's/^time: .*smallest-script \([0-9.]*\) s.*/\1/p' "$folder/said"; fi
done | sort -n >"$folder/scripts"
[ -s "$folder/scripts" ] || fail "no misunderstanding has a smallest script"
awk '{ all[NR] = $1 } END {
    printf "| %-28s | %8.3f | %-24s | %8.3f | %5d |\n", "the smallest script, median", all[int((NR + 1) / 2)], "the longest; how many", all[NR], NR }' \
    "$folder/scripts"

# A log of a million calls: a real one, whose last mapping goes and comes again.
log() {
    gzip -dc "$home/grader/cli/src/test/resources/strace/ls.log.gz" | awk -v calls="$1" '
        / exit_group\(/ { exit }
        { print; n++; last = $0 }
        END {
            split(last, part, / *= /); split(last, word, /[ (,)]+/)
            for (; n < calls; n += 2) printf "%s  munmap(%s, %s) = 0\n%s\n", word[1], part[2], word[4], last
        }'
}
for calls in 100000 1000000; do log "$calls" >"$folder/$calls.log"; done
replayed() { # CALLS
    local start end
    start=$(date +%s%N)
    "$home/mm" replay --no-map "$folder/$1.log" >"$folder/said" || fail "mm replay failed: $(head -3 "$folder/said")"
    end=$(date +%s%N)
    awk -v ns=$((end - start)) 'BEGIN { printf "%.3f\n", ns / 1e9 }'
}
pair "mm replay, 1,000,000 calls" "$(replayed 1000000)" "100,000 calls" "$(replayed 100000)"
echo
echo "$submissions submissions; $(nproc) processors, $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -1);" \
    "$(java -version 2>&1 | head -1); $(mvn -v 2>/dev/null | head -1); $(date -u +%F)"
