/**
 * The report: one HTML page with every experiment's question, figures, tables, recipe and cost, and
 * the verdicts on top.
 *
 * <p>{@link org.curvatureladder.plots.report.HtmlReport} fills the template {@code report.html}
 * (Mustache, which escapes every value) from small records of ready-made strings. Everything on the
 * page comes from stored files; nothing is computed but counts and the layout.
 */
package org.curvatureladder.plots.report;
