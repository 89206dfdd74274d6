#!/bin/sh
# Installs im from its latest release, for Linux and macOS:
#
#   sh install.sh [--dir DIR] [--version X.Y.Z]
#
# The program goes to DIR, $IM_INSTALL_DIR or ~/.local/bin. Its checksum is compared before anything is installed, and an
# older im there is replaced by a rename. IM_RELEASES_URL names another page of releases, such as a mirror.
set -eu

built_in_url=''

say() { printf '%s\n' "$*"; }
fail() {
  printf 'error: %s\n' "$1" >&2
  [ $# -lt 2 ] || printf 'hint: %s\n' "$2" >&2
  exit "${3:-1}"
}
has() { command -v "$1" >/dev/null 2>&1; }

# The name of this machine's platform in a release.
find_target() {
  os=$(uname -s) arch=$(uname -m)
  # A shell under Rosetta says x86_64 on an arm64 Mac.
  if [ "$os" = Darwin ] && [ "$(sysctl -n sysctl.proc_translated 2>/dev/null || :)" = 1 ]; then arch=arm64; fi
  case $arch in
    x86_64 | amd64) arch=x86_64 ;;
    aarch64 | arm64) arch=aarch64 ;;
    *) fail "there is no im for the processor \"$arch\"" "with Deno installed, im.js of the release runs everywhere" ;;
  esac
  case $os in
    Linux) target=$arch-unknown-linux-gnu ;;
    Darwin) target=$arch-apple-darwin ;;
    *) fail "there is no im for the system \"$os\"" "on Windows use install.ps1; with Deno installed, im.js of the release runs everywhere" ;;
  esac
  if [ "$os" = Linux ] && ldd --version 2>&1 | grep -qi musl; then
    fail "im needs the GNU C library, and this system has musl" "with Deno installed, im.js of the release runs here"
  fi
}

# download URL FILE
download() {
  if has curl; then
    curl --fail --silent --show-error --location --proto "$protocols" --retry 2 --connect-timeout 10 \
      --speed-limit 1 --speed-time 60 --output "$2" "$1"
  elif has wget; then
    secure=
    if [ "$protocols" = =https ] && wget --help 2>&1 | grep -q -- --https-only; then secure=--https-only; fi
    wget -q -T 60 ${secure:+"$secure"} -O "$2" "$1"
  else
    fail "neither curl nor wget is installed" "install one of them"
  fi || fail "could not download $1" "check the network and the address; nothing was installed"
}

sha256_of() {
  if has sha256sum; then set -- "$(sha256sum "$1")"
  elif has shasum; then set -- "$(shasum -a 256 "$1")"
  elif has openssl; then set -- "$(openssl dgst -sha256 -r "$1")"
  else fail "none of sha256sum, shasum and openssl is installed" "install one of them: an unchecked program is not installed"
  fi
  printf '%s\n' "${1%% *}"
}

# What to type so that the shell finds the program.
say_path() {
  case :${PATH:-}: in
    *:"$dir":*)
      found=$(command -v im || :)
      if [ -n "$found" ] && [ "$found" != "$dir/im" ]; then
        say "\"im\" still means $found, which comes first in PATH."
      fi
      return ;;
  esac
  say "$dir is not in PATH. Add it with:"
  case ${SHELL:-} in
    */fish) say "  fish_add_path '$dir'" ;;
    */zsh) say "  echo 'export PATH=\"$dir:\$PATH\"' >>~/.zshrc" ;;
    */bash) say "  echo 'export PATH=\"$dir:\$PATH\"' >>~/.bashrc" ;;
    *) say "  echo 'export PATH=\"$dir:\$PATH\"' >>~/.profile" ;;
  esac
  say "and open a new terminal."
}

read_options() {
  dir=${IM_INSTALL_DIR:-} wanted=
  while [ $# -gt 0 ]; do
    case $1 in
      --dir | --version)
        if [ $# -lt 2 ] || [ -z "$2" ]; then fail "$1 needs a value" "sh install.sh --help" 2; fi
        if [ "$1" = --dir ]; then dir=$2; else wanted=$2; fi
        shift 2 ;;
      --help)
        say "usage: sh install.sh [--dir DIR] [--version X.Y.Z]"
        exit 0 ;;
      *) fail "unknown option \"$1\"" "sh install.sh --help" 2 ;;
    esac
  done
  case $wanted in
    *[!0-9.]*) fail "not a version: \"$wanted\"" "write it like 1.2.3" 2 ;;
  esac
  if [ -z "$dir" ]; then
    [ -n "${HOME:-}" ] || fail "HOME is not set" "say where to install im with --dir DIR" 2
    dir=$HOME/.local/bin
  fi
  case $dir in /*) ;; *) dir=$PWD/$dir ;; esac
  releases=${IM_RELEASES_URL:-$built_in_url}
  while [ "${releases%/}" != "$releases" ]; do releases=${releases%/}; done
  case $releases in
    '') fail "this copy of install.sh knows no page of releases" "use the one of a release, or set IM_RELEASES_URL" 2 ;;
    https://*) protocols='=https' ;;
    http://127.0.0.1[:/]* | http://localhost[:/]*) protocols='=http,https' ;;
    *) fail "the page of releases must be https: $releases" "set IM_RELEASES_URL to an address like https://HOST" 2 ;;
  esac
}

main() {
  read_options "$@"
  find_target
  mkdir -p "$dir" 2>/dev/null || :
  if [ ! -d "$dir" ] || [ ! -w "$dir" ]; then
    fail "cannot write to $dir" "choose another directory with --dir DIR"
  fi
  [ ! -d "$dir/im" ] || fail "$dir/im is a directory" "choose another directory with --dir DIR"

  work=$(mktemp -d)
  draft=$dir/.im-install.$$
  trap 'rm -rf "$work" "$draft"' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP

  page=$releases/latest/download
  [ -z "$wanted" ] || page=$releases/download/v$wanted
  download "$page/SHA256SUMS" "$work/SHA256SUMS"
  line=$(grep -E "^[0-9a-f]{64}  im-[0-9]+\.[0-9]+\.[0-9]+-$target\.tar\.gz\$" "$work/SHA256SUMS" || :)
  case $line in
    '' | *'
'*) fail "$page/SHA256SUMS names no archive for $target" "check the page of releases; nothing was installed" ;;
  esac
  sum=${line%% *} archive=${line##* }
  folder=${archive%.tar.gz}
  version=${folder#im-}
  version=${version%-"$target"}

  say "downloading im $version for $target"
  download "$releases/download/v$version/$archive" "$work/$archive"
  actual=$(sha256_of "$work/$archive")
  [ "$actual" = "$sum" ] ||
    fail "the checksum of $archive is wrong: $actual, expected $sum" "nothing was installed; try again later, and report it if it stays"

  tar -xzf "$work/$archive" -C "$work" "$folder/im" || fail "could not unpack $archive" "nothing was installed"
  # Beside its place first: a rename there is done or not done, never half.
  { cp "$work/$folder/im" "$draft" && chmod 755 "$draft"; } ||
    fail "cannot write to $dir" "check the free space; nothing was installed"
  shown=$("$draft" --version 2>&1) ||
    fail "the program does not run on this system: $shown" "nothing was installed"
  mv -f "$draft" "$dir/im" || fail "cannot write to $dir" "nothing was installed"
  say "installed $shown to $dir/im"
  say_path
}

# At the end, so that a script that arrived in part does nothing.
main "$@"
