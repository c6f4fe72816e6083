/// Hashes that are the same on every replica and in every release, for whatever is decided by a
// key.
@NullMarked
package io.minimlops.gateway.hash;

import org.jspecify.annotations.NullMarked;
