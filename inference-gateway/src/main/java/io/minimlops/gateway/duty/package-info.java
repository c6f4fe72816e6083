/// Work in the background that leaves the processors to requests: it keeps to a share of one core.
@NullMarked
package io.minimlops.gateway.duty;

import org.jspecify.annotations.NullMarked;
