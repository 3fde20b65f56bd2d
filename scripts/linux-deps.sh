#!/bin/sh
# linux-deps.sh desktop|headless [--check]: the Debian/Ubuntu packages that Echodesk needs to run,
# on a desktop or with a virtual display.
#   as root    installs what is missing
#   otherwise  (or with --check) prints the one command that does, and exits 1
set -eu

DESKTOP="libgtk-3-0 libnss3 libasound2 libgbm1 libatk-bridge2.0-0 libnotify4 libsecret-1-0 xdg-utils"
HEADLESS="xvfb xauth dbus dbus-x11 fonts-dejavu-core fonts-droid-fallback fonts-noto-color-emoji procps nats-server"

if ! command -v dpkg-query >/dev/null 2>&1; then
  echo "This is no Debian family system: install GTK 3, NSS, ALSA, GBM, libnotify, libsecret, Xvfb, D-Bus and fonts for the scripts of your customers with its own tools." >&2
  exit 0
fi

# Debian 13 and Ubuntu 24.04 renamed some libraries to <name>t64: either will do.
is_installed() {
  # A package that was removed, or that others merely mention, is "not-installed".
  case " $(dpkg-query -W -f '${db:Status-Status} ' "$1" "${1}t64" 2>/dev/null || true)" in
    *' installed '*) return 0 ;;
    *) return 1 ;;
  esac
}

available_name() {
  if ! apt-cache show "$1" >/dev/null 2>&1 && apt-cache show "${1}t64" >/dev/null 2>&1; then
    echo "${1}t64"
  else
    echo "$1"
  fi
}

case "${1:-}" in
  desktop) needed=$DESKTOP ;;
  headless) needed="$DESKTOP $HEADLESS" ;;
  *)
    echo "Usage: linux-deps.sh desktop|headless [--check]" >&2
    exit 2
    ;;
esac

missing=
for package in $needed; do
  is_installed "$package" || missing="$missing $package"
done
[ -z "$missing" ] && exit 0

if [ "${2:-}" = --check ] || [ "$(id -u)" != 0 ]; then
  wanted=
  for package in $missing; do wanted="$wanted $(available_name "$package")"; done
  echo "System packages are missing:$missing" >&2
  echo "  Run: sudo sh -c 'apt-get update && apt-get install -y --no-install-recommends$wanted'" >&2
  exit 1
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
echo "Installing system packages:$missing (about 20 s) ..."
DEBIAN_FRONTEND=noninteractive
export DEBIAN_FRONTEND
# Old package lists are better than none: the installation itself decides.
apt-get update -qq >"$log" 2>&1 || tail -3 "$log" >&2
wanted=
for package in $missing; do wanted="$wanted $(available_name "$package")"; done
# shellcheck disable=SC2086 # a list of words
if ! apt-get install -y --no-install-recommends $wanted >"$log" 2>&1; then
  tail -20 "$log" >&2
  echo "The system packages could not be installed. Run: apt-get install -y --no-install-recommends$wanted" >&2
  exit 1
fi
