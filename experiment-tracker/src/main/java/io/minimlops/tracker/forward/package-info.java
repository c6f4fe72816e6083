/// Registry paths are answered by the model registry, so that clients need one address only.
@NullMarked
package io.minimlops.tracker.forward;

import org.jspecify.annotations.NullMarked;
