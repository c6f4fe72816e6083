/// A model with its versions and aliases at one glance.
@NullMarked
package io.minimlops.registry.overview;

import org.jspecify.annotations.NullMarked;
