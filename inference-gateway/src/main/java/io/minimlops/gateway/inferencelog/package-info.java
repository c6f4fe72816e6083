/// Every answered request is told on `inference-log.v1`, without a request ever waiting for it: a
/// bounded buffer, and what does not fit is counted.
@NullMarked
package io.minimlops.gateway.inferencelog;

import org.jspecify.annotations.NullMarked;
