"""Writes, as JSON, what supervisor's own parser reads in the first file into the second."""

import json
import os
import shlex
import sys
import tempfile

from supervisor.options import ServerOptions

with tempfile.TemporaryDirectory() as folder:
    main = os.path.join(folder, "main.conf")
    with open(main, "w") as file:
        file.write(
            f"[supervisord]\nlogfile={folder}/log\npidfile={folder}/pid\nchildlogdir={folder}\n"
            f"user={os.getuid()}\n[include]\nfiles={sys.argv[1]}\n"
        )
    options = ServerOptions()
    options.realize(["-c", main])

read = {}
for group in options.process_group_configs:
    for process in group.process_configs:
        read[process.name] = {
            # As supervisord splits it (Subprocess.get_execv_args).
            "arguments": shlex.split(process.command),
            "environment": process.environment,
            "directory": process.directory,
            "socket": group.socket_config.url,
        }
with open(sys.argv[2], "w", encoding="utf-8") as file:
    json.dump(read, file)
