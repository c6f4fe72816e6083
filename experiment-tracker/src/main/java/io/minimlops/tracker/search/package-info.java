/// The filter and order-by language of searches, as plain Java: text in, conditions out.
@NullMarked
package io.minimlops.tracker.search;

import org.jspecify.annotations.NullMarked;
