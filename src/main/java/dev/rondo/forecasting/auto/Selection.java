package dev.rondo.forecasting.auto;

import dev.rondo.engine.random.Seed;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// Chooses the weights of the members by their held-out errors.
///
/// @param weights of all members, which add up to 1
/// @param halves weights by each half of the cases; a case is calibrated with the weights that the other half chose
/// @param losses of the members, relative to the naive forecast
/// @param loss of the weighted mean, each half with the weights of the other
/// @param baseline the best baseline
/// @param fellBack whether the best baseline has a lower loss and is used alone
@SuppressWarnings("ArrayRecordComponent")
record Selection(
    double[] weights,
    double[][] halves,
    double[] losses,
    double loss,
    int baseline,
    boolean fellBack) {
  private static final int FEW_TRACKS = 20;

  static Selection of(HeldOutErrors errors, RollingHoldOut holdOut, SelectionRules rules) {
    int members = errors.members();
    List<Integer> all = rules.contenders();
    boolean[] second = halves(holdOut);
    IntPredicate every = _ -> true;
    IntPredicate inFirst = c -> !second[c];
    IntPredicate inSecond = c -> second[c];
    double[] losses = new double[members];
    for (int m = 0; m < members; m++) losses[m] = errors.loss(single(m, members), every);
    int baseline =
        rules.baselines().stream()
            .min((a, b) -> Double.compare(losses[a], losses[b]))
            .orElseThrow();
    Combination combination = new Combination(errors, holdOut, rules.baselines());
    boolean both = errors.count(inFirst) > 0 && errors.count(inSecond) > 0;
    boolean equal = rules.weighting() == Weighting.EQUAL;
    double[] weights = equal ? equal(all, members) : combination.weights(every, all);
    double[][] halves =
        both && !equal
            ? new double[][] {combination.weights(inFirst, all), combination.weights(inSecond, all)}
            : new double[][] {weights, weights};
    double loss =
        both
            ? (errors.loss(halves[1], inFirst) * errors.count(inFirst)
                    + errors.loss(halves[0], inSecond) * errors.count(inSecond))
                / errors.count(every)
            : errors.loss(weights, every);
    if (loss <= losses[baseline] || !rules.fallsBack())
      return new Selection(weights, halves, losses, loss, baseline, false);
    double[] alone = single(baseline, members);
    return new Selection(
        alone, new double[][] {alone, alone}, losses, losses[baseline], baseline, true);
  }

  /// Whether a case belongs to the second half: half of many series, the later origins of few, or each second of few series with one
  /// origin.
  static boolean[] halves(RollingHoldOut holdOut) {
    List<TrackPast> cases = holdOut.cases();
    boolean[] second = new boolean[cases.size()];
    int[] tracks =
        cases.stream().mapToInt(one -> one.track().number()).distinct().sorted().toArray();
    for (int c = 0; c < second.length; c++) {
      Track track = cases.get(c).track();
      if (tracks.length >= FEW_TRACKS) second[c] = (Seed.hash(0, "half", track.number()) & 1) == 1;
      else if (holdOut.origins() == 1)
        second[c] = (Arrays.binarySearch(tracks, track.number()) & 1) == 1;
      else
        second[c] =
            cases.get(c).origin()
                > track.end() - holdOut.horizon() - holdOut.stride() * (holdOut.origins() / 2.0);
    }
    return second;
  }

  private static double[] equal(List<Integer> contenders, int members) {
    double[] weights = new double[members];
    for (int m : contenders) weights[m] = 1.0 / contenders.size();
    return weights;
  }

  private static double[] single(int member, int members) {
    double[] weights = new double[members];
    weights[member] = 1;
    return weights;
  }

  /// Whether the best baseline has a lower loss than what is served.
  boolean losesToBaseline() {
    return losses[baseline] < loss;
  }

  /// Numbers of the members with a weight.
  List<Integer> used() {
    return IntStream.range(0, weights.length).filter(m -> weights[m] > 0).boxed().toList();
  }
}
