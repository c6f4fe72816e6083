/// Protocols that speak of rows instead of tensors: their JSON becomes the tensors a model takes,
/// and its answer becomes rows again. The wires differ in their envelopes and errors only.
@NullMarked
package io.minimlops.gateway.oip.rows;

import org.jspecify.annotations.NullMarked;
