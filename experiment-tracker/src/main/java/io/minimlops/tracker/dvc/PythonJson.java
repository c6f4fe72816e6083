package io.minimlops.tracker.dvc;

/// Strings as Python's `json.dumps` writes them by default: in ASCII.
final class PythonJson {

    private PythonJson() {}

    static void escape(String text, StringBuilder json) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                case '\f' -> json.append("\\f");
                case '\b' -> json.append("\\b");
                default -> {
                    if (c >= ' ' && c <= '~') {
                        json.append(c);
                    } else {
                        json.append("\\u").append("%04x".formatted((int) c));
                    }
                }
            }
        }
    }
}
