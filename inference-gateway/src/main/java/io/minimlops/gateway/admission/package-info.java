/// How much one deployment takes: requests per second and at the same time. Plain Java, one
/// comparison and one write per request.
@NullMarked
package io.minimlops.gateway.admission;

import org.jspecify.annotations.NullMarked;
