/// Reading what a person wrote, YAML or JSON, strictly: every mistake is reported at once, with its
/// place. Unknown fields are mistakes.
@NullMarked
package io.minimlops.orchestrator.document;

import org.jspecify.annotations.NullMarked;
