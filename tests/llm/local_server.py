"""Serve a small real model on the loopback: `python local_server.py PORT MODEL`."""

import sys
import time

import xllamacpp

told = xllamacpp.CommonParams()
told.model.path = sys.argv[2]
told.port = int(sys.argv[1])
told.n_ctx, told.n_parallel = 4096, 1
told.cpuparams.n_threads = 1  # two would wait for each other on a busy machine
told.verbosity = 0
server = xllamacpp.Server(told)
time.sleep(3600)
