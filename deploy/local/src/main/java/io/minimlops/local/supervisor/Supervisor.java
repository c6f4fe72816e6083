package io.minimlops.local.supervisor;

import io.minimlops.local.home.PlatformState.Phase;
import io.minimlops.local.home.Secrets;
import io.minimlops.local.part.Component;
import io.minimlops.local.part.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/// Brings a platform up, servers before services and each group at once, and keeps it up.
final class Supervisor {

    private final Board board;
    private final List<Keeper> servers;
    private final List<Keeper> services;
    private final Executor threads = Thread::startVirtualThread;
    private boolean stopped;

    Supervisor(Platform platform, Secrets secrets, boolean onlyInfra) {
        List<Component> infra = platform.servers(secrets);
        List<Component> apps = onlyInfra ? List.of() : platform.services(secrets);
        List<Component> all = new ArrayList<>(infra);
        all.addAll(apps);
        board = new Board(platform, all, onlyInfra);
        servers = keepers(infra, platform);
        services = keepers(apps, platform);
    }

    /// Returns whether the platform is up; if not, nothing of it is left running.
    boolean bringUp() {
        board.enter(Phase.STARTING);
        try {
            together(servers, it -> bringUp(it, servers));
            together(services, it -> bringUp(it, services));
        } catch (CompletionException e) {
            stopAll();
            Throwable cause = e.getCause() == null ? e : e.getCause();
            board.fail(cause.getMessage() == null ? cause.toString() : cause.getMessage());
            return false;
        }
        board.enter(Phase.RUNNING);
        return true;
    }

    /// Restarts what ends, until the platform is stopped.
    void keep() {
        List<Keeper> all = new ArrayList<>(servers);
        all.addAll(services);
        together(all, Keeper::keep);
    }

    void stop() {
        board.enter(Phase.STOPPING);
        stopAll();
        board.enter(Phase.STOPPED);
    }

    private static void bringUp(Keeper keeper, List<Keeper> others) {
        try {
            keeper.bringUp();
        } catch (RuntimeException e) {
            others.forEach(Keeper::giveUp);
            throw e;
        }
    }

    private synchronized void stopAll() {
        if (!stopped) {
            stopped = true;
            together(services, Keeper::stop);
            together(servers, Keeper::stop);
        }
    }

    private void together(List<Keeper> keepers, Consumer<Keeper> action) {
        CompletableFuture.allOf(
                        keepers.stream()
                                .map(
                                        it ->
                                                CompletableFuture.runAsync(
                                                        () -> action.accept(it), threads))
                                .toArray(CompletableFuture[]::new))
                .join();
    }

    private List<Keeper> keepers(List<Component> components, Platform platform) {
        return components.stream()
                .map(it -> new Keeper(it, platform.home().log(it.part().label()), board))
                .toList();
    }
}
