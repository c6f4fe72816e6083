package io.minimlops.tracker.origin;

import static org.assertj.core.api.Assertions.assertThat;

import io.minimlops.tracker.origin.OriginPolicy.Verdict;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginPolicyTest {

    private static final String HOST = "tracker.example:5000";
    private static final String FOREIGN = "https://evil.example";

    private final OriginPolicy usual = new OriginPolicy(Set.of(), Set.of());

    @Test
    void programsSendNoOriginAndAreNotConcerned() {
        assertThat(usual.judge("POST", "/api/x", HOST, null)).isEqualTo(new Verdict.Plain());
    }

    @Test
    void ourOwnPagesAreNotConcerned() {
        assertThat(usual.judge("POST", "/api/x", HOST, "https://Tracker.example:5000"))
                .isEqualTo(new Verdict.Plain());
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
    void otherSitesChangeNothing(String method) {
        assertThat(usual.judge(method, "/api/x", HOST, FOREIGN))
                .isEqualTo(new Verdict.Refused("Cross-origin request blocked"));
        assertThat(usual.judge(method, "/api/x", HOST, "null")).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void otherSitesDoNotSeeAnswers() {
        assertThat(usual.judge("GET", "/api/x", HOST, FOREIGN)).isEqualTo(new Verdict.Unshared());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:3000",
                "http://127.0.0.1:8080",
                "http://[::1]:9",
                "http://localhost"
            })
    void pagesOnTheSameMachineMayCall(String origin) {
        assertThat(usual.judge("POST", "/api/x", HOST, origin))
                .isEqualTo(new Verdict.Shared(origin));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost.evil.example",
                "http://127.0.0.1.evil.example",
                "http://localhost@evil.example",
                "http://evil.example/localhost",
                "http://:80",
                "not a page"
            })
    void lookalikesOfThisMachineAreOtherSites(String origin) {
        assertThat(usual.judge("POST", "/api/x", HOST, origin)).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void listedSitesMayCall() {
        OriginPolicy listed = new OriginPolicy(Set.of(FOREIGN), Set.of());
        OriginPolicy all = new OriginPolicy(Set.of("*"), Set.of());

        assertThat(listed.judge("POST", "/api/x", HOST, FOREIGN))
                .isEqualTo(new Verdict.Shared(FOREIGN));
        assertThat(listed.judge("POST", "/api/x", HOST, "https://other.example"))
                .isInstanceOf(Verdict.Refused.class);
        assertThat(all.judge("POST", "/api/x", HOST, "https://other.example"))
                .isEqualTo(new Verdict.Shared("https://other.example"));
    }

    @Test
    void underAnUnlistedNameOnlyProbesAreAnswered() {
        OriginPolicy strict = new OriginPolicy(Set.of(), Set.of("tracker.example"));

        assertThat(strict.judge("GET", "/api/x", HOST, null)).isEqualTo(new Verdict.Plain());
        assertThat(strict.judge("GET", "/api/x", "rebound.example:5000", null))
                .isInstanceOf(Verdict.Refused.class);
        assertThat(strict.judge("GET", "/api/x", null, null)).isInstanceOf(Verdict.Refused.class);
        assertThat(strict.judge("GET", "/q/health/ready", "10.0.0.7:5000", null))
                .isEqualTo(new Verdict.Plain());
    }
}
