package io.minimlops.local.home;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a platform was made with, once: its data cannot be opened with anything else.
///
/// @param s3AccessKey sixteen characters or more, as S3 clients expect
public record Secrets(String postgresPassword, String s3AccessKey, String s3SecretKey) {

    public static final String POSTGRES_USER = "mlops";

    private static final String POSTGRES_PASSWORD_KEY = "QUARKUS_DATASOURCE_PASSWORD";
    private static final String S3_ACCESS_KEY = "MLOPS_S3_ACCESS_KEY";
    private static final String S3_SECRET_KEY = "MLOPS_S3_SECRET_KEY";
    private static final SecureRandom RANDOM = new SecureRandom();

    /// Those of the home, made now if it has none.
    public static Secrets of(Home home) {
        Map<String, String> known = EnvFile.read(home.env());
        return new Secrets(
                known.getOrDefault(POSTGRES_PASSWORD_KEY, random(16)),
                known.getOrDefault(S3_ACCESS_KEY, "mlops" + random(8)),
                known.getOrDefault(S3_SECRET_KEY, random(20)));
    }

    /// Keeps them in the home's `env`, together with the addresses.
    public void keep(Home home, Map<String, String> addresses) {
        Map<String, String> variables = new LinkedHashMap<>(variables());
        variables.putAll(addresses);
        EnvFile.write(home.env(), variables);
    }

    public Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("QUARKUS_DATASOURCE_USERNAME", POSTGRES_USER);
        variables.put(POSTGRES_PASSWORD_KEY, postgresPassword);
        variables.put(S3_ACCESS_KEY, s3AccessKey);
        variables.put(S3_SECRET_KEY, s3SecretKey);
        return variables;
    }

    @Override
    public String toString() {
        return "Secrets[hidden]";
    }

    private static String random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
