/// Clients that cost little: blocking sockets that stay open, bodies as bytes, latencies in
/// histograms.
@NullMarked
package io.minimlops.bench.load;

import org.jspecify.annotations.NullMarked;
