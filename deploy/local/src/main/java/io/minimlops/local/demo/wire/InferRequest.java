package io.minimlops.local.demo.wire;

import io.minimlops.local.demo.flight.Flight;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// One request about flights that leave in the same hour. Sent again, it is word for word the same.
///
/// @param named whether each prediction bears its flight's number, under which its label will come
public record InferRequest(String id, Instant eventTime, List<Flight> flights, boolean named) {

    static String predictionId(Flight flight) {
        return Long.toString(flight.id());
    }

    Map<String, Object> body() {
        List<Map<String, Object>> inputs = new ArrayList<>();
        if (named) {
            inputs.add(tensor("prediction_id", "BYTES", InferRequest::predictionId));
        }
        inputs.add(tensor("origin", "BYTES", Flight::origin));
        inputs.add(tensor("dest", "BYTES", Flight::dest));
        inputs.add(tensor("route", "BYTES", Flight::route));
        inputs.add(tensor("hour", "INT64", Flight::hour));
        inputs.add(tensor("weekday", "INT64", Flight::weekday));
        inputs.add(tensor("distance", "INT64", Flight::distance));
        return Map.of(
                "id", id,
                "parameters", Map.of("event_time", eventTime.toString()),
                "inputs", inputs);
    }

    private Map<String, Object> tensor(
            String name, String datatype, Function<Flight, Object> value) {
        return Map.of(
                "name",
                name,
                "datatype",
                datatype,
                "shape",
                List.of(flights.size()),
                "data",
                flights.stream().map(value).toList());
    }
}
