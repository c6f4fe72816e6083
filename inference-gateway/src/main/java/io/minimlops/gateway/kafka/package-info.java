/// The two ways this service meets the event log: following a topic from its beginning or end, and
/// publishing with an acknowledgement.
@NullMarked
package io.minimlops.gateway.kafka;

import org.jspecify.annotations.NullMarked;
