#!/bin/sh
# Builds Stillkeep's packages for Linux: installer/linux/build.sh --help
set -eu

here=$(cd "$(dirname -- "$0")" && pwd -P)
root=$(dirname -- "$(dirname -- "$here")")
out=$root/target/installer
type=deb
package_version=
reuse=
maintainer=${STILLKEEP_MAINTAINER:-Stillkeep <stillkeep@localhost>}

usage() {
  cat <<'EOF'
usage: installer/linux/build.sh [--type deb|rpm|tree] [--package-version VERSION] [--out FOLDER] [--reuse]

  --type             what to build: a .deb (default), a .rpm, or only the tree of files that goes into them and into the
                     container image
  --package-version  the package's version; default: the program's
  --out              where results go; default: target/installer
  --reuse            take the tree that is there already

The jar is built when there is none in target/. The runtime is linked from the JDK that JAVA_HOME names, else from the newest
one (17 at least; 25 starts quickest). STILLKEEP_MAINTAINER is who signs for the package, "Name <address>".
DPKG_DEB_COMPRESSOR_TYPE and DPKG_DEB_COMPRESSOR_LEVEL do what they do for dpkg-deb.
EOF
}

# shellcheck source=installer/common.sh
. "$root/installer/common.sh"

while [ $# -gt 0 ]; do
  case $1 in
    --type) type=$2 && shift ;;
    --package-version) package_version=$2 && shift ;;
    --out) mkdir -p "$2" && out=$(cd "$2" && pwd -P) && shift ;;
    --reuse) reuse=yes ;;
    --help) usage && exit 0 ;;
    *) usage >&2 && exit 2 ;;
  esac
  shift
done

work=$out/work
tree=$out/stillkeep

# The files of /opt/stillkeep, in the shape that jpackage gives an application.
build_tree() {
  rm -rf "$work" "$tree"
  mkdir -p "$work/input"
  link_runtime "$work/runtime"
  cp "$jar" "$work/input/stillkeep.jar"
  cp "$root/installer/jvm.options" "$work/input/"
  native_libraries "$work/input"
  "$jdk/bin/jpackage" --type app-image --name stillkeep --app-version "$version" --runtime-image "$work/runtime" \
    --input "$work/input" --main-jar stillkeep.jar --dest "$out"
  # jpackage's own launcher sets no locale.
  rm -f "$tree/lib/libapplauncher.so" "$tree/lib/app/stillkeep.cfg" "$tree/lib/stillkeep.png"
  install -m 755 "$here/stillkeep" "$tree/bin/stillkeep"
  install -m 755 "$here/autostart" "$tree/lib/autostart"
  set_times "$tree"
  train "$tree"
  set_times "$tree"
}

# This machine's libraries out of the jar.
native_libraries() {
  case $(uname -m) in
    x86_64) sqlite=x86_64 && jna=x86-64 ;;
    aarch64) sqlite=aarch64 && jna=aarch64 ;;
    *) fail "no packages for $(uname -m)" 'run Stillkeep from the jar, with the Java of your system' ;;
  esac
  (cd "$1" && "$jdk/bin/jar" -xf stillkeep.jar "org/sqlite/native/Linux/$sqlite/libsqlitejdbc.so" \
    "com/sun/jna/linux-$jna/libjnidispatch.so" && mv org/sqlite/native/Linux/*/*.so com/sun/jna/*/*.so . && rm -r org com)
}

# What belongs elsewhere than under /opt/stillkeep.
build_surroundings() {
  rm -rf "$1"
  doc=$1/usr/share/doc/stillkeep
  mkdir -p "$1/usr/bin" "$doc"
  ln -s /opt/stillkeep/bin/stillkeep "$1/usr/bin/stillkeep"
  install -D -m 644 "$here/stillkeep.desktop" "$1/usr/share/applications/stillkeep.desktop"
  install -D -m 644 "$here/stillkeep-autostart.desktop" "$1/etc/xdg/autostart/stillkeep.desktop"
  install -D -m 644 "$here/stillkeep.service" "$1/usr/lib/systemd/user/stillkeep.service"
  install -D -m 644 "$here/stillkeep@.service" "$1/usr/lib/systemd/system/stillkeep@.service"
  icons "$1/usr/share/icons/hicolor"
  mkdir -p "$1/usr/share/man/man1"
  gzip -9n < "$here/stillkeep.1" > "$1/usr/share/man/man1/stillkeep.1.gz"
  install -m 644 "$root/CHANGELOG.md" "$root/config.example.toml" "$root/NOTICE" "$root/docs/install.md" "$root/docs/restore.md" "$root/docs/restore-vault.py" "$root/docs/vault-format.md" "$doc"
}

icons() {
  icon=$root/installer/icons/stillkeep.svg
  if [ ! -f "$icon" ]; then return 0; fi
  install -D -m 644 "$icon" "$1/scalable/apps/stillkeep.svg"
  command -v rsvg-convert >/dev/null || return 0
  for size in 16 22 24 32 48 64 128 256 512; do
    mkdir -p "$1/${size}x$size/apps"
    rsvg-convert -w "$size" -h "$size" "$icon" -o "$1/${size}x$size/apps/stillkeep.png"
  done
}

# Debian packages that the given native files load, as "a, b, c".
packages_of() {
  ldd "$@" 2>/dev/null | sed -n 's:.* => \(/[^ ]*\) .*:\1:p' | sort -u | while read -r library; do
    case $library in "$tree"/*) ;; *) dpkg -S "$(readlink -f "$library")" "$library" 2>/dev/null || true ;; esac
  done | cut -d: -f1 | sort -u | paste -sd, - | sed 's/,/, /g'
}

# What runs without a display; control recommends the libraries that a display needs.
core_files() {
  printf '%s\n' "$tree/lib/runtime/bin/java"
  find "$tree/lib" -name '*.so' ! -name 'libawt*' ! -name 'libjawt.so' ! -name 'libfontmanager.so' ! -name 'libfreetype.so'
}

build_deb() {
  resources=$work/deb
  rm -rf "$resources"
  mkdir -p "$resources"
  # shellcheck disable=SC2046 # paths of our own build, one word each
  depends=$(packages_of $(core_files))
  sed -e "s/@VERSION@/$package_version/; s/@ARCHITECTURE@/$(dpkg --print-architecture)/" \
    -e "s/@DEPENDS@/$depends/; s/@MAINTAINER@/$maintainer/" "$here/debian/control" > "$resources/control"
  cp "$here/debian/postinst" "$here/debian/prerm" "$here/debian/postrm" "$here/debian/copyright" "$resources/"
  rm -f "$out"/stillkeep_"$package_version"*.deb
  DPKG_DEB_COMPRESSOR_TYPE=none "$jdk/bin/jpackage" --type deb --name stillkeep --app-image "$tree" --app-version "$package_version" \
    --install-dir /opt --resource-dir "$resources" --dest "$work"
  # jpackage knows /opt only: open its package once more, and add the rest.
  rm -rf "$work/root"
  dpkg-deb --raw-extract "$work"/stillkeep_"$package_version"*.deb "$work/root"
  rm "$work"/stillkeep_"$package_version"*.deb
  finish_deb "$work/root"
  dpkg-deb --root-owner-group --build "$work/root" "$out" >/dev/null
}

finish_deb() {
  build_surroundings "$work/surroundings"
  cp -a "$work/surroundings/." "$1"
  install -m 644 "$here/debian/copyright" "$1/usr/share/doc/stillkeep/copyright"
  rm -rf "$1/opt/stillkeep/share" "$1/DEBIAN/preinst"
  printf 'stillkeep (%s) stable; urgency=medium\n\n  * See CHANGELOG.md.\n\n -- %s  %s\n' "$package_version" "$maintainer" \
    "$(LC_ALL=C date -u -R -d "$(stamp)")" | gzip -9n > "$1/usr/share/doc/stillkeep/changelog.gz"
  echo /etc/xdg/autostart/stillkeep.desktop > "$1/DEBIAN/conffiles"
  (cd "$1" && find opt usr -type f -exec md5sum {} + > DEBIAN/md5sums)
  size=$(du -sk --apparent-size --exclude=DEBIAN "$1" | cut -f1)
  sed -i "s/^Installed-Size:.*/Installed-Size: $size/" "$1/DEBIAN/control"
  find "$1" -type d -exec chmod 755 {} +
  set_times "$1"
}

build_rpm() {
  build_surroundings "$work/surroundings"
  rm -rf "$work/rpm" "$work/rpm-tree"
  mkdir -p "$work/rpm"
  cp "$here/stillkeep.spec" "$work/rpm/"
  # jpackage takes bin and lib only: what belongs elsewhere travels in them, and the spec puts it into its place.
  cp -a "$tree" "$work/rpm-tree"
  cp -a "$work/surroundings" "$work/rpm-tree/lib/surroundings"
  "$jdk/bin/jpackage" --type rpm --name stillkeep --app-image "$work/rpm-tree" --app-version "$package_version" \
    --install-dir /opt --resource-dir "$work/rpm" --dest "$out"
  rm -rf "$work/rpm-tree"
}

umask 022
find_jdk
find_jar
package_version=${package_version:-$version}
if [ -z "$reuse" ] || [ ! -x "$tree/bin/stillkeep" ]; then build_tree; fi
SOURCE_DATE_EPOCH=$(date -d "$(stamp)" +%s) && export SOURCE_DATE_EPOCH
# Each step on a line of its own: the shell overlooks failures in a chain of &&.
case $type in
  tree)
    say "built $tree"
    ;;
  deb)
    build_deb
    checksums
    say "built $(find "$out" -maxdepth 1 -name "stillkeep_$package_version*.deb")"
    ;;
  rpm)
    build_rpm
    checksums
    say "built $(find "$out" -maxdepth 1 -name "stillkeep-$package_version*.rpm")"
    ;;
  *)
    usage >&2
    exit 2
    ;;
esac
