/// The Open Inference Protocol v2 over HTTP, JSON and binary tensors, as Triton and KServe clients
/// speak it. Translation only.
@NullMarked
package io.minimlops.gateway.oip;

import org.jspecify.annotations.NullMarked;
