/// The bench of the inference gateway: what goes through it, beside what ONNX Runtime alone does
/// with the same model and, where that is asked for, beside other servers of the protocol.
@NullMarked
package io.minimlops.bench.gateway;

import org.jspecify.annotations.NullMarked;
