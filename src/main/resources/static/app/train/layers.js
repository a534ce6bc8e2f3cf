/** The layers of a network and the numbers of their parameters. */
import { html } from "../preact.js";
import { whole } from "../format.js";
import { t } from "../i18n/index.js";
import { Table } from "../ui/parts.js";

/** @param {{layers: import("../types.js").Estimate["layers"]}} props */
export const LayerTable = ({ layers }) => html`<${Table} label=${t("model.layers")} rows=${layers} columns=${[
  { title: t("layers.name"), head: true, cell: (layer) => layer.name },
  { title: t("layers.type"), cell: (layer) => layer.type },
  { title: t("layers.shape"), cell: (layer) => layer.outputShape.join(" × ") },
  { title: t("estimate.parameters"), number: true, cell: (layer) => whole(layer.parameters) },
]} />`;
