#!/usr/bin/env bash
# What action.yml and .pre-commit-hooks.yaml run from a checkout of Demock: `ci.sh build` makes the command where it is not there yet, `ci.sh check` runs it in
# the current folder as the action does, `ci.sh hook …` as the hook does.
set -euo pipefail
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

build() {
  if [ ! -f "$home/dist/cli.cjs" ]; then
    (cd "$home" && npm ci --ignore-scripts --no-audit --no-fund && npm run build) >&2
  fi
}

check() {
  local arguments=() paths=() code=0
  [ -z "${DEMOCK_SINCE:-}" ] || arguments+=(--since "$DEMOCK_SINCE")
  [ -z "${DEMOCK_BASELINE:-}" ] || arguments+=(--baseline "$DEMOCK_BASELINE")
  while IFS= read -r path; do
    [ -z "$path" ] || paths+=("$path")
  done <<< "${DEMOCK_PATHS:-}"
  run() { node "$home/dist/cli.cjs" check --no-progress --format "$1" ${arguments[@]+"${arguments[@]}"} -- ${paths[@]+"${paths[@]}"}; }

  # The first run tells what went wrong, and what it found is kept for the others.
  run github || code=$?
  if [ "$code" -le 1 ]; then
    [ -z "${DEMOCK_SARIF_FILE:-}" ] || run sarif > "$DEMOCK_SARIF_FILE" || [ $? -eq 1 ]
    local comment="${DEMOCK_COMMENT_FILE:-$(mktemp)}"
    run markdown > "$comment" || [ $? -eq 1 ]
    [ -z "${GITHUB_STEP_SUMMARY:-}" ] || cat "$comment" >> "$GITHUB_STEP_SUMMARY"
  fi
  [ -z "${GITHUB_OUTPUT:-}" ] || echo "passed=$([ "$code" -eq 0 ] && echo true || echo false)" >> "$GITHUB_OUTPUT"
  return "$code"
}

hook() {
  build
  node "$home/dist/cli.cjs" check --no-progress "$@"
}

case "${1:-}" in
  build | check | hook) "$@" ;;
  *) echo "usage: $0 build | check | hook [arguments of demock check]" >&2; exit 2 ;;
esac
