#!/usr/bin/env bash
# Brings the test runners that `npm run eval:actions` drives and this machine lacks into a folder: from the Debian
# mirror that the machine already uses, and from npm. Installs nothing, changes nothing outside the folder, needs no root.
#
#   install-toolchains.sh FOLDER     writes FOLDER/bin/{go,cargo,java,javac,ruby,php,python3} as far as they are
#                                    missing, FOLDER/bin/{rspec,phpunit,junit}, and FOLDER/npm/node_modules
#
# Prints a line per tool. Exit code 0: all are there. 3: some are not (the lines say which). Other: a failure.
set -euo pipefail

if [ $# -ne 1 ]; then
  echo "usage: install-toolchains.sh FOLDER" >&2
  exit 2
fi
mkdir -p "$1/bin"
folder=$(cd "$1" && pwd)
root=$folder/root
apt=$folder/apt

npm_packages=(vitest@4.1.11 jest@30.5.2 mocha@11.7.6 typescript@6.0.3 @types/node@20.19.43)

has() { # a program of the machine, or of the folder
  [ -x "$folder/bin/$1" ] || command -v "$1" >/dev/null
}

has_pytest() {
  [ -x "$folder/bin/python3" ] || python3 -c 'import pytest' 2>/dev/null
}

missing_packages() {
  has go || echo golang-go
  { has cargo && has rustc; } || echo cargo rustc
  { has java && has javac; } || echo default-jdk-headless
  has_pytest || echo python3 python3-pytest
  [ -x "$folder/bin/junit" ] || echo junit5
  [ -x "$folder/bin/rspec" ] || echo ruby ruby-rspec
  [ -x "$folder/bin/phpunit" ] || echo php-cli phpunit
}

# Private state beside the machine's own list of installed packages: what is installed is not brought again.
apt_private() {
  apt-get -qq \
    -o Dir::State="$apt" -o Dir::State::lists="$apt/lists" -o Dir::State::status=/var/lib/dpkg/status \
    -o Dir::Cache="$apt/cache" -o Dir::Cache::archives="$apt/cache/archives" \
    -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= \
    -o Debug::NoLocking=true -o APT::Sandbox::User= -o APT::Install-Recommends=false \
    -o Acquire::Languages=none -o Acquire::Retries=2 -o Acquire::http::Timeout=30 "$@"
}

unpack() { # PACKAGE… into the root, with all they need
  local file
  mkdir -p "$root"/usr/{bin,sbin,lib,lib64}
  for file in bin sbin lib lib64; do [ -e "$root/$file" ] || ln -s "usr/$file" "$root/$file"; done
  apt_private --yes --no-remove --download-only install "$@" >/dev/null || return 1
  for file in "$apt"/cache/archives/*.deb; do
    [ -e "$file" ] || continue # the machine has it already
    dpkg-deb --fsys-tarfile "$file" | tar -x -C "$root" --keep-directory-symlink --no-same-owner \
      --exclude=./usr/share/doc --exclude=./usr/share/man --exclude=./usr/share/locale --exclude=./dev
  done
  rm -f "$apt"/cache/archives/*.deb
}

starter() { # NAME: writes a program that finds the root beside itself; its body comes on standard input
  {
    echo '#!/bin/sh'
    echo 'root=$(dirname "$(readlink -f "$0")")/../root'
    echo 'libraries=$(echo "$root"/usr/lib/*-linux-gnu)'
    cat
  } >"$folder/bin/$1"
  chmod +x "$folder/bin/$1"
}

write_go() {
  local home
  home=$(cd "$root" && ls -d usr/lib/go-* | sort --version-sort | tail -n 1)
  starter go <<<"GOROOT=\"\$root/$home\" exec \"\$root/$home/bin/go\" \"\$@\""
}

write_java() {
  local home program
  home=$(cd "$root" && ls -d usr/lib/jvm/java-*-openjdk-* | tail -n 1)
  for program in java javac; do starter $program <<<"exec \"\$root/$home/bin/$program\" \"\$@\""; done
}

write_rust() {
  local program
  for program in cargo rustc; do
    starter $program <<<"LD_LIBRARY_PATH=\"\$libraries\" exec \"\$root/usr/bin/$program\" \"\$@\""
  done
}

write_python() { # the machine's own Python where it has one that suits the packages
  local own=
  [ -x "$root/usr/bin/python3" ] || own=$(command -v python3)
  if [ -n "$own" ]; then
    starter python3 <<<"PYTHONPATH=\"\$root/usr/lib/python3/dist-packages\" exec $own \"\$@\""
  else
    starter python3 <<<'PYTHONHOME="$root/usr" PYTHONPATH="$root/usr/lib/python3/dist-packages" LD_LIBRARY_PATH="$libraries" \
  exec "$root/usr/bin/python3" "$@"'
  fi
}

write_junit() {
  starter junit <<'BODY'
jars=$(ls "$root"/usr/share/java/*.jar | tr '\n' ':')
case $1 in
  --print-class-path) echo "$jars" ;;
  --version) basename "$(ls "$root"/usr/share/java/junit-jupiter-api-*.jar)" .jar ;;
  *) exec java -cp "$jars" org.junit.platform.console.ConsoleLauncher "$@" ;;
esac
BODY
}

write_rspec() {
  starter ruby <<'BODY'
version=$(basename "$(ls -d "$root"/usr/lib/ruby/[0-9]* | tail -n 1)")
RUBYLIB="$root/usr/lib/ruby/$version:$libraries/ruby/$version:$root/usr/lib/ruby/vendor_ruby"
for library in "$root"/usr/share/rubygems-integration/*/gems/*/lib "$root"/usr/lib/ruby/gems/*/gems/*/lib; do
  [ -d "$library" ] && RUBYLIB="$RUBYLIB:$library"
done
export RUBYLIB
LD_LIBRARY_PATH="$libraries" exec "$root"/usr/bin/ruby"${version%.0}" --disable-gems "$@"
BODY
  starter rspec <<'BODY'
exec "$(dirname "$(readlink -f "$0")")/ruby" -e 'require "rspec/core"; exit RSpec::Core::Runner.run(ARGV)' -- "$@"
BODY
}

write_phpunit() {
  starter php <<'BODY'
modules=
for module in "$root"/usr/lib/php/*/*.so; do
  case $(basename "$module") in
    dom.so | mbstring.so | tokenizer.so | xml.so | xmlwriter.so | ctype.so | phar.so) modules="$modules -d extension=$module" ;;
  esac
done
LD_LIBRARY_PATH="$libraries" exec "$root"/usr/bin/php[0-9]* -n $modules -d include_path=".:$root/usr/share/php" "$@"
BODY
  starter phpunit <<'BODY'
exec "$(dirname "$(readlink -f "$0")")/php" -r 'require "PHPUnit/Autoload.php"; PHPUnit\TextUI\Command::main();' -- "$@"
BODY
}

write_starters() {
  local name
  ls -d "$root"/usr/lib/go-* >/dev/null 2>&1 && write_go
  ls -d "$root"/usr/lib/jvm/java-*-openjdk-* >/dev/null 2>&1 && write_java
  [ -x "$root/usr/bin/cargo" ] && write_rust
  [ -d "$root/usr/lib/python3/dist-packages/pytest" ] && write_python
  ls "$root"/usr/share/java/junit-platform-console*.jar >/dev/null 2>&1 && write_junit
  ls "$root"/usr/bin/ruby[0-9]* >/dev/null 2>&1 && write_rspec
  [ -d "$root/usr/share/php/PHPUnit" ] && write_phpunit
  return 0
}

bring_debian_packages() {
  local packages
  packages=$(missing_packages)
  [ -n "$packages" ] || return 0
  for name in apt-get dpkg-deb tar readlink; do
    command -v $name >/dev/null || { echo "no $name here, so no Debian packages" >&2; return 0; }
  done
  rm -rf "$apt"
  mkdir -p "$apt"/{lists/partial,cache/archives/partial}
  apt_private update || { echo "the machine's package lists could not be read" >&2; return 0; }
  # shellcheck disable=SC2086 -- one word a package
  for name in $packages; do unpack $name || echo "no package $name to be had here" >&2; done
  rm -rf "$apt"
}

bring_npm_packages() {
  local wanted="${npm_packages[*]}"
  [ "$(cat "$folder/npm/wanted" 2>/dev/null)" = "$wanted" ] && return 0
  mkdir -p "$folder/npm"
  npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$folder/npm" "${npm_packages[@]}" || return 0
  echo "$wanted" >"$folder/npm/wanted"
}

report() { # NAME COMMAND…: the first line that it prints, or that it does not run
  local name=$1 line
  shift
  line=$(PATH="$folder/bin:$folder/npm/node_modules/.bin:$PATH" "$@" 2>/dev/null | grep -v '^$' | head -n 1) || true
  if [ -n "$line" ]; then
    echo "$name: $line"
  else
    echo "$name: missing"
    complete=3
  fi
}

exec 9>"$folder/.lock"
flock 9 # two runs at once: the second one waits and finds the work done

bring_debian_packages
[ ! -d "$root" ] || write_starters
bring_npm_packages
complete=0
report vitest vitest --version
report jest jest --version
report mocha mocha --version
report pytest python3 -m pytest --version
report go go version
report cargo cargo --version
report javac javac --version
report junit junit --version
report rspec rspec --version
report phpunit phpunit --version
exit $complete
