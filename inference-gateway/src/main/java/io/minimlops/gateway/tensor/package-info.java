/// Tensors as they travel between wires, batches and runtimes: a name, a type, a shape and
/// little-endian bytes. Every wire fills them and every runtime drains them, so no pair of the two
/// knows each other.
@NullMarked
package io.minimlops.gateway.tensor;

import org.jspecify.annotations.NullMarked;
