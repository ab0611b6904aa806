# shellcheck shell=sh
# What the build scripts of all platforms share. Sourced by them, with $root the source folder and $out the folder for results.
: "${root:?}" "${out:?}"

fail() {
  printf 'error: %s\nhint: %s\n' "$1" "$2" >&2
  exit 2
}

say() {
  printf '%s\n' "$*" >&2
}

# The feature version of a JDK that can make packages, or nothing.
jdk_version() {
  if [ -x "$1/bin/jlink" ] && [ -x "$1/bin/jpackage" ]; then
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
  fi
}

# Sets $jdk and $jdk_release: the one that JAVA_HOME names, else the newest that is installed.
find_jdk() {
  jdk=
  jdk_release=16
  for candidate in ${JAVA_HOME:+"$JAVA_HOME"} /usr/lib/jvm/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    release=$(jdk_version "$candidate")
    if [ "${release:-0}" -gt "$jdk_release" ]; then
      jdk=$candidate
      jdk_release=$release
    fi
    [ -z "$jdk" ] || [ "$candidate" != "${JAVA_HOME:-}" ] || break
  done
  [ -n "$jdk" ] || fail 'no JDK 17 or newer with jlink and jpackage' 'install one (25 is best), or set JAVA_HOME'
  say "packaging with $jdk"
}

# Sets $jar and $version. Builds the jar when there is none.
find_jar() {
  version=$(sed -n 's:^  <version>\(.*\)</version>.*:\1:p' "$root/pom.xml" | head -n 1)
  jar=$root/target/stillkeep-$version.jar
  if [ ! -f "$jar" ]; then
    say 'building the jar'
    (cd "$root" && JAVA_HOME=$jdk sh ./mvnw -q -DskipTests package) >&2 || fail 'the build failed' 'see the messages above'
  fi
}

# The time of the entries in the jar, which every file of a package gets as well: same sources, same package.
stamp() {
  sed -n 's:.*<project.build.outputTimestamp>\(.*\)<.*:\1:p' "$root/pom.xml"
}

set_times() {
  find "$1" -exec touch -h -d "$(stamp)" {} +
}

# Links the runtime: what the program uses of Java, and English for Java's own words.
# Uncompressed, since that starts sooner and packages are compressed anyway.
link_runtime() {
  rm -rf "$1"
  cds=
  if [ "$jdk_release" -ge 19 ]; then cds=--generate-cds-archive; fi
  # shellcheck disable=SC2086 # no word at all where there is no such option
  "$jdk/bin/jlink" --output "$1" --add-modules "$(modules)" --strip-debug --no-header-files --no-man-pages $cds
  if [ -z "$cds" ]; then "$1/bin/java" -Xshare:dump >/dev/null; fi
  # For heaps of 32 GB and more; for splash screens; for sound.
  rm -f "$1"/lib/server/classes_nocoops.jsa "$1"/lib/libsplashscreen.* "$1"/lib/libjsound.*
}

modules() {
  printf '%s' java.base,java.desktop,java.logging,java.management,java.naming,java.sql
  printf '%s' ,jdk.crypto.ec,jdk.unsupported,jdk.zipfs
}

# Runs the program once on a home of its own, so that Java writes down what it loaded on the way to "ready" ($1: the tree).
# JDKs before 25 have no such cache, and start a second later.
train() {
  [ "$jdk_release" -ge 25 ] || return 0
  say 'training the start'
  home=$(mktemp -d)
  run_once "$1" "$home" ''
  run_once "$1" "$home" "-XX:AOTCacheOutput=$1/lib/app/stillkeep.aot -Xlog:aot*=error"
  rm -rf "$home"
  [ -f "$1/lib/app/stillkeep.aot" ] || fail 'Java made no cache for a quick start' 'build with another JDK 25'
}

# Starts the agent, and ends it when it is ready.
run_once() {
  HOME=$2 XDG_CONFIG_HOME='' XDG_STATE_HOME='' XDG_RUNTIME_DIR='' DBUS_SESSION_BUS_ADDRESS='' DISPLAY='' \
    STILLKEEP_JAVA_OPTS=$3 "$1/bin/stillkeep" run --headless > "$2/log" 2>&1 &
  agent=$!
  left=600
  until grep -qs '^drop Takeout archives into' "$2/log"; do
    left=$((left - 1))
    if [ "$left" = 0 ] || ! kill -0 "$agent" 2>/dev/null; then
      cat "$2/log" >&2
      fail 'the program did not start in its own package' 'see the messages above'
    fi
    sleep 0.2
  done
  kill "$agent"
  wait "$agent" || true
}

# Writes SHA256SUMS of all results, the bill of materials among them where there is one.
checksums() {
  if [ -f "$root/target/stillkeep-sbom.json" ]; then cp "$root/target/stillkeep-sbom.json" "$out/"; fi
  (cd "$out" && rm -f SHA256SUMS && find . -maxdepth 1 -type f -name '[Ss]tillkeep*' -exec sha256sum {} + > SHA256SUMS)
}

# The list of JVM flags as arguments for jpackage's own launchers.
java_options() {
  sed -n 's/^\(-.*\)/--java-options \1/p' "$root/installer/jvm.options"
}
