package io.minimlops.registry.search;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.List;

/// Runs a search: one query for the ids of a page.
public final class Search {

    private Search() {}

    /// @return ids in the order asked for
    public static Page<Long> run(EntityManager entities, SearchSchema schema, SearchQuery query) {
        SqlFilter filter = new SqlFilter(schema, FilterParser.parse(query.filter()));
        PageToken from = PageToken.parse(query.pageToken());
        String sql =
                "select e.id from %s where %s order by %s limit %d offset %d"
                        .formatted(
                                schema.from(),
                                filter.where(),
                                OrderBy.sql(schema, query.orderBy()),
                                query.maxResults() + 1L,
                                from.offset());
        Query select = entities.createNativeQuery(sql, Long.class);
        for (int i = 0; i < filter.parameters().size(); i++) {
            select.setParameter(i + 1, filter.parameters().get(i));
        }
        @SuppressWarnings("unchecked")
        List<Long> ids = select.getResultList();
        if (ids.size() <= query.maxResults()) {
            return new Page<>(ids, null);
        }
        return new Page<>(
                ids.subList(0, query.maxResults()),
                new PageToken(from.offset() + query.maxResults()).encoded());
    }
}
