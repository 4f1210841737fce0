#!/bin/sh
# Articles to Headliner by curl, from any system that can run a command.
#
#   HEADLINER_URL=http://127.0.0.1:9465 HEADLINER_TOKEN=... headliner.sh put ID FILE      new, or a revision
#                                                           headliner.sh post FILE        under the id in the file
#                                                           headliner.sh delete ID [NOTE] its copies are retracted
#                                                           headliner.sh get ID           what became of it
#
# FILE is an article in any format that Headliner reads; - is the standard input. What became of it is printed as JSON. Exit code 0:
# done; 22: refused, and the answer says why; else there was no answer, after some tries.
set -eu

usage() {
    sed -n '2,/^set/s/^# \{0,1\}//p' "$0" >&2
    exit 2
}

: "${HEADLINER_URL:?is not set: the address of HEADLINER_API, such as http://127.0.0.1:9465}"
: "${HEADLINER_TOKEN:?is not set: what HEADLINER_API_TOKEN says}"

# An id as a part of an address.
encoded() {
    printf %s "$1" | od -An -v -tx1 | tr -d ' \n' | sed 's/../%&/g'
}

# The token goes by a pipe, so that nobody sees it in the list of processes.
call() {
    method=$1 path=$2
    shift 2
    printf 'header = "Authorization: Bearer %s"\n' "$HEADLINER_TOKEN" |
        curl --config - --silent --show-error --fail-with-body --request "$method" \
            --connect-timeout 5 --max-time 30 --retry 5 --retry-connrefused "$@" "${HEADLINER_URL%/}$path"
    echo
}

# The file, or what comes by the standard input: that is where curl reads the token.
file() {
    if [ "$1" = - ]; then
        copy=$(mktemp)
        trap 'rm -f "$copy"' EXIT
        cat >"$copy"
    else
        copy=$1
    fi
}

[ $# -ge 2 ] || usage
case $1 in
put)
    [ $# -eq 3 ] || usage
    file "$3"
    call PUT "/articles/$(encoded "$2")" --data-binary "@$copy"
    ;;
post)
    [ $# -eq 2 ] || usage
    file "$2"
    call POST /articles --data-binary "@$copy"
    ;;
delete)
    note=$(printf %s "${3-}" | tr '\n\t' '  ' | sed 's/\\/\\\\/g; s/"/\\"/g')
    call DELETE "/articles/$(encoded "$2")" --data-binary "{\"note\": \"$note\"}"
    ;;
get) call GET "/articles/$(encoded "$2")" ;;
*) usage ;;
esac
