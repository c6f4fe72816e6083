package io.minimlops.orchestrator.training;

/// A column of a training set, as the feature store describes it.
///
/// @param name the Parquet column; a feature's is `<view>__<feature>`
public record Column(String name, Role role) {

    public enum Role {
        TIMESTAMP,
        KEY,
        COLUMN,
        FEATURE,
        LABEL;

        /// @param text the role's name in any case, e.g. `feature`
        /// @throws BadTrainingSet when it is none of them
        public static Role of(String text) {
            for (Role role : values()) {
                if (role.name().equalsIgnoreCase(text)) {
                    return role;
                }
            }
            throw new BadTrainingSet("unknown column role '" + text + "'");
        }
    }

    /// Whether the model sees it: what came with the request, and what the feature store joined.
    public boolean isInput() {
        return role == Role.COLUMN || role == Role.FEATURE;
    }

    /// `view:feature` of a feature column `view__feature`; a request column's own name.
    public String reference() {
        int split = name.indexOf("__");
        return role == Role.FEATURE && split > 0
                ? name.substring(0, split) + ":" + name.substring(split + 2)
                : name;
    }
}
