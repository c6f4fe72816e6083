/// Models of MLflow's `xgboost` flavour: converted to ONNX when they are loaded, and served only if
/// the converted model says what the trees say.
@NullMarked
package io.minimlops.gateway.xgboost;

import org.jspecify.annotations.NullMarked;
