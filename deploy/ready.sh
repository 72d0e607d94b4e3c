#!/bin/bash
# Asks the service in this container whether it is ready; needs nothing but bash.
#
#   ready [PORT]        (without PORT: $READY_PORT)
set -euo pipefail

exec 3<>"/dev/tcp/127.0.0.1/${1:-$READY_PORT}"
printf 'GET /readyz HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3
read -r -t 4 _ code _ <&3
[ "$code" = 200 ]
