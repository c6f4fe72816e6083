/// The search grammar: comparisons joined by AND, turned into one SQL query with bound parameters.
@NullMarked
package io.minimlops.registry.search;

import org.jspecify.annotations.NullMarked;
