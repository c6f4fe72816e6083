/// Rows that arrive by request: checked as a whole, then written online, offline, or both.
@NullMarked
package io.minimlops.features.push;

import org.jspecify.annotations.NullMarked;
