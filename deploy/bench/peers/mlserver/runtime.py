"""A runtime for ONNX files, which MLServer has none of: one file, run by one thread of ONNX Runtime."""

import onnxruntime
from mlserver import MLModel
from mlserver.codecs import NumpyCodec
from mlserver.types import InferenceResponse


class OnnxModel(MLModel):
    async def load(self):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(
            self.settings.parameters.uri, options, providers=["CPUExecutionProvider"]
        )
        return True

    async def predict(self, payload):
        rows = self.decode(payload.inputs[0], default_codec=NumpyCodec)
        answer = self.session.run(["output"], {"input": rows})[0]
        return InferenceResponse(model_name=self.name, outputs=[NumpyCodec.encode_output("output", answer)])
