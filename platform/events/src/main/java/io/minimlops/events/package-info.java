/// The Kafka contracts between the services: one sealed interface per topic, one record per
/// event. Each event's JSON is pinned by a golden file; a breaking change is a new topic version,
/// never an edit.
@NullMarked
package io.minimlops.events;

import org.jspecify.annotations.NullMarked;
