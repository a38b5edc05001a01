#!/usr/bin/env bash
# Any CI: fails for mocks that the target branch does not have, and for entries of the baseline that are gone.
set -euo pipefail
target="${1:?usage: generic.sh <branch to merge into, such as origin/main>}"
demock check --no-progress
demock check --no-progress --since "$target"
