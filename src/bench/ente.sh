#!/usr/bin/env bash
# How fast imports into an Ente account are, and in how much memory: beside plain PUTs of the very same ciphertext, to the
# same server in the same run. What is measured, EnteThroughputBench says.
#
#   src/bench/ente.sh [-n FILES] [-m MIB] [-s FOLDER] [-o 'JVM FLAGS']
#
# FILES small photos (1000), and one file of MIB (300). That much room it takes in the folder for temporary files, and three times
# as much in FOLDER, where the server keeps what it gets: best memory (/dev/shm) or another disk than the former's. Flags come
# after the launcher's own, e.g. -Xmx96m. Everything runs with less precedence than other work (nice). Linux only.
set -euo pipefail

files=1000 mib=300 options= server=${TMPDIR:-/tmp}
while getopts m:n:o:s: option; do
  case $option in
    m) mib=$OPTARG ;;
    n) files=$OPTARG ;;
    o) options=$OPTARG ;;
    s) server=$(readlink -f "$OPTARG") ;;
    *) exit 2 ;;
  esac
done
cd "$(dirname "$0")/../.."
echo "load $(cut -d' ' -f1-3 /proc/loadavg) on $(nproc) processors"
nice ./mvnw -q test -Dtest=EnteThroughputBench \
  "-Dstillkeep.bench.files=$files" "-Dstillkeep.bench.mib=$mib" "-Dstillkeep.bench.flags=$options" "-Dstillkeep.bench.server=$server"
echo "load $(cut -d' ' -f1-3 /proc/loadavg)"
