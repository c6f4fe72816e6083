/// XGBoost's model files: read in both of its formats, converted to ONNX, and the conversion
/// compared with what the trees themselves say. Plain Java, without XGBoost's native library.
@NullMarked
package io.minimlops.xgboost;

import org.jspecify.annotations.NullMarked;
