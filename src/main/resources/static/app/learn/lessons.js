/** What the lessons train. */

/**
 * @typedef {{name: string, generator: object, training: object}} Lesson
 */

/** Noisy waves of the teaching notebook. @param {number} steps */
const waves = (steps) => ({ type: "sine-waves", series: 2000, steps, noise: 0.1, seed: 42 });
const SPLIT = { type: "by-series", train: 1400, validation: 400, test: 200 };

/** @param {number} horizon @param {object} network @param {number} [epochs] */
const training = (horizon, network, epochs = 20) => ({
  window: { lookback: 50, horizon },
  split: SPLIT,
  scaler: { type: "none" },
  network,
  training: { epochs, batchSize: 32 },
});

/** @type {Lesson[]} */
export const LESSONS = [
  { name: "one-unit", generator: waves(51), training: training(1, { cell: { type: "simple-rnn" }, units: [1], head: "none" }) },
  { name: "deep", generator: waves(51), training: training(1, { cell: { type: "simple-rnn" }, units: [20, 20] }) },
  { name: "gru-layer", generator: waves(51), training: training(1, { cell: { type: "gru" }, units: [20] }) },
];

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
  generator: waves(60),
  training: training(10, { cell: { type: "simple-rnn" }, units: [20], topology: { type: topology.name } }, 10),
}));
