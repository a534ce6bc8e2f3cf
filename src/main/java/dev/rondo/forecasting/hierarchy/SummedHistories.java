package dev.rondo.forecasting.hierarchy;

import dev.rondo.forecasting.evaluation.Seasons;
import dev.rondo.forecasting.forecast.History;
import dev.rondo.forecasting.member.Gapless;
import dev.rondo.forecasting.model.Model;
import dev.rondo.forecasting.series.StaticValues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The histories of all rows: first the sums, then the series, which all end with the same step.
///
/// In a sum, a missing value between observed ones is filled on lines between the same places of neighbouring seasons, and a series
/// adds nothing before its first value. A covariate of a sum is the mean of those of its series.
///
/// @param rows histories of the rows
/// @param filled names of the series with filled values, with their number
/// @param unequal names of the covariates that differ between series of a sum
record SummedHistories(List<History> rows, List<String> filled, List<String> unequal) {
  /// @param series end with the same step
  /// @param labels of the sums, which are their ids
  static SummedHistories of(
      Model.Description model, List<History> series, Sums sums, String[] labels) {
    int targets = model.targets();
    int columns = model.columns().size();
    List<String> filled = new ArrayList<>();
    double[][][] complete = new double[series.size()][targets][];
    for (int i = 0; i < complete.length; i++) {
      int gaps = 0;
      for (int f = 0; f < targets; f++) {
        double[] known = Arrays.copyOf(series.get(i).values()[f], series.get(i).steps());
        complete[i][f] = complete(known, season(model));
        for (int t = known.length - complete[i][f].length; t < known.length; t++)
          if (Double.isNaN(known[t])) gaps++;
      }
      if (gaps > 0) filled.add("'%s' (%d)".formatted(series.get(i).seriesId(), gaps));
    }
    boolean[] unequal = new boolean[columns];
    List<History> rows = new ArrayList<>(sums.rows());
    for (int s = 0; s < sums.count(); s++) {
      int[] members = sums.members()[s];
      History longest = series.get(members[0]);
      for (int member : members)
        if (series.get(member).steps() > longest.steps()) longest = series.get(member);
      double[][] values = new double[columns][];
      for (int c = 0; c < columns; c++)
        values[c] =
            c < targets
                ? sum(complete, members, c, longest.steps())
                : mean(series, members, c, longest, unequal);
      rows.add(
          new History(
              labels[s],
              longest.start(),
              values,
              longest.steps(),
              common(series, members),
              longest.frequency()));
    }
    rows.addAll(series);
    List<String> names = new ArrayList<>();
    for (int c = targets; c < columns; c++)
      if (unequal[c]) names.add(model.columns().get(c).name());
    return new SummedHistories(rows, filled, names);
  }

  /// The static values that all series of a sum share.
  private static StaticValues common(List<History> series, int[] members) {
    StaticValues first = series.get(members[0]).statics();
    Map<String, Double> numbers = new HashMap<>(first.numbers());
    Map<String, String> categories = new HashMap<>(first.categories());
    for (int member : members) {
      numbers.entrySet().retainAll(series.get(member).statics().numbers().entrySet());
      categories.entrySet().retainAll(series.get(member).statics().categories().entrySet());
    }
    return new StaticValues(numbers, categories);
  }

  /// Largest number of bytes of the histories of the sums and of the filled series.
  static long bytes(Model.Description model, List<History> series, Sums sums) {
    long steps = 0;
    long longest = 0;
    for (History history : series) {
      steps += history.steps();
      longest = Math.max(longest, history.values()[0].length);
    }
    return Double.BYTES * model.columns().size() * (steps + sums.count() * longest);
  }

  private static int season(Model.Description model) {
    Seasons seasons = model.evaluation().seasons();
    return seasons == null
        ? Seasons.mase(model.frequency()).steps()
        : seasons.seasonalNaive().steps();
  }

  private static double[] complete(double[] known, int season) {
    Gapless gapless = Gapless.filled(known, season);
    double[] values = gapless.values();
    for (int t = 0; t < values.length; t++) values[t] = Math.scalb(values[t], gapless.exponent());
    return values;
  }

  /// Sums of steps that are counted from the common end.
  private static double[] sum(double[][][] complete, int[] members, int target, int steps) {
    double[] sum = new double[steps];
    for (int member : members) {
      double[] part = complete[member][target];
      for (int t = 0; t < part.length; t++) sum[steps - part.length + t] += part[t];
    }
    return sum;
  }

  private static double[] mean(
      List<History> series, int[] members, int column, History longest, boolean[] unequal) {
    int steps = longest.steps();
    int ahead = Integer.MAX_VALUE;
    for (int member : members) {
      History one = series.get(member);
      ahead = Math.min(ahead, one.values()[column].length - one.steps());
    }
    double[] mean = new double[steps + Math.max(0, ahead)];
    for (int t = 0; t < mean.length; t++) {
      double sum = 0;
      int known = 0;
      double first = Double.NaN;
      boolean differ = false;
      for (int member : members) {
        History one = series.get(member);
        int place = one.steps() - steps + t;
        double[] own = one.values()[column];
        double value = place < 0 || place >= own.length ? Double.NaN : own[place];
        if (Double.isNaN(value)) continue;
        if (known++ == 0) first = value;
        else differ |= value != first;
        sum += value;
      }
      mean[t] = differ ? sum / known : first;
      unequal[column] |= differ;
    }
    return mean;
  }
}
