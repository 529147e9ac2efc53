# Sourced by the installers: brings Debian packages into a folder, with apt's private state there, so that nothing of
# the machine is read but the address of its mirror, and nothing of it is changed. The caller sets `folder`.
apt=$folder/apt
root=$folder/root

not_possible() {
  echo "not possible here: $1" >&2
  exit 3
}

apt_private() {
  apt-get -qq \
    -o Dir::State="$apt" -o Dir::State::lists="$apt/lists" -o Dir::State::status="$apt/status" \
    -o Dir::Cache="$apt/cache" -o Dir::Cache::archives="$apt/cache/archives" \
    -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= \
    -o Debug::NoLocking=true -o APT::Sandbox::User= -o APT::Install-Recommends=false \
    -o Acquire::Languages=none -o Acquire::Retries=2 -o Acquire::http::Timeout=30 "$@"
}

# The machine's own sources, a line each: the mirror's address and the suite. Works before its first `apt-get update`.
machine_sources() {
  apt_private indextargets --no-release-info --format '$(REPO_URI) $(RELEASE)' 'Created-By: Packages' 2>/dev/null |
    sort --unique || true
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

# Ends the installer where packages cannot be had.
prepare_apt() {
  local tool
  for tool in apt-get dpkg-deb tar readlink; do
    command -v $tool >/dev/null || not_possible "the editors come as Debian packages, and there is no $tool"
  done
  keyring=$(debian_keyring)
  [ -n "$keyring" ] ||
    not_possible "no Debian archive keyring in /usr/share/keyrings (package debian-archive-keyring)"
  rm -rf "$apt"
  mkdir -p "$apt"/{lists/partial,cache/archives/partial}
  : >"$apt/status"
}

# Unpacks packages, with all that they need, below $root. Reads the sources from its input: "ADDRESS SUITE" a line.
unpack_packages() { # PACKAGE…
  local package address suite
  rm -rf "$root" "$apt/lists" "$apt/cache"
  mkdir -p "$apt"/{lists/partial,cache/archives/partial}
  while read -r address suite; do
    echo "deb [signed-by=$keyring] $address $suite main"
  done >"$apt/sources.list"
  local sources=(-o Dir::Etc::sourcelist="$apt/sources.list" -o Dir::Etc::sourceparts=/dev/null
    -o Dir::Etc::preferences=/dev/null -o Dir::Etc::preferencesparts=/dev/null)
  apt_private "${sources[@]}" update || return 1
  apt_private "${sources[@]}" --yes --download-only install "$@" >/dev/null || return 1
  # The packages expect /bin, /sbin and /lib to be links into /usr.
  mkdir -p "$root"/usr/{bin,sbin,lib,lib64}
  for package in bin sbin lib lib64; do ln -s "usr/$package" "$root/$package"; done
  for package in "$apt"/cache/archives/*.deb; do
    dpkg-deb --fsys-tarfile "$package" | tar -x -C "$root" --keep-directory-symlink --no-same-owner \
      --exclude=./usr/share/doc --exclude=./usr/share/man --exclude=./usr/share/locale --exclude=./dev
  done
  rm -rf "$apt/cache" "$apt/lists"
}

is_at_least() { # FOUND LEAST
  [ -n "$1" ] && printf '%s\n%s\n' "$2" "$1" | sort --version-sort --check=quiet
}

# One installer at a time: the second one waits and finds the work done.
lock_folder() {
  exec 9>"$folder/.lock"
  flock 9
}
