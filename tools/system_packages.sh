#!/bin/sh
# System parts that the tests use: installed when this user may, else the exact command is printed.
# libportaudio2: the microphone (sounddevice brings its own copy on Windows and macOS only).
set -u
command -v dpkg-query >/dev/null 2>&1 || { echo "Hors de Debian : installez PortAudio avec votre gestionnaire de paquets."; exit 0; }
missing=""
for package in libportaudio2; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q "ok installed" || missing="$missing $package"
done
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ]; then
  echo "Installation de$missing…"
  apt-get update -qq >/dev/null 2>&1
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $missing >/dev/null 2>&1 && exit 0
fi
echo "À installer vous-même : sudo apt-get install$missing"
