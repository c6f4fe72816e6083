/// Brings the newest offline rows of a window online.
@NullMarked
package io.minimlops.features.materialization;

import org.jspecify.annotations.NullMarked;
