"""Executes a notebook in the Deno kernel and reports its progress on standard output.

    execute.py INPUT OUTPUT FOLDER

INPUT is executed with FOLDER as the kernel's working folder, and the executed copy is written to OUTPUT,
also when a cell fails. Every line of standard output is a JSON object with a key "event".

`jupyter execute` is not used: it does not report the running cell, and does not end the kernel when it
is killed. Here, the kernel is killed when standard input closes: the work was cancelled, or the process
that started this one has ended.
"""

import json
import os
import signal
import sys
import threading

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError

# The kernel inherits the standard streams: what it writes there must not mix with the events.
EVENTS = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)


def tell(event, **details):
    print(json.dumps({"event": event, **details}), file=EVENTS, flush=True)


def kill_kernel(client):
    process = getattr(getattr(client.km, "provisioner", None), "process", None)
    if process is not None and process.poll() is None:
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:  # Windows
            process.kill()
        client.km.cleanup_connection_file()


def hold_lifeline(client):
    while os.read(0, 1024):
        pass
    kill_kernel(client)
    os._exit(130)


def main(source, destination, folder):
    notebook = nbformat.read(source, as_version=4)
    count = len(notebook.cells)
    client = NotebookClient(
        notebook,
        kernel_name="deno",
        timeout=None,
        record_timing=False,
        shutdown_kernel="immediate",
        resources={"metadata": {"path": folder}},
        on_cell_start=lambda cell, cell_index: tell("cell", cell=cell_index + 1, cells=count),
    )
    threading.Thread(target=hold_lifeline, args=[client], daemon=True).start()
    try:
        client.execute()
        tell("end", failure="")
    except CellExecutionError as error:
        tell("end", failure=f"{error.ename}: {error.evalue}")
    except DeadKernelError:
        tell("end", failure="the kernel died")
    nbformat.write(notebook, destination)


main(*sys.argv[1:])
