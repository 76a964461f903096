"""Reads pairs of config and credentials files as botocore does; one JSON line in, one out each."""
import json
import os
import sys
import tempfile

import botocore.exceptions
from botocore.configloader import load_config, raw_config_parse


def flatten(section):
    flat = {}
    for key, value in section.items():
        if isinstance(value, dict):
            for block_key, text in value.items():
                flat[f'{key}.{block_key}'] = text
        else:
            flat[key] = value
    return flat


def flatten_all(sections):
    return {name: flatten(section) for name, section in sections.items()}


def read(config_file, credentials_file):
    config = load_config(config_file)
    credentials = raw_config_parse(credentials_file)
    alone = flatten_all(config['profiles'])
    profiles = dict(alone)
    for name, section in flatten_all(credentials).items():
        profiles[name] = {**profiles.get(name, {}), **section}
    return {
        'profiles': profiles,
        'configFile': alone,
        'credentialsFile': flatten_all(credentials),
        'ssoSessions': flatten_all(config['sso_sessions']),
        'services': flatten_all(config['services']),
    }


with tempfile.TemporaryDirectory() as folder:
    paths = [os.path.join(folder, name) for name in ('config', 'credentials')]
    for line in sys.stdin:
        for path, content in zip(paths, json.loads(line)):
            with open(path, 'wb') as file:
                file.write(bytes.fromhex(content))
        try:
            print(json.dumps(read(*paths)))
        except botocore.exceptions.ConfigParseError:
            print('"refused"')
