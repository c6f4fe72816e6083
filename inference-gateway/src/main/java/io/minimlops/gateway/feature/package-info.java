/// Feature-aware models: what a model's columns are, looking features up in the feature store,
/// assembling the input. Concurrent requests' lookups share calls through the same batcher that
/// models use.
@NullMarked
package io.minimlops.gateway.feature;

import org.jspecify.annotations.NullMarked;
