package org.curvatureladder.plots;

import java.util.List;
import org.curvatureladder.plots.ResultView.SetupAlpha;
import org.curvatureladder.store.ResultRow;

/**
 * What a panel of an experiment with several settings is about.
 *
 * @param setting name of the setting
 * @param setup name of the setup
 * @param alpha kept fraction
 */
record Place(String setting, String setup, double alpha) {

  static Place of(ResultRow row) {
    return new Place(row.setting(), row.setup(), row.alpha());
  }

  /** Distinct places, in the order of the rows. */
  static List<Place> of(List<ResultRow> rows) {
    return rows.stream().map(Place::of).distinct().toList();
  }

  /** The rows of the setting alone. */
  List<ResultRow> within(List<ResultRow> rows) {
    return rows.stream().filter(row -> row.setting().equals(setting)).toList();
  }

  /** Setting, setup and its number of parameters. */
  String title(List<ResultRow> rows, List<ResultRow> drawn) {
    Wording wording = new Wording(new ResultView(within(rows)), within(drawn));
    String own = wording.panelTitle(new SetupAlpha(setup, alpha));
    return setting.equals(ResultRow.ONLY_SETTING) ? own : setting + ", " + own;
  }
}
