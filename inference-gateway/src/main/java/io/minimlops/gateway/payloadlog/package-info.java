/// Requests and answers byte for byte on `inference-payload.v1`, under KServe's CloudEvents
/// attributes, for deployments that want it. No request ever waits for it: what finds no room is
/// dropped and counted.
@NullMarked
package io.minimlops.gateway.payloadlog;

import org.jspecify.annotations.NullMarked;
