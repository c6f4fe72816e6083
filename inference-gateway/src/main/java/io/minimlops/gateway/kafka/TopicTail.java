package io.minimlops.gateway.kafka;

import io.minimlops.events.Envelope;
import io.minimlops.events.Event;
import io.minimlops.events.EventCodec;
import io.minimlops.events.MalformedEvent;
import io.minimlops.events.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Follows every partition of a topic, on a thread of its own. Each replica of this service reads
/// all of it, so there is no consumer group to share it and no committed offset: what is read is
/// state in memory. Survives a broker that is away or not there yet.
public final class TopicTail implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(TopicTail.class);
    private static final Duration WAIT = Duration.ofMillis(500);
    private static final Duration CALL = Duration.ofSeconds(5);

    /// Where to begin.
    public enum From {
        BEGINNING,
        END
    }

    private final String bootstrapServers;
    private final Topic topic;
    private final Consumer<Envelope<Event>> handler;
    private final Bookmarks bookmarks;
    private final CatchUp caughtUp = new CatchUp();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private @Nullable String lastTrouble;
    private volatile @Nullable KafkaConsumer<String, byte[]> consumer;

    /// @param handler called for every event in order of its partition
    public TopicTail(
            String bootstrapServers, Topic topic, From from, Consumer<Envelope<Event>> handler) {
        this.bootstrapServers = bootstrapServers;
        this.topic = topic;
        this.bookmarks = new Bookmarks(from);
        this.handler = handler;
        this.thread =
                Thread.ofPlatform().daemon().name("tail-" + topic.topicName()).unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /// Whether everything that was in the topic when this began has been handled.
    public boolean hasCaughtUp() {
        return caughtUp.isComplete();
    }

    /// For who waits for [#hasCaughtUp].
    ///
    /// @param told on the thread that follows, which it must not hold up
    public void onCaughtUp(Runnable told) {
        caughtUp.onComplete(told);
    }

    /// Waits until it has caught up, or the time is over.
    public void awaitCatchUp(Duration most) throws InterruptedException {
        if (!caughtUp.await(most)) {
            LOG.debugf("%s is not read yet", topic.topicName());
        }
    }

    private void run() {
        while (closing.getCount() > 0) {
            try (KafkaConsumer<String, byte[]> fresh = consumer()) {
                consumer = fresh;
                follow(fresh);
            } catch (WakeupException e) {
                LOG.debugf("%s: no longer followed", topic.topicName());
            } catch (KafkaException e) {
                tell("cannot be read: " + e.getMessage());
                pause();
            }
        }
    }

    private void follow(KafkaConsumer<String, byte[]> consumer) {
        List<PartitionInfo> partitions = consumer.partitionsFor(topic.topicName(), CALL);
        if (partitions == null || partitions.isEmpty()) {
            bookmarks.topicIsMissing();
            tell("does not exist yet");
            pause();
            return;
        }
        List<TopicPartition> all =
                partitions.stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
        consumer.assign(all);
        Map<TopicPartition, Long> ends = bookmarks.open(consumer, all, CALL);
        lastTrouble = null;
        while (closing.getCount() > 0) {
            caughtUp.look(consumer, ends);
            consumer.poll(WAIT).forEach(this::handle);
        }
    }

    private void handle(ConsumerRecord<String, byte[]> record) {
        try {
            EventCodec.fromRecord(record).ifPresent(handler);
        } catch (MalformedEvent e) {
            LOG.errorf(e, "passed over an event");
        } catch (RuntimeException e) {
            LOG.errorf(e, "%s@%d was not handled", record.topic(), record.offset());
        }
        bookmarks.passed(record);
    }

    private KafkaConsumer<String, byte[]> consumer() {
        Map<String, Object> settings =
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.CLIENT_ID_CONFIG,
                        "gateway-" + topic.topicName(),
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                        250,
                        ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                        1_000L);
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }

    private void tell(String trouble) {
        if (!trouble.equals(lastTrouble)) {
            LOG.warnf("%s %s", topic.topicName(), trouble);
            lastTrouble = trouble;
        }
    }

    private void pause() {
        try {
            if (closing.await(WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debugf("%s: closing", topic.topicName());
            }
        } catch (InterruptedException e) {
            closing.countDown();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        KafkaConsumer<String, byte[]> current = consumer;
        if (current != null) {
            current.wakeup();
        }
    }
}
