/// JSON as this service keeps it for itself.
@NullMarked
package io.minimlops.gateway.json;

import org.jspecify.annotations.NullMarked;
