package io.minimlops.registry.search;

import java.util.List;
import java.util.Map;

/// What of an entity can be searched. Everything here is SQL of ours; nothing of it comes from a
/// caller.
///
/// @param from table with alias `e`, joins included
/// @param always condition of every search
/// @param attributes by their name in filters
/// @param tagExists subquery for the entity's tags, with alias `t`, open for more conditions
/// @param sortColumns by their name in order_by clauses
/// @param defaultOrder also breaks ties
public record SearchSchema(
        String from,
        String always,
        Map<String, Attribute> attributes,
        String tagExists,
        Map<String, String> sortColumns,
        List<String> defaultOrder) {}
