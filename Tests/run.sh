#!/usr/bin/env bash
# Runs every test and closes with one line: "N passed, N failed, N skipped".
# What the tests need beside the .NET SDK is installed when that is possible, and otherwise named.
# With CI=true a missing tool or corpus is a failure; without, the tests that need it are skipped.
set -uo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

log=$(mktemp)
trap 'rm -f "$log"' EXIT
crashed=0

say() { printf '== %s (%s)\n' "$1" "$(date +%T)"; }

close() {
    awk -v crashed="$crashed" '
        /^(Passed|Failed|Skipped)! +- Failed:/ {
            gsub(/[,:]/, " ")
            for (i = 1; i < NF; i++)
                if ($(i + 1) ~ /^[0-9]+$/) count[$i] += $(i + 1)
        }
        END {
            failed = count["Failed"] + crashed
            printf "%d passed, %d failed, %d skipped\n", count["Passed"], failed, count["Skipped"]
            exit failed > 0 || count["Passed"] == 0
        }' "$log"
    exit
}

give_up() {
    echo "$1" >&2
    crashed=1
    close
}

# install PACKAGE: installs a package of Debian or Ubuntu, where it may.
install() {
    command -v apt-get >/dev/null || return
    local root=()
    [ "$(id -u)" = 0 ] || root=(sudo -n)
    say "Installing $1"
    { "${root[@]}" apt-get update -q && "${root[@]}" apt-get install -qy --no-install-recommends "$1"; } \
        >"$log.apt" 2>&1 || tail -n 3 "$log.apt" >&2
    rm -f "$log.apt"
}

# need COMMAND PACKAGE: has a command, from a package where it is missing.
need() {
    command -v "$1" >/dev/null && return
    install "$2"
    command -v "$1" >/dev/null && return
    [ "${CI:-}" != true ] || give_up "The tests need '$1': install the package $2."
    echo "The tests that need '$1' are skipped: install the package $2 to run them." >&2
}

# check PROJECT [OPTIONS]: runs the tests of one project.
check() {
    say "Testing $*"
    dotnet test "$@" -c Release --blame-hang-timeout 8min --blame-hang-dump-type none 2>&1 | tee -a "$log"
    local code=${PIPESTATUS[0]}
    # A run that broke off without a count of failures is a failure itself.
    [ "$code" = 0 ] || tail -n 1 "$log" | grep -q '^Failed! ' || crashed=$((crashed + 1))
}

dotnet --list-sdks 2>/dev/null | grep -q '^10\.' || give_up "The .NET 10 SDK was expected, and 'dotnet' does not offer it: install it and run this again."
need git git
need midicsv midicsv
need node nodejs
need npm npm
need ffmpeg ffmpeg
# The text of diagrams.
find /usr/share/fonts -name '*.ttf' 2>/dev/null | grep -q . || install fonts-dejavu-core

if command -v npm >/dev/null; then
    say "Installing the packages of Tests/Tools~/node"
    (cd Tests/Tools~/node && npm install --no-package-lock --no-audit --no-fund --loglevel=error) \
        || [ "${CI:-}" != true ] || give_up "npm could not install the packages of Tests/Tools~/node."
fi

say "Building"
dotnet build RnnGen.sln -c Release -v quiet || give_up "The build failed."

check Tests/Runtime --no-build
check Tests/Tools~ --no-build
# Once more on what Unity plays: the build of Core for .NET Standard.
check Tests/Runtime -p:CoreFramework=netstandard2.1

close
