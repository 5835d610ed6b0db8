package org.curvatureladder.attribution;

import org.curvatureladder.data.Dataset;
import org.curvatureladder.net.Measurement;
import org.curvatureladder.net.Mlp;

/**
 * What is attributed to what: the measurement f at the queries to the examples of the training set.
 *
 * @param network the architecture, without weights
 * @param train N training examples
 * @param queries Q queries
 * @param measurement f, what is predicted at the queries
 */
public record AttributionProblem(
    Mlp network, Dataset train, Dataset queries, Measurement measurement) {}
