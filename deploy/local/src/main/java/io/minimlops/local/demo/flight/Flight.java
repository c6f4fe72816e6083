package io.minimlops.local.demo.flight;

import java.time.Instant;

/// One flight. Before `landed` nobody knows whether it was late.
///
/// @param id its number in order of departure: the same in every run of the demo
/// @param hour of departure, local time
/// @param weekday of departure, local time, Monday is 1
/// @param distance in miles
public record Flight(
        long id,
        Instant departure,
        Instant landed,
        String origin,
        String dest,
        int hour,
        int weekday,
        int distance,
        boolean late) {

    public String route() {
        return origin + "-" + dest;
    }
}
