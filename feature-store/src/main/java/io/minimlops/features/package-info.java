/// The feature store: offline and online features from one set of definitions.
/// One package per feature; `feast` holds the compatible wire and nothing else.
@NullMarked
package io.minimlops.features;

import org.jspecify.annotations.NullMarked;
