/// MLflow's scoring protocol: `/invocations` with its four JSON forms, and `/ping`.
@NullMarked
package io.minimlops.gateway.mlflow;

import org.jspecify.annotations.NullMarked;
