/// The Open Inference Protocol over gRPC, in the dialect that Triton's, KServe's and MLServer's
/// clients all understand. It translates; what the protocol means is in [io.minimlops.gateway.oip].
@NullMarked
package io.minimlops.gateway.oip.grpc;

import org.jspecify.annotations.NullMarked;
