#!/bin/sh
# Builds Stillkeep's .msi, on Windows with WiX 3 on the PATH, in the shell that comes with Git: installer/windows/build.sh
set -eu

here=$(cd "$(dirname -- "$0")" && pwd -P)
root=$(dirname -- "$(dirname -- "$here")")
out=$root/target/installer

# shellcheck source=installer/common.sh
. "$root/installer/common.sh"

# The sizes that an .ico file holds, from the one drawing.
icon() {
  for size in 16 24 32 48 64 256; do
    rsvg-convert -w "$size" -h "$size" "$root/installer/icons/stillkeep.svg" -o "$work/icon-$size.png"
  done
  icotool --create --output="$work/Stillkeep.ico" "$work"/icon-*.png
}

work=$out/work
find_jdk
find_jar
rm -rf "$work"
mkdir -p "$work/input"
cp "$jar" "$work/input/stillkeep.jar"
link_runtime "$work/runtime"
icon
java_options > "$work/java-options"
"$jdk/bin/jpackage" @"$work/java-options" @"$here/jpackage.options" --app-version "$version" \
  --runtime-image "$work/runtime" --input "$work/input" --main-jar stillkeep.jar --icon "$work/Stillkeep.ico" \
  --add-launcher stillkeep="$here/console.properties" --resource-dir "$here/resources" --dest "$out"
result=$(find "$out" -maxdepth 1 -name 'Stillkeep-*.msi')
checksums
say "built $result"
