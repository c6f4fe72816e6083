/// The V1 protocol, TensorFlow Serving's `:predict` as KServe speaks it, also as CloudEvents.
@NullMarked
package io.minimlops.gateway.oip.v1;

import org.jspecify.annotations.NullMarked;
