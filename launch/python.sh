#!/bin/sh
# Runs launch.bootstrap with Python 3.11, whatever name it goes by on this machine.
# The libraries that the dialogue engine (Rasa 3.6.21) asks for have no wheels for 3.12 or later.
unset PYTHONHOME PYTHONPATH

# A launcher of pyenv answers only when its version is chosen: each candidate is run, not just found.
runs_3_11() { "$1" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' </dev/null 2>/dev/null; }

for candidate in ${PAQTE_PYTHON:-} python3.11 python3 python; do
  if runs_3_11 "$candidate"; then exec "$candidate" -m launch.bootstrap "$@"; fi
done
if command -v uv >/dev/null 2>&1; then
  candidate=$(uv python find --no-project 3.11 2>/dev/null)
  if [ -n "$candidate" ] && runs_3_11 "$candidate"; then
    exec "$candidate" -m launch.bootstrap "$@"
  fi
fi

found=$(python3 -c 'import sys; print("Python %d.%d" % sys.version_info[:2])' 2>/dev/null)
echo "PaQte needs Python 3.11 and this machine has ${found:-no Python}: install it (on Debian or Ubuntu, apt install python3.11 python3.11-venv; or uv python install 3.11), or name it with make PAQTE_PYTHON=/path/to/python3.11." >&2
exit 1
