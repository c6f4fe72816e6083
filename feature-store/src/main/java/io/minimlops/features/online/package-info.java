/// Online features: a map per view, rebuilt from the compacted topic `features.v1`.
/// A write reaches the topic first and the map after; replicas converge by reading the topic.
@NullMarked
package io.minimlops.features.online;

import org.jspecify.annotations.NullMarked;
