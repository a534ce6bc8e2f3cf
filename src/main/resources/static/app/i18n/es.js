/** Spanish texts, with the keys of the English ones. */
import frame from "./es/frame.js";
import data from "./es/data.js";
import training from "./es/training.js";
import results from "./es/results.js";
import learn from "./es/learn.js";
import access from "./es/access.js";
import glass from "./es/glass.js";

export default { ...frame, ...data, ...training, ...results, ...learn, ...glass, ...access };
