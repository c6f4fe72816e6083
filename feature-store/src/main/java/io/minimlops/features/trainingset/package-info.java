/// Training sets: the exact point-in-time join, pinned to snapshots, written once, rebuilt bit for
/// bit.
@NullMarked
package io.minimlops.features.trainingset;

import org.jspecify.annotations.NullMarked;
