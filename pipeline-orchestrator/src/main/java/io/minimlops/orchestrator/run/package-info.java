/// A pipeline run: its state, who works on which step under which lease, and what a finished step
/// means for the rest. [RunProgress] and [RetryPolicy] are the rules; [StepQueue] hands out work;
/// [RunLedger] books results.
@NullMarked
package io.minimlops.orchestrator.run;

import org.jspecify.annotations.NullMarked;
