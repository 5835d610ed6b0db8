package org.curvatureladder.experiments.check;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * Why the numbers of a reference are as they are.
 *
 * @param experiment name of the experiment
 * @param profile its profile
 * @param recipe hash of recipe and data
 * @param commit the commit it was run on
 * @param date ISO 8601, UTC
 * @param reason what whoever accepted it wrote
 */
@JsonPropertyOrder({"experiment", "profile", "recipe", "commit", "date", "reason"})
public record Acceptance(
    String experiment, String profile, String recipe, String commit, String date, String reason) {}
