/// What executes models. The port is [io.minimlops.gateway.runtime.ModelRuntime]; ONNX Runtime is
/// its adapter.
@NullMarked
package io.minimlops.gateway.runtime;

import org.jspecify.annotations.NullMarked;
