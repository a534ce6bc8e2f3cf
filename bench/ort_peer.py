"""Measures ONNX Runtime for bench/compare: the measurements one and many, because it only forecasts. The network is exported from
PyTorch.
Usage: ort_peer.py WORKLOAD THREADS SERIES"""
import io
import logging
import warnings

import numpy as np
import onnxruntime
import torch

from torch_network import Network
from workloads import LENGTH, STEPS, answer, given, median, seconds

logging.disable(logging.WARNING)
warnings.filterwarnings("ignore")
workload, threads, path = given()
exported = io.BytesIO()
torch.onnx.export(Network(workload, batch_first=False).eval(), (torch.zeros(STEPS, 1, 1),), exported, dynamo=False,
                  input_names=["x"], output_names=["y"], dynamic_axes={"x": {1: "batch"}})
options = onnxruntime.SessionOptions()
options.intra_op_num_threads = threads
options.inter_op_num_threads = 1
session = onnxruntime.InferenceSession(exported.getvalue(), options, providers=["CPUExecutionProvider"])
series = np.fromfile(path, "<f4").reshape(-1, LENGTH)
inputs = np.ascontiguousarray(series[:, :STEPS].T[:, :, None])  # [steps, series, 1]


def predict(x):
    return session.run(None, {"x": x})


def one():
    singles = [np.ascontiguousarray(inputs[:, i:i + 1]) for i in range(300)]
    return median(lambda x=x: predict(x) for x in singles)


def many():
    x = np.ascontiguousarray(inputs[:, :2000])
    return seconds(lambda: predict(x))


answer(one=one, many=many)
