#!/bin/sh
# Fetches the metadata of a chain's runtime, checks it shape by shape, and keeps it for the miner's next start.
# Options: --network finney|test|local, --endpoint <url>, --directory <folder>. See --help.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
if [ ! -d "$root/node_modules" ]; then
  echo "error: the workspace's packages are not installed" >&2
  echo "hint: run npm install in $root" >&2
  exit 2
fi
exec node --conditions=source --import "file://$root/node_modules/tsx/dist/loader.mjs" "$root/scripts/generate-metadata.ts" "$@"
