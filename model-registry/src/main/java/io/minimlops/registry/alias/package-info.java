/// Aliases: names such as `champion` that point to a version, move atomically, remember every move
/// and roll back.
@NullMarked
package io.minimlops.registry.alias;

import org.jspecify.annotations.NullMarked;
