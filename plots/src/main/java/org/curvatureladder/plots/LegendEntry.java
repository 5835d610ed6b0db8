package org.curvatureladder.plots;

import java.awt.BasicStroke;
import java.awt.Color;
import org.knowm.xchart.style.markers.Marker;

/**
 * One line of a legend: a sample and its name.
 *
 * @param label its name
 * @param color colour of the sample
 * @param stroke line of the sample, or null for a marker alone
 * @param marker marker of the sample, or null for a line alone
 */
record LegendEntry(String label, Color color, BasicStroke stroke, Marker marker) {}
