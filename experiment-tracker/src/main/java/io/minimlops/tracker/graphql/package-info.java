/// GraphQL as the browser's run page speaks it: another syntax for questions that the features
/// answer. Fields that cannot be answered say why in `apiError`; a dependency that is away fails
/// the whole call, except the registry, without which a run has no versions to show.
@NullMarked
package io.minimlops.tracker.graphql;

import org.jspecify.annotations.NullMarked;
