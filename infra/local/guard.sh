#!/bin/sh
# Runs one server and outlives nobody: the server is stopped when the pipe on our stdin closes, which the kernel does
# even when the parent is killed with -9. Our exit status is the server's.
# usage: guard.sh PID_FILE SECONDS_TO_STOP COMMAND [ARGUMENT...]      PID_FILE: empty when nobody wants to know
exec 3<&0
pid_file=$1
patience=$2
shift 2

"$@" </dev/null 3<&- &
server=$!
[ -z "$pid_file" ] || echo "$server" >"$pid_file" || kill -TERM "$server" # one that nobody can find must not run

(
  exec >/dev/null 2>&1
  read -r _ <&3
  kill -TERM "$server"
  waited=0
  while kill -0 "$server" && [ "$waited" -lt "$((patience * 5))" ]; do
    sleep 0.2
    waited=$((waited + 1))
  done
  kill -KILL "$server"
) &
watch=$!

# A closed terminal or Ctrl-C reaches us as well; the parent decides when the server stops.
trap '' INT HUP
trap 'kill -TERM "$server"' TERM
wait "$server"
status=$?
while kill -0 "$server" 2>/dev/null; do # a trapped signal ends `wait` early
  wait "$server"
  status=$?
done
kill "$watch" 2>/dev/null
[ -z "$pid_file" ] || rm -f "$pid_file"
exit "$status"
