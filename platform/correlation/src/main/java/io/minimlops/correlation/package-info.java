/// One id follows a cause through requests, events and log lines. A caller may bring it as
/// `X-Correlation-Id`; otherwise the service that is asked first makes one up.
@NullMarked
package io.minimlops.correlation;

import org.jspecify.annotations.NullMarked;
