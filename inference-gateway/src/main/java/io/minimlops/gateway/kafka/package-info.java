/// The ways this service meets the event log: following a topic from its beginning or end,
/// publishing with an acknowledgement, and telling logs that hold nobody up.
@NullMarked
package io.minimlops.gateway.kafka;

import org.jspecify.annotations.NullMarked;
