/// Objects as batch jobs need them: read whole or in ranges, listed, uploaded, and created by
/// exactly one of those who try.
@NullMarked
package io.minimlops.gateway.batchjob.store;

import org.jspecify.annotations.NullMarked;
