#!/bin/sh
# System parts, by their Debian names: installed when this user may, else the exact command is printed.
#   tools/system_packages.sh PACKAGE…
set -u
command -v dpkg-query >/dev/null 2>&1 || { echo "Hors de Debian, installez l'équivalent de : $*"; exit 0; }
missing=""
for package in "$@"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q "ok installed" || missing="$missing $package"
done
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ]; then
  echo "Installation de$missing…"
  apt-get update -qq >/dev/null 2>&1
  # shellcheck disable=SC2086 # a list of names, one word each
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $missing >/dev/null 2>&1 && exit 0
fi
echo "À installer vous-même : sudo apt-get install$missing"
