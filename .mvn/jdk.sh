# Sourced by mvnw and ims: points JAVA_HOME at a JDK 25 or newer, found at JAVA_HOME, on PATH or where systems keep JDKs.
# The version is read from the JDK's release file, which costs no start of a JVM.

jdk_major() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

jdk_on_path() {
  jdk_command=$(command -v javac) || return 0
  jdk_command=$(readlink -f "$jdk_command") && dirname "$(dirname "$jdk_command")"
}

jdk_find() {
  for jdk_candidate in "${JAVA_HOME-}" "$(jdk_on_path)" "${JDK_FOLDER:-/usr/lib/jvm}"/* /opt/java/* \
    "${HOME-}"/.sdkman/candidates/java/* "${HOME-}"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    jdk_version=$(jdk_major "$jdk_candidate") || continue
    [ "${jdk_version:-0}" -ge 25 ] || continue
    printf '%s\n' "$jdk_candidate"
    return 0
  done
  return 1
}

if jdk_home=$(jdk_find); then
  JAVA_HOME=$jdk_home
  export JAVA_HOME
else
  echo "Carillon needs a JDK 25 or newer. None was found at JAVA_HOME (${JAVA_HOME:-not set}), on PATH or in ${JDK_FOLDER:-/usr/lib/jvm}." >&2
  echo "Install one (for example Debian's or Eclipse Temurin's JDK 25) or set JAVA_HOME to it." >&2
  exit 1
fi
