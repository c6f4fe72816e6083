package io.minimlops.tracker;

import io.minimlops.testing.HouseRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

    @TestFactory
    Stream<DynamicTest> houseRules() {
        return HouseRules.of("io.minimlops.tracker")
                .withoutFramework(
                        "search",
                        "Names",
                        "Refusal",
                        "Stage",
                        "Tag",
                        "artifact.ArtifactPath",
                        "dataset.DatasetName",
                        "dataset.Manifest",
                        "dataset.ManifestDiff",
                        "dataset.ManifestFile",
                        "dataset.VersionId",
                        "dvc.ByteRange",
                        "dvc.CheckedContent",
                        "dvc.DirObject",
                        "dvc.Dos2UnixMd5",
                        "dvc.ObjectId",
                        "dvc.PythonJson",
                        "dvc.RepoName",
                        "metric.MetricPoint",
                        "run.NewRun",
                        "run.Param",
                        "run.RunNames",
                        "run.RunField",
                        "run.RunCondition",
                        "run.RunOrder",
                        "sql.Sql",
                        "sweep.search",
                        "sweep.SweepPlan",
                        "sweep.SweepState",
                        "sweep.TrialState")
                .tests();
    }
}
