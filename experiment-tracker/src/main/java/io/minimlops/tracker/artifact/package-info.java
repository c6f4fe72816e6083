/// Files of runs, streamed to and from the S3 store; no file is held in memory.
@NullMarked
package io.minimlops.tracker.artifact;

import org.jspecify.annotations.NullMarked;
