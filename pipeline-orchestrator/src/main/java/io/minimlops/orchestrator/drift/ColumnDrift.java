package io.minimlops.orchestrator.drift;

/// One column of one window against its reference, with what it takes to recompute every number.
///
/// @param status of this column
/// @param reason why, in words with the numbers
/// @param psi population stability index on the reference's cells, floor 1e-4, natural logarithm
/// @param ksD largest distance of the two distribution functions, 0 to 1; the reference's is known
///     to within 1/2,000
/// @param ksP p-value of `ksD`, two-sided
/// @param ksSignificant whether `ksP` stays significant among all columns (Benjamini–Hochberg)
/// @param js Jensen–Shannon distance on the same cells, base 2, 0 to 1
/// @param wasserstein mean distance the values moved, in the reference's standard deviations
/// @param missingReference share of the reference's rows without a value
/// @param missingCurrent share of the window's rows without a value
/// @param bins the cells
/// @param countsReference rows per cell
/// @param countsCurrent rows per cell
/// @param rowsReference rows with a value
/// @param rowsCurrent rows with a value
@SuppressWarnings("ArrayRecordComponent") // frozen numbers, written once
public record ColumnDrift(
        String column,
        DriftStatus status,
        String reason,
        double psi,
        double ksD,
        double ksP,
        boolean ksSignificant,
        double js,
        double wasserstein,
        double missingReference,
        double missingCurrent,
        Bins bins,
        long[] countsReference,
        long[] countsCurrent,
        long rowsReference,
        long rowsCurrent) {}
