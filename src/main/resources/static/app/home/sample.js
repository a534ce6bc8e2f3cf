/** The sample data that ship with the service; `samples/README.md` tells their origin. */
import { call } from "../api.js";

const SAMPLE = "samples/co2-monthly.csv";

/** Uploads the sample as a dataset. */
export async function loadSample() {
  const table = await (await fetch(SAMPLE)).blob();
  return call("datasets?name=co2-mauna-loa", { body: table, headers: { "Content-Type": "text/csv" } });
}
