package io.minimlops.gateway;

import io.minimlops.testing.HouseRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

    @TestFactory
    Stream<DynamicTest> houseRules() {
        return HouseRules.of("io.minimlops.gateway")
                .withoutFramework(
                        "batch",
                        "batchjob.table",
                        "batchjob.ChunkPrediction",
                        "batchjob.Commit",
                        "batchjob.JobLog",
                        "batchjob.JobRun",
                        "batchjob.KeptColumns",
                        "batchjob.LeaseWatch",
                        "batchjob.ModelColumns",
                        "batchjob.Pace",
                        "batchjob.SubmissionRules",
                        "streaming.ChunkProcessing",
                        "streaming.InputRecord",
                        "streaming.StreamRules",
                        "hash",
                        "tensor",
                        "deployment.Deployment",
                        "deployment.CanarySplit",
                        "deployment.Arms",
                        "deployment.Targets",
                        "deployment.DefaultColumns",
                        "deployment.RolloutStart",
                        "deployment.rollout",
                        "deployment.traffic.Places",
                        "deployment.traffic.ArmSplit",
                        "deployment.traffic.ArmTally",
                        "deployment.traffic.OutputDifference",
                        "deployment.traffic.ShadowLane",
                        "deployment.traffic.ShadowTally",
                        "feature.FeatureSpec",
                        "feature.FeatureRequest",
                        "feature.VectorAssembly",
                        "feature.Vectors",
                        "feature.Circuit",
                        "feature.FeatureOutputs",
                        "model.Manifest",
                        "model.FileCache",
                        "model.LoadedVersion",
                        "model.Retention",
                        "model.ServingQueues",
                        "model.VersionStates",
                        "admission",
                        "duty",
                        "graph",
                        "inference.GraphSteps",
                        "scaling.ArrivalHistory",
                        "scaling.Arrivals",
                        "scaling.BreakEven",
                        "scaling.ColdStartLog",
                        "scaling.IdleGaps",
                        "scaling.KeepWarmWindow",
                        "scaling.WaitingRoom",
                        "inference.Signature",
                        "inference.PredictionIds",
                        "inference.MissingCells",
                        "inferencelog.Telling",
                        "quality.RecentPredictions",
                        "quality.PredictionWindow",
                        "quality.Figures",
                        "quality.LatestPairs",
                        "quality.Auc",
                        "kafka.LogBudget",
                        "kafka.LogWriter",
                        "payloadlog.Payload",
                        "payloadlog.PayloadExchange",
                        "replay.Comparison",
                        "replay.CandidateInput",
                        "replay.UniformSample",
                        "replay.ReplayRules")
                .tests();
    }
}
