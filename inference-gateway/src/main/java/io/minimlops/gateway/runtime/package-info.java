/// What executes models. The port is [io.minimlops.gateway.runtime.ModelRuntime], of which
/// there may be several; ONNX Runtime is the adapter here.
@NullMarked
package io.minimlops.gateway.runtime;

import org.jspecify.annotations.NullMarked;
