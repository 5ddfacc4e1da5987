#!/bin/sh
# Runs the command as the user `node`. A folder that was mounted may belong to someone else, as one of the host that
# docker itself created belongs to root; the service must be able to write there.
set -e
if [ "$(id -u)" = 0 ]; then
  find data logs ! -user node -exec chown node:node {} +
  exec setpriv --reuid=node --regid=node --init-groups --no-new-privs "$@"
fi
exec "$@"
