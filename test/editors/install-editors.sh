#!/usr/bin/env bash
# Brings Neovim (0.12 or later), Helix (25 or later), Emacs (30 or later, with lsp-mode 10) and tmux into a folder,
# from the newer suites of the Debian mirror that this machine already uses. Installs nothing, changes nothing outside
# the folder, needs no root.
#
#   install-editors.sh FOLDER     writes FOLDER/bin/{nvim,hx,emacs,emacsclient,tmux}; does nothing when they are there
#
# Exit code 0: they run. 3: not possible on this machine (the reason is the last line). Other: a failure.
set -euo pipefail

if [ $# -ne 1 ]; then
  echo "usage: install-editors.sh FOLDER" >&2
  exit 2
fi
mkdir -p "$1"
folder=$(cd "$1" && pwd)
. "$(dirname "$0")/debian-packages.sh"

# Where Emacs looks for its packages, under the root of what was unpacked.
lisp_packages=usr/share/emacs/site-lisp/elpa

# The oldest versions that the scenarios are written for. Suites move on, so these are floors and not pins.
least_nvim=0.12.0
least_hx=25.0
least_emacs=30.1
least_lsp_mode=10.0
least_tmux=3.3

version_of() { # the first version number that PROGRAM prints
  case $1 in
    tmux) "$folder/bin/tmux" -V ;;
    lsp-mode) ls "$folder/root/$lisp_packages" | grep '^lsp-mode-' ;;
    *) "$folder/bin/$1" --version ;;
  esac 2>/dev/null | grep -oE '[0-9]+(\.[0-9]+)+' | head -n 1 || true
}

is_new_enough() { # PROGRAM LEAST
  local found
  found=$(version_of "$1")
  is_at_least "$found" "$2"
}

all_new_enough() {
  [ -e "$root/usr/lib/lib/nvim/parser/markdown.so" ] && is_new_enough nvim $least_nvim && is_new_enough hx $least_hx && is_new_enough tmux $least_tmux &&
    is_new_enough emacs $least_emacs && is_new_enough lsp-mode $least_lsp_mode &&
    is_new_enough emacsclient $least_emacs
}

print_versions() {
  local program
  for program in nvim hx emacs lsp-mode tmux; do echo "$program $(version_of $program)"; done
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

# Emacs looks for its dump beside the name that it was called by, and for its Lisp where it was built to look.
write_emacs_starters() {
  local version dump folders
  [ -e "$root/usr/bin/emacs-nox" ] && [ -e "$root/usr/bin/emacsclient.emacs" ] || return 1
  version=$(cd "$root/usr/share/emacs" && ls -d [0-9]* | head -n 1)
  dump=$(cd "$root" && ls -d usr/libexec/emacs/"$version"/*/emacs*.pdmp | head -n 1)
  ln -sf "../../$dump" "$root/usr/bin/emacs-nox.pdmp"
  folders=$(cd "$root" && find "usr/share/emacs/$version/lisp" -type d -not -name obsolete | sort)
  write_starter emacs usr/bin/emacs-nox "EMACSDATA=usr/share/emacs/$version/etc" \
    "EMACSPATH=$(dirname "$dump")" \
    "EMACSLOADPATH=$(echo "$folders" | sed '2,$s,^,$root/,' | paste -sd:):\$root/usr/share/emacs/site-lisp"
  sed -i 's,--argv0 emacs ,--argv0 "$root/usr/bin/emacs-nox" ,' "$folder/bin/emacs"
  write_starter emacsclient usr/bin/emacsclient.emacs
}

# What the packages' own scripts would do after an installation, but for compiling: makes them known to Emacs.
activate_lisp_packages() {
  local package name
  [ ! -d "$root/$lisp_packages-src" ] || mv "$root/$lisp_packages-src" "$root/$lisp_packages"
  for package in "$root/$lisp_packages"/*; do
    name=$(basename "$package")
    "$folder/bin/emacs" -Q --batch --eval "(require 'package)" \
      --eval "(package-generate-autoloads \"${name%-*}\" \"$package\")" >/dev/null 2>&1 || return 1
  done
}

write_starters() {
  rm -rf "$folder/bin"
  mkdir -p "$folder/bin"
  write_starter nvim usr/bin/nvim VIMRUNTIME=usr/share/nvim/runtime || return 1
  # Neovim looks for its parsers beside the folder of its program, which is the loader here.
  ln -sfn . "$root/usr/lib/lib"
  write_starter hx usr/lib/hx/hx HELIX_RUNTIME=usr/lib/hx/runtime || write_starter hx usr/bin/hx || return 1
  write_emacs_starters && activate_lisp_packages || return 1
  write_starter tmux usr/bin/tmux TERMINFO=usr/share/terminfo || return 1
}

lock_folder

if all_new_enough; then
  print_versions
  exit 0
fi

prepare_apt
mirror=$(machine_sources | grep -v security | head -n 1 | cut -d ' ' -f 1)
[ -n "$mirror" ] || not_possible "apt has no package mirror configured"

for suite in testing unstable; do
  if echo "$mirror $suite" | unpack_packages neovim hx emacs-nox elpa-lsp-mode tmux ncurses-base &&
    write_starters && all_new_enough; then
    rm -rf "$apt"
    print_versions
    exit 0
  fi
  echo "Debian $suite did not bring all editors; found: $(print_versions 2>/dev/null | tr '\n' ' ')" >&2
done
not_possible "no suite of the configured mirror has Neovim $least_nvim, Helix $least_hx, Emacs $least_emacs, lsp-mode $least_lsp_mode and tmux $least_tmux or later"
