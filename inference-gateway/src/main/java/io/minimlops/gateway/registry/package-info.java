/// The model registry as this service sees it: its aliases, told by events and asked for in
/// between, and its manifests. What was heard last is kept on disk, so that a start without the
/// registry serves what was served before.
@NullMarked
package io.minimlops.gateway.registry;

import org.jspecify.annotations.NullMarked;
