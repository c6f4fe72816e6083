/// What came true: labels for earlier predictions, stored in Kafka before the client hears that
/// they were accepted.
@NullMarked
package io.minimlops.gateway.feedback;

import org.jspecify.annotations.NullMarked;
