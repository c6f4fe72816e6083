package io.minimlops.xgboost;

/// The formats in which XGBoost saves a model today, told apart by how a file begins.
enum Format {
    JSON,
    UBJSON;

    /// @throws UnconvertibleModel when it is neither
    static Format of(byte[] bytes) {
        if (bytes.length == 0) {
            throw new UnconvertibleModel("the file is empty");
        }
        int at = afterSpace(bytes, 0);
        if (at < bytes.length && bytes[at] == '{') {
            int next = afterSpace(bytes, at + 1);
            if (next < bytes.length && (bytes[next] == '"' || bytes[next] == '}')) {
                return JSON;
            }
            if (at == 0) {
                return UBJSON;
            }
        }
        throw new UnconvertibleModel(
                "the file is neither XGBoost's JSON nor its UBJSON. A model in its old binary format is"
                        + " loaded with the XGBoost that wrote it and saved anew:"
                        + " booster.save_model(\"model.ubj\"), or model_format=\"ubj\" in MLflow");
    }

    private static int afterSpace(byte[] bytes, int from) {
        int at = from;
        while (at < bytes.length && Character.isWhitespace(bytes[at])) {
            at++;
        }
        return at;
    }
}
