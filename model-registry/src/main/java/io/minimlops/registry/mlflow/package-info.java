/// MLflow's registry REST: translates its JSON to the registry's use cases and back. No rule of the
/// registry lives here.
@NullMarked
package io.minimlops.registry.mlflow;

import org.jspecify.annotations.NullMarked;
