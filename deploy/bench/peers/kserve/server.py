"""KServe's own model server over ONNX files: `server.py FOLDER --http_port N --grpc_port N`.

Each NAME.onnx of the folder is a model. All but the ports is as KServe has it by default, its log lines included.
"""

import pathlib
import sys

import onnxruntime
from kserve import Model, ModelServer
from kserve.utils.utils import get_predict_response


class OnnxModel(Model):
    """One file, run by one thread of ONNX Runtime."""

    def __init__(self, file):
        super().__init__(file.stem)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(file, options, providers=["CPUExecutionProvider"])
        self.ready = True

    def predict(self, payload, headers=None, response_headers=None):
        rows = payload.inputs[0].as_numpy()
        answer = self.session.run(["output"], {"input": rows})[0]
        return get_predict_response(payload, answer, self.name)


if __name__ == "__main__":
    ModelServer().start([OnnxModel(file) for file in sorted(pathlib.Path(sys.argv[1]).glob("*.onnx"))])
