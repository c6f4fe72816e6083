/// MLflow's REST wire: translates its JSON to the features' use cases and back, and holds no rule
/// of its own.
@NullMarked
package io.minimlops.tracker.mlflow;

import org.jspecify.annotations.NullMarked;
