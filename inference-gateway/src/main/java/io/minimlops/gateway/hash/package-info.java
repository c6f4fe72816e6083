/// Hashes that are the same on every replica and in every release: for what a key decides.
@NullMarked
package io.minimlops.gateway.hash;

import org.jspecify.annotations.NullMarked;
