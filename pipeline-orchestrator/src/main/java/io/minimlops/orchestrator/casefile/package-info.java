/// The audited story: one case per cause, everything that came of it as one timeline. Entries are
/// written in the transaction of what they tell, so the story is never ahead of the facts and never
/// behind.
@NullMarked
package io.minimlops.orchestrator.casefile;

import org.jspecify.annotations.NullMarked;
