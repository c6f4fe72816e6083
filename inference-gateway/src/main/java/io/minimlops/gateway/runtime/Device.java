package io.minimlops.gateway.runtime;

/// Where a model is executed.
public enum Device {
    CPU,
    GPU
}
