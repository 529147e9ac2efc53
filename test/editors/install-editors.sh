#!/usr/bin/env bash
# Brings Neovim (0.12 or later), Helix (25 or later) and tmux into a folder, from the newer suites of the Debian
# mirror that this machine already uses. Installs nothing, changes nothing outside the folder, needs no root.
#
#   install-editors.sh FOLDER     writes FOLDER/bin/{nvim,hx,tmux}; does nothing when they are there
#
# Exit code 0: they run. 3: not possible on this machine (the reason is the last line). Other: a failure.
set -euo pipefail

if [ $# -ne 1 ]; then
  echo "usage: install-editors.sh FOLDER" >&2
  exit 2
fi
mkdir -p "$1"
folder=$(cd "$1" && pwd)

# The oldest versions that the scenarios are written for. Suites move on, so these are floors and not pins.
least_nvim=0.12.0
least_hx=25.0
least_tmux=3.3

not_possible() {
  echo "not possible here: $1" >&2
  exit 3
}

version_of() { # the first version number that PROGRAM prints
  case $1 in
    tmux) "$folder/bin/tmux" -V ;;
    *) "$folder/bin/$1" --version ;;
  esac 2>/dev/null | grep -oE '[0-9]+(\.[0-9]+)+' | head -n 1 || true
}

is_new_enough() { # PROGRAM LEAST
  local found
  [ -x "$folder/bin/$1" ] || return 1
  found=$(version_of "$1")
  [ -n "$found" ] && printf '%s\n%s\n' "$2" "$found" | sort --version-sort --check=quiet
}

all_new_enough() {
  is_new_enough nvim $least_nvim && is_new_enough hx $least_hx && is_new_enough tmux $least_tmux
}

print_versions() {
  for program in nvim hx tmux; do echo "$program $(version_of $program)"; done
}

# Private state, so that apt neither reads nor changes what this machine has installed.
apt_private() {
  apt-get -qq \
    -o Dir::State="$apt" -o Dir::State::lists="$apt/lists" -o Dir::State::status="$apt/status" \
    -o Dir::Cache="$apt/cache" -o Dir::Cache::archives="$apt/cache/archives" \
    -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= \
    -o Debug::NoLocking=true -o APT::Sandbox::User= -o APT::Install-Recommends=false \
    -o Acquire::Languages=none -o Acquire::Retries=2 -o Acquire::http::Timeout=30 "$@"
}

# Works before the first `apt-get update` of a machine too.
machine_mirror() {
  apt_private indextargets --no-release-info --format '$(REPO_URI)' 'Created-By: Packages' 2>/dev/null |
    grep -v security | head -n 1 || true
}

debian_keyring() {
  local file
  for file in /usr/share/keyrings/debian-archive-keyring.{pgp,gpg}; do
    if [ -r "$file" ]; then
      echo "$file"
      return
    fi
  done
}

unpack_from() { # SUITE
  local suite=$1 package
  rm -rf "$root" "$apt/lists" "$apt/cache"
  mkdir -p "$apt"/{lists/partial,cache/archives/partial}
  echo "deb [signed-by=$keyring] $mirror $suite main" >"$apt/sources.list"
  local sources=(-o Dir::Etc::sourcelist="$apt/sources.list" -o Dir::Etc::sourceparts=/dev/null
    -o Dir::Etc::preferences=/dev/null -o Dir::Etc::preferencesparts=/dev/null)
  apt_private "${sources[@]}" update || return 1
  apt_private "${sources[@]}" --yes --download-only install neovim hx tmux ncurses-base >/dev/null || return 1
  # The packages expect /bin, /sbin and /lib to be links into /usr.
  mkdir -p "$root"/usr/{bin,sbin,lib,lib64}
  for package in bin sbin lib lib64; do ln -s "usr/$package" "$root/$package"; done
  for package in "$apt"/cache/archives/*.deb; do
    dpkg-deb --fsys-tarfile "$package" | tar -x -C "$root" --keep-directory-symlink --no-same-owner \
      --exclude=./usr/share/doc --exclude=./usr/share/man --exclude=./usr/share/locale --exclude=./dev
  done
  rm -rf "$apt/cache" "$apt/lists"
}

# Starts a program of the newer suite with that suite's own loader and libraries; children inherit neither.
write_starter() { # NAME BINARY [VARIABLE=PATH_UNDER_ROOT…]
  local name=$1 binary=$2 loader libraries assignment
  shift 2
  [ -e "$root/$binary" ] || return 1
  loader=$(cd "$root" && ls -d usr/lib*/ld-linux*.so.* usr/lib/*-linux-gnu*/ld-linux*.so.* 2>/dev/null | head -n 1)
  libraries=$(cd "$root" && ls -d usr/lib/*-linux-gnu* | head -n 1)
  {
    echo '#!/bin/sh'
    echo 'root=$(dirname "$(readlink -f "$0")")/../root'
    for assignment in "$@"; do echo "export ${assignment%%=*}=\"\$root/${assignment#*=}\""; done
    echo "exec \"\$root/$loader\" --library-path \"\$root/$libraries\" --argv0 $name \"\$root/$binary\" \"\$@\""
  } >"$folder/bin/$name"
  chmod +x "$folder/bin/$name"
}

write_starters() {
  rm -rf "$folder/bin"
  mkdir -p "$folder/bin"
  write_starter nvim usr/bin/nvim VIMRUNTIME=usr/share/nvim/runtime || return 1
  write_starter hx usr/lib/hx/hx HELIX_RUNTIME=usr/lib/hx/runtime || write_starter hx usr/bin/hx || return 1
  write_starter tmux usr/bin/tmux TERMINFO=usr/share/terminfo || return 1
}

exec 9>"$folder/.lock"
flock 9 # two runs at once: the second one waits and finds the work done

if all_new_enough; then
  print_versions
  exit 0
fi

for tool in apt-get dpkg-deb tar readlink; do
  command -v $tool >/dev/null || not_possible "the editors come as Debian packages, and there is no $tool"
done
keyring=$(debian_keyring)
[ -n "$keyring" ] || not_possible "no Debian archive keyring in /usr/share/keyrings (package debian-archive-keyring)"

apt=$folder/apt
root=$folder/root
rm -rf "$apt"
mkdir -p "$apt"/{lists/partial,cache/archives/partial}
: >"$apt/status"
mirror=$(machine_mirror)
[ -n "$mirror" ] || not_possible "apt has no package mirror configured"

for suite in testing unstable; do
  if unpack_from $suite && write_starters && all_new_enough; then
    rm -rf "$apt"
    print_versions
    exit 0
  fi
  echo "Debian $suite did not bring all three editors; found: $(print_versions 2>/dev/null | tr '\n' ' ')" >&2
done
not_possible "no suite of the configured mirror has Neovim $least_nvim, Helix $least_hx and tmux $least_tmux or later"
