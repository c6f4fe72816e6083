package io.minimlops.features.offline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.minimlops.problem.Problem;
import io.minimlops.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Which uploads were answered, by `Idempotency-Key`.
///
/// A row is there before the upload is carried out, and its receipt after. If the process dies in
/// between, the write id in the table's snapshots tells whether it came to the commit.
@ApplicationScoped
class UploadLedger {

    /// Each upload holds a connection until it is done; some are left for everybody else.
    private static final int MOST_AT_A_TIME = 4;

    private static final long MOST_PATIENCE_SECONDS = 120;

    private final DataSource database;
    private final ObjectMapper json;
    private final Semaphore turns = new Semaphore(MOST_AT_A_TIME, true);

    UploadLedger(DataSource database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /// @param key the caller's
    /// @param sha256 of the body
    record Claim(String key, String source, String sha256) {}

    private record Entry(String source, String sha256, @Nullable String receipt) {}

    /// Carries out an upload once; the second time the first answer is given.
    ///
    /// @param recovered the receipt of an upload that committed without being noted
    UploadReceipt once(
            Claim claim,
            Supplier<Optional<UploadReceipt>> recovered,
            Supplier<UploadReceipt> work) {
        takeTurn();
        try {
            return onceInTurn(claim, recovered, work);
        } finally {
            turns.release();
        }
    }

    private void takeTurn() {
        try {
            if (turns.tryAcquire(MOST_PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new ProblemException(
                new Problem.Unavailable(
                        "offline-engine", "too many uploads are under way; try again later"));
    }

    private UploadReceipt onceInTurn(
            Claim claim,
            Supplier<Optional<UploadReceipt>> recovered,
            Supplier<UploadReceipt> work) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                lock(connection, claim);
                UploadReceipt receipt = answer(connection, claim, recovered, work);
                connection.commit();
                return receipt;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the upload was not noted", e);
        }
    }

    private UploadReceipt answer(
            Connection connection,
            Claim claim,
            Supplier<Optional<UploadReceipt>> recovered,
            Supplier<UploadReceipt> work)
            throws SQLException {
        Optional<Entry> entry = find(connection, claim.key());
        Optional<UploadReceipt> earlier = entry.flatMap(noted -> earlier(noted, recovered));
        if (earlier.isPresent()) {
            requireSame(claim, entry.get());
        } else {
            note(claim);
        }
        UploadReceipt receipt = earlier.isPresent() ? earlier.get() : work.get();
        finish(connection, claim, receipt);
        return receipt;
    }

    private Optional<UploadReceipt> earlier(
            Entry noted, Supplier<Optional<UploadReceipt>> recovered) {
        return noted.receipt() == null ? recovered.get() : Optional.of(read(noted.receipt()));
    }

    private static void requireSame(Claim claim, Entry entry) {
        if (!entry.source().equals(claim.source()) || !entry.sha256().equals(claim.sha256())) {
            throw new ProblemException(
                    new Problem.Conflict(
                            "idempotency-key-reused",
                            "Idempotency-Key '%s' was used for another upload"
                                    .formatted(claim.key())));
        }
    }

    private static void lock(Connection connection, Claim claim) throws SQLException {
        try (PreparedStatement lock =
                connection.prepareStatement(
                        "select pg_try_advisory_xact_lock(hashtextextended(?, 1))")) {
            lock.setString(1, claim.key());
            try (ResultSet row = lock.executeQuery()) {
                row.next();
                if (!row.getBoolean(1)) {
                    throw new ProblemException(
                            new Problem.Conflict(
                                    "in-progress",
                                    "an upload with Idempotency-Key '%s' is under way"
                                            .formatted(claim.key())));
                }
            }
        }
    }

    private static Optional<Entry> find(Connection connection, String key) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(
                        "select source, body_sha256, receipt from upload"
                                + " where idempotency_key = ?")) {
            select.setString(1, key);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(
                                new Entry(row.getString(1), row.getString(2), row.getString(3)))
                        : Optional.empty();
            }
        }
    }

    /// On its own connection, so that it stays when the upload does not.
    private void note(Claim claim) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement insert =
                        connection.prepareStatement(
                                """
                                insert into upload (idempotency_key, source, body_sha256)
                                values (?, ?, ?)
                                on conflict (idempotency_key)
                                do update set source = excluded.source,
                                              body_sha256 = excluded.body_sha256""")) {
            insert.setString(1, claim.key());
            insert.setString(2, claim.source());
            insert.setString(3, claim.sha256());
            insert.executeUpdate();
        }
    }

    private void finish(Connection connection, Claim claim, UploadReceipt receipt)
            throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement(
                        "update upload set receipt = ?::json where idempotency_key = ?")) {
            update.setString(1, json.writeValueAsString(receipt));
            update.setString(2, claim.key());
            update.executeUpdate();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private UploadReceipt read(String receipt) {
        try {
            return json.readValue(receipt, UploadReceipt.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored receipt cannot be read", e);
        }
    }
}
