#!/usr/bin/env bash
# How fast imports into an Ente account are, and in how much memory: beside plain PUTs of the very same ciphertext, to the
# same server in the same run. What is measured, EnteThroughputBench says.
#
#   src/bench/ente.sh [-n FILES] [-m MIB] [-o 'JVM FLAGS']
#
# FILES small photos (1000), and one file of MIB (300), which takes four times as much room in the folder for temporary files. Flags come after the
# launcher's own, e.g. -Xmx96m. Everything runs with the least precedence that still gets on (nice 10). Linux only.
set -euo pipefail

files=1000 mib=300 options=
while getopts m:n:o: option; do
  case $option in
    m) mib=$OPTARG ;;
    n) files=$OPTARG ;;
    o) options=$OPTARG ;;
    *) exit 2 ;;
  esac
done
cd "$(dirname "$0")/../.."
echo "load $(cut -d' ' -f1-3 /proc/loadavg) on $(nproc) processors"
nice ./mvnw -q test -Dtest=EnteThroughputBench \
  "-Dstillkeep.bench.files=$files" "-Dstillkeep.bench.mib=$mib" "-Dstillkeep.bench.flags=$options"
echo "load $(cut -d' ' -f1-3 /proc/loadavg)"
