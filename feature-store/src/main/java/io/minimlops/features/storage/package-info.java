/// The object store: one bucket, in our words, over the MinIO SDK.
@NullMarked
package io.minimlops.features.storage;

import org.jspecify.annotations.NullMarked;
