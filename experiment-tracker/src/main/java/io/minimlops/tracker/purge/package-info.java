/// Deletion for good: what lies in the bin goes with its files, on someone's word or by age. A
/// purge is a durable job; a crash or a store that is away only delays it.
@NullMarked
package io.minimlops.tracker.purge;

import org.jspecify.annotations.NullMarked;
