#!/bin/sh
# Builds Stillkeep's .dmg, on a Mac: installer/macos/build.sh [IDENTITY]
# IDENTITY is the name of a Developer ID for signing; without it the app is not signed, and macOS asks before it opens it.
set -eu

here=$(cd "$(dirname -- "$0")" && pwd -P)
root=$(dirname -- "$(dirname -- "$here")")
out=$root/target/installer

# shellcheck source=installer/common.sh
. "$root/installer/common.sh"

# The sizes that an .icns file holds, from the one drawing.
icon() {
  set_of_icons=$work/Stillkeep.iconset
  mkdir -p "$set_of_icons"
  for size in 16 32 128 256 512; do
    rsvg-convert -w "$size" -h "$size" "$root/installer/icons/stillkeep.svg" -o "$set_of_icons/icon_${size}x$size.png"
    rsvg-convert -w $((size * 2)) -h $((size * 2)) "$root/installer/icons/stillkeep.svg" -o "$set_of_icons/icon_${size}x$size@2x.png"
  done
  iconutil --convert icns "$set_of_icons" --output "$work/Stillkeep.icns"
}

# Versions on macOS do not begin with 0.
mac_version() {
  case $version in
    0.*) printf '1.%s\n' "${version#0.}" ;;
    *) printf '%s\n' "$version" ;;
  esac
}

work=$out/work
find_jdk
find_jar
rm -rf "$work"
mkdir -p "$work/input" "$work/resources"
cp "$jar" "$work/input/stillkeep.jar"
cp "$here/Info.plist" "$work/resources/Info.plist"
cp "$here/entitlements.plist" "$work/resources/Stillkeep.entitlements"
cp "$here/org.stillkeep.agent.plist" "$work/input/"
link_runtime "$work/runtime"
icon
java_options > "$work/java-options"
set -- ${1:+--mac-sign --mac-signing-key-user-name "$1"}
"$jdk/bin/jpackage" @"$work/java-options" "$@" --type dmg --name Stillkeep --app-version "$(mac_version)" \
  --runtime-image "$work/runtime" --input "$work/input" --main-jar stillkeep.jar --icon "$work/Stillkeep.icns" \
  --mac-package-identifier org.stillkeep.Stillkeep --resource-dir "$work/resources" --dest "$out"
result=$(find "$out" -maxdepth 1 -name 'Stillkeep-*.dmg')
checksums
say "built $result"
say "signed ones go to Apple next: xcrun notarytool submit --wait, then xcrun stapler staple"
