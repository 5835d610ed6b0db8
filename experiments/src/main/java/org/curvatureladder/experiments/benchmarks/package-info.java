/**
 * JMH benchmarks. After {@code mvn -q package -DskipTests}, with the class path of the experiments
 * module: {@code java -cp ... org.openjdk.jmh.Main TrainingStepBenchmark -rf json}.
 */
package org.curvatureladder.experiments.benchmarks;
