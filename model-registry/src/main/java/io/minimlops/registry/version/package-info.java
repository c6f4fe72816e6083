/// Model versions: immutable, each with a manifest of its files' hashes.
@NullMarked
package io.minimlops.registry.version;

import org.jspecify.annotations.NullMarked;
