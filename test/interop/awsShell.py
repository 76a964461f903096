"""Runs AWS CLI commands in one process: a line of JSON in (arguments), a line of JSON out."""

import io
import json
import sys

from awscli.clidriver import create_clidriver


# One driver for all commands: what it loads of the service's model is kept.
driver = create_clidriver()


def run(args):
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    real = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = out, err
    try:
        code = driver.main(args)
    except SystemExit as end:
        code = end.code
    finally:
        sys.stdout, sys.stderr = real
    texts = []
    for stream in (out, err):
        stream.flush()
        texts.append(stream.buffer.getvalue().decode("utf-8", "replace"))
    return {"code": code, "stdout": texts[0], "stderr": texts[1]}


for line in sys.stdin:
    print(json.dumps(run(json.loads(line))), flush=True)
