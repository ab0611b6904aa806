#!/usr/bin/env bash
# What an idle agent costs: time to ready, memory, CPU, wake-ups, writes.
#
#   src/bench/idle.sh [-j JAVA_HOME] [-o 'JVM FLAGS'] [-r 'RUN ARGS'] [-s SECONDS] [-t TAKEOUT] JAR
#   src/bench/idle.sh -l LAUNCHER […]       an installed Stillkeep on the runtime that came with it
#
# A new home with inbox, vault and export folder is made under TMPDIR, and the agent started there three times: once to make the
# vault, once for caches (class archives) to be written, and once to be measured. Ready is when the agent says that all is
# up to date. Then SECONDS (600) pass. With -t, the archive TAKEOUT is dropped into its inbox before that, and imported and exported;
# the folder needs room for both. Linux only: the figures are those of /proc. On mains: on battery the agent waits for them.
set -euo pipefail

java_home=${JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")} options='' launcher='' run_args=--headless seconds=600 takeout=''
while getopts j:l:o:r:s:t: option; do
  case $option in
    j) java_home=$OPTARG ;;
    l) launcher=$OPTARG ;;
    o) options=$OPTARG ;;
    r) run_args=$OPTARG ;;
    s) seconds=$OPTARG ;;
    t) takeout=$(readlink -f "$OPTARG") ;;
    *) exit 2 ;;
  esac
done
shift $((OPTIND - 1))
[ -n "$launcher" ] || jar=$(readlink -f "$1")
flags=$(dirname "$0")/../../installer/jvm.options

home=$(mktemp -d "${TMPDIR:-/tmp}/stillkeep-idle.XXXXXX")
pid=
cleanup() {
  [ -z "$pid" ] || kill "$pid" 2>/dev/null || true
  rm -rf "$home"
}
trap cleanup EXIT
export HOME=$home MALLOC_ARENA_MAX=2 LC_ALL=C.UTF-8 STILLKEEP_PASSPHRASE_FILE=$home/passphrase
unset XDG_CONFIG_HOME XDG_STATE_HOME XDG_DATA_HOME XDG_CACHE_HOME
echo "correct horse battery staple" > "$STILLKEEP_PASSPHRASE_FILE"
chmod 600 "$STILLKEEP_PASSPHRASE_FILE"

now_ms() { echo $(($(date +%s%N) / 1000000)); }

# Starts the agent and waits until it is ready; sets pid and ready_ms.
start() {
  : > "$home/said"
  local begin
  begin=$(now_ms)
  # shellcheck disable=SC2086 # several words on purpose
  if [ -n "$launcher" ]; then
    STILLKEEP_JAVA_OPTS="$options -Duser.home=$home" "$launcher" run $run_args 2> "$home/said" &
  else
    "$java_home/bin/java" "@$flags" -Djava.awt.headless=true $options "-Duser.home=$home" -jar "$jar" run $run_args 2> "$home/said" &
  fi
  pid=$!
  await "Up to date"
  ready_ms=$(($(now_ms) - begin))
}

# Waits until the agent has said something.
await() {
  until grep -q "$1" "$home/said"; do
    kill -0 "$pid" 2>/dev/null || { cat "$home/said" >&2; exit 1; }
    sleep 0.01
  done
}

stop() {
  kill "$pid"
  wait "$pid" || true
  pid=
}

# CPU time so far, in milliseconds.
cpu_ms() {
  local ticks
  ticks=$(sed 's/.*) //' "/proc/$pid/stat" | awk '{ print $12 + $13 }')
  echo $((ticks * 1000 / $(getconf CLK_TCK)))
}

# One line for each thread: id, context switches so far, name.
switches() {
  for task in /proc/"$pid"/task/*; do
    awk -v id="${task##*/}" '/^Name:/ { sub(/^Name:\t/, ""); name = $0 } /ctxt_switches/ { sum += $2 } END { print id, sum, name }' \
      "$task/status" 2>/dev/null || true
  done | sort
}

memory() { awk -v what="$1:" '$1 == what { printf "%.1f", $2 / 1024 }' "/proc/$pid/smaps_rollup"; }
written() { awk '/^write_bytes/ { print $2 }' "/proc/$pid/io"; }

# At a desktop a first start would ask for the folders in the status page.
measured=$run_args run_args=--headless
start && stop
run_args=$measured
start && stop && start
echo "java            $("/proc/$pid/exe" -version 2>&1 | sed -n 's/.*version "\([^"]*\)".*/\1/p') $options"
echo "load            $(cut -d' ' -f1-3 /proc/loadavg) on $(nproc) processors"
echo "ready after     $ready_ms ms, $(cpu_ms) ms of CPU"
if [ -n "$takeout" ]; then
  begin=$(now_ms)
  ln "$takeout" "$home/Stillkeep/Inbox/" 2>/dev/null || cp "$takeout" "$home/Stillkeep/Inbox/"
  await "Up to date: [1-9]"
  echo "imported        $(sed -n 's/.*Up to date: \([0-9,]* in the library\).*/\1/p' "$home/said" | tail -1), and exported, in $((($(now_ms) - begin) / 1000)) s"
  echo "resident        $(awk '/^VmHWM/ { printf "%.1f", $2 / 1024 }' "/proc/$pid/status") MiB at most, $(memory Rss) MiB at its end"
fi
sleep 75 # what follows a start and the first look after it, such as giving memory back, is not idleness
cpu=$(cpu_ms) bytes=$(written)
switches > "$home/before"
sleep "$seconds"
spent=$(($(cpu_ms) - cpu))
switches > "$home/after"
echo "idle for        $seconds s"
echo "resident        $(memory Rss) MiB, proportional $(memory Pss) MiB, $(find /proc/"$pid"/task -mindepth 1 -maxdepth 1 | wc -l) threads"
echo "CPU             $spent ms = $(awk -v ms="$spent" -v s="$seconds" 'BEGIN { printf "%.3f", ms / s / 10 }') %"
echo "written         $(($(written) - bytes)) bytes"
join -1 1 -2 1 <(awk '{ print $1, $2 }' "$home/before") "$home/after" | awk -v s="$seconds" '
  { n = $3 - $2; sum += n; $1 = $2 = $3 = ""; sub(/^ +/, ""); if (n > 0) by[$0] += n }
  END { printf "wake-ups        %.1f a minute\n", sum * 60 / s; for (name in by) printf "  %8.2f  %s\n", by[name] * 60 / s, name | "sort -rn" }'
stop
