/// From a training set to a model's files: XGBoost trains, the ensemble becomes ONNX, and both must
/// agree. Plain Java: no container, no HTTP, no storage; files and arrays in, bytes and numbers
/// out.
@NullMarked
package io.minimlops.orchestrator.training;

import org.jspecify.annotations.NullMarked;
