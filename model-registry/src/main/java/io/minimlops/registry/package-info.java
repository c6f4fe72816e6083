/// The model registry: immutable versions with hashed files, aliases that move atomically and roll
/// back, and the story of every move.
@NullMarked
package io.minimlops.registry;

import org.jspecify.annotations.NullMarked;
