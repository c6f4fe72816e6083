/// A remote for DVC over HTTP: objects named by their MD5, in a bucket laid out as DVC's S3 remotes
/// lay it out. An index in PostgreSQL says what is there.
@NullMarked
package io.minimlops.tracker.dvc;

import org.jspecify.annotations.NullMarked;
