/// Which web pages may use this server through somebody's browser. Programs send no `Origin` and
/// are not concerned.
@NullMarked
package io.minimlops.tracker.origin;

import org.jspecify.annotations.NullMarked;
