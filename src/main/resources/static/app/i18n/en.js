/** English texts. The Spanish ones have the same keys; a test compares them. */
import frame from "./en/frame.js";
import data from "./en/data.js";
import training from "./en/training.js";
import results from "./en/results.js";
import learn from "./en/learn.js";
import access from "./en/access.js";
import glass from "./en/glass.js";

export default { ...frame, ...data, ...training, ...results, ...learn, ...glass, ...access };
