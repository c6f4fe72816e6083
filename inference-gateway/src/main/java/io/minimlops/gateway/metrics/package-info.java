/// What the gateway counts, under Triton's names where Triton has one, so that its dashboards work.
/// Gathered when somebody asks: a version that never ran costs next to nothing.
@NullMarked
package io.minimlops.gateway.metrics;

import org.jspecify.annotations.NullMarked;
