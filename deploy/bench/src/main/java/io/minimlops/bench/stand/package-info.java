/// Servers and services in a home of their own, for the length of one bench, and what they use.
@NullMarked
package io.minimlops.bench.stand;

import org.jspecify.annotations.NullMarked;
