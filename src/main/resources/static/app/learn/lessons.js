/** What the lessons train. */

/**
 * @typedef {{name: string, generator: object, training: object}} Lesson
 */

/** Noisy waves of the teaching notebook. @param {number} series @param {number} steps */
const waves = (series, steps) => ({ type: "sine-waves", series, steps, noise: 0.1, seed: 42 });

/**
 * @param {number} series
 * @param {number} horizon
 * @param {number} epochs
 * @param {object} network
 */
const training = (series, horizon, epochs, network) => ({
  window: { lookback: 50, horizon },
  split: { type: "by-series", train: 0.7 * series, validation: 0.2 * series, test: 0.1 * series },
  scaler: { type: "none" },
  network,
  training: { epochs, batchSize: 32 },
});

/** @type {Lesson[]} */
export const LESSONS = [
  { name: "one-unit", generator: waves(10000, 51), training: training(10000, 1, 20, { cell: { type: "simple-rnn" }, units: [1], head: "none" }) },
  { name: "deep", generator: waves(10000, 51), training: training(10000, 1, 20, { cell: { type: "simple-rnn" }, units: [20, 20] }) },
  { name: "gru-layer", generator: waves(10000, 51), training: training(10000, 1, 20, { cell: { type: "gru" }, units: [20] }) },
];

/**
 * The cells: one layer of 20 units of each on the same waves.
 * @type {(Lesson & {cell: "simple-rnn" | "lstm" | "gru"})[]}
 */
export const CELLS = /** @type {const} */ (["simple-rnn", "lstm", "gru"]).map((cell) => ({
  name: `cell-${cell}`, cell, generator: waves(2000, 51), training: training(2000, 1, 15, { cell: { type: cell }, units: [20] }),
}));

/**
 * The topologies: which steps read an input and give an output.
 * @type {(Lesson & {inputs: boolean[], outputs: boolean[], decoder?: number})[]}
 */
export const TOPOLOGIES = [
  { name: "seq2vec", inputs: [true, true, true, true], outputs: [false, false, false, true] },
  { name: "seq2seq", inputs: [true, true, true, true], outputs: [true, true, true, true] },
  { name: "vec2seq", inputs: [true, false, false, false], outputs: [true, true, true, true] },
  { name: "encoder-decoder", inputs: [true, true, false, false], outputs: [false, false, true, true], decoder: 2 },
].map((topology) => ({
  ...topology,
  generator: waves(2000, 60),
  training: training(2000, 10, 10, { cell: { type: "simple-rnn" }, units: [20], topology: { type: topology.name } }),
}));
