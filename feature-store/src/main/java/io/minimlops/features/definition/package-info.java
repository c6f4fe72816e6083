/// What is declared: entities, sources, feature views and feature services, versioned in
/// PostgreSQL. `ChangeRules` decides what may change; everything else asks the
/// [DefinitionCatalog].
@NullMarked
package io.minimlops.features.definition;

import org.jspecify.annotations.NullMarked;
