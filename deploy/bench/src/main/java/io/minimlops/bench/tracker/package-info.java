/// The bench of the experiment tracker, against PostgreSQL and the object store without it.
@NullMarked
package io.minimlops.bench.tracker;

import org.jspecify.annotations.NullMarked;
