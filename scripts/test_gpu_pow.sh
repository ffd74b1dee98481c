#!/bin/sh
# Lists the GPUs of this box, challenges all of them as a validator would, and verifies the answers.
# Options go to `executor gpu test`: --tier pulse|standard|deep, --json. Exit status 0: every GPU passed.
# Settings are read from executor.toml in the current directory, or from the file that EXECUTOR_CONFIG names.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
config=${EXECUTOR_CONFIG:-executor.toml}

executor() {
  node "$root/scripts/run.mjs" executor "$@"
}

if [ -f "$config" ]; then
  executor --config "$config" gpu list >&2
  executor --config "$config" gpu test "$@"
else
  # Nothing listens during a test: the secret and the address that a server needs are left out.
  export HEADFRAME_BITTENSOR__ENABLE_AUTH=false HEADFRAME_SERVER__HOST=127.0.0.1
  executor gpu list >&2
  executor gpu test "$@"
fi
