package io.minimlops.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.minimlops.local.home.Home;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/// What a service answers at `/q/health/ready`.
///
/// @param failing names of the checks that are not up
record Health(boolean isUp, List<String> failing) {

    static final Health GOOD = new Health(true, List.of());

    private static final int LIMIT_MILLIS = 3000;

    static Health of(String address) {
        try {
            URI ready = URI.create(address + "/q/health/ready");
            HttpURLConnection connection = (HttpURLConnection) ready.toURL().openConnection();
            connection.setConnectTimeout(LIMIT_MILLIS);
            connection.setReadTimeout(LIMIT_MILLIS);
            boolean up = connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            try (InputStream body =
                    up ? connection.getInputStream() : connection.getErrorStream()) {
                return new Health(up, failing(Home.JSON.readTree(body)));
            }
        } catch (IOException e) {
            return new Health(false, List.of("no answer"));
        }
    }

    static List<String> failing(JsonNode answer) {
        List<String> failing = new ArrayList<>();
        for (JsonNode check : answer.path("checks")) {
            if (!check.path("status").asText().equals("UP")) {
                failing.add(check.path("name").asText());
            }
        }
        return failing;
    }
}
