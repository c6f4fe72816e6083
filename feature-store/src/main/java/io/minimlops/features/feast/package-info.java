/// The wire of Feast's feature server: it translates, and holds no rule of its own.
@NullMarked
package io.minimlops.features.feast;

import org.jspecify.annotations.NullMarked;
