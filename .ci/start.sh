#!/usr/bin/env bash
# Opens the starter project in a window or, where there is no display, does the same job offscreen.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

has_display() {
  [[ -n ${WAYLAND_DISPLAY:-} && -S ${XDG_RUNTIME_DIR:-/run/user/$(id -u)}/$WAYLAND_DISPLAY ]] && return
  case ${DISPLAY:-} in
  "") return 1 ;;
  :*) local number=${DISPLAY#:} && [[ -S /tmp/.X11-unix/X${number%%.*} ]] ;;
  *) return 0 ;;
  esac
}

if has_display; then
  exec .venv/bin/juseok --starter
fi
echo "juseok: there is no display here, so the tour does the same job offscreen" >&2
QT_QPA_PLATFORM=offscreen exec .venv/bin/juseok tour --out tour
