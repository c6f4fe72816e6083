/// The inference gateway: serves registered models over the Open Inference Protocol.
@NullMarked
package io.minimlops.gateway;

import org.jspecify.annotations.NullMarked;
